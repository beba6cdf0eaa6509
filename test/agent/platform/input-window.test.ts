// Input for one window never reaches another: not the one that covers it, not the one that has the keyboard.
import { describe, expect, it } from 'vitest'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import type { InputEvent } from '../../../src/protocol/input.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { openEventWindow } from '../../support/event-window.ts'
import { startTypedTerminal } from '../../support/typed-terminal.ts'
import { until } from '../../support/wait.ts'

const click = (x: number, y: number): InputEvent[] =>
  [true, false].map((isDown) => ({ type: 'button', button: 0, isDown, x, y }))

async function startDesk() {
  const display = await startDisplay({ hasWindowManager: true })
  const terminal = await startTypedTerminal(display)
  const platform = x11Platform(display.name)
  const [window] = await platform.listWindows()
  const sink = await platform.openInput({ window: window?.id ?? '' })
  atEnd(() => sink.close())
  return { display, terminal, platform, window: window ?? null, sink }
}

const focused = async (display: TestDisplay): Promise<string> =>
  String(await display.run('xdotool', 'getwindowfocus', 'getwindowname')).trim()

describe('input for one window', () => {
  it('arrives there, at places counted from its own corner', async () => {
    const { display, terminal, window, sink } = await startDesk()
    await sink.apply([...click(60, 60), { type: 'text', text: 'here 한' }])
    await terminal.expectTyped('here 한')
    const at = String(await display.run('xdotool', 'getmouselocation'))
    expect(at).toContain(`x:${(window?.rect.x ?? 0) + 60} y:${(window?.rect.y ?? 0) + 60}`)
    await display.run('xdotool', 'search', '--class', 'XTerm', 'windowmove', '300', '200')
    await until('the move', async () => {
      await sink.apply([{ type: 'move', x: 10, y: 50 }])
      return /x:31\d y:2[2-5]\d/.test(String(await display.run('xdotool', 'getmouselocation')))
    })
  })

  it('brings the window to the front first when another covers it or has the keyboard', async () => {
    const { display, terminal, sink } = await startDesk()
    display.start('xterm', '-class', 'Other', '-title', 'Other', '-geometry', '90x40+20+20', '-e', 'sleep', '60')
    await display.window('Other')
    await until('the other window to have the keyboard', async () => (await focused(display)) === 'Other')
    await sink.apply([{ type: 'text', text: 'mine' }])
    await terminal.expectTyped('mine')
    await display.run('xdotool', 'search', '--class', 'Other', 'windowactivate')
    await until('the other window to have the keyboard', async () => (await focused(display)) === 'Other')
    await sink.apply([...click(60, 60), { type: 'text', text: ' again' }])
    await terminal.expectTyped('mine again')
  })

  it('is dropped where something stays above it, and outside its picture', async () => {
    const { display, terminal, window, sink } = await startDesk()
    const cover = await openEventWindow(display)
    await sink.apply([...click(60, 60), ...click((window?.rect.width ?? 0) + 1, 10)])
    await sink.apply([{ type: 'wheel', dx: 0, dy: 240, x: 60, y: 60 }])
    expect(cover.seen.filter((it) => it.startsWith('Button'))).toEqual([])
    expect(await terminal.text()).toBe('')
  })

  it('goes nowhere once the window is closed', async () => {
    const { display, sink } = await startDesk()
    await display.run('xdotool', 'search', '--class', 'XTerm', 'windowkill')
    const cover = await openEventWindow(display)
    await sink.apply([...click(60, 60), { type: 'text', text: 'lost' }])
    expect(cover.seen.filter((it) => !it.startsWith('MotionNotify'))).toEqual([])
  })

  it('is refused for a window that there is not', async () => {
    const { platform } = await startDesk()
    for (const id of ['0x123', 'nonsense', '']) {
      await expect(platform.openInput({ window: id })).rejects.toMatchObject({ code: 'screen.none' })
    }
  })
})
