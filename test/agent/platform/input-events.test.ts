// Mouse and keys on a customer's machine as an application there gets them, and that nothing stays held.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputSink } from '../../../agent/platform/platform.ts'
import { MAX_NOTCHES } from '../../../agent/platform/x11/input/hands.ts'
import { openInjector } from '../../../agent/platform/x11/input/injector.ts'
import { MAX_WAITING_EVENTS } from '../../../agent/platform/x11/input/input-sink.ts'
import { KEY_CODES } from '../../../agent/platform/x11/input/key-codes.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { type InputEvent, POINTER_BUTTONS } from '../../../src/protocol/input.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { type EventWindow, openEventWindow } from '../../support/event-window.ts'
import { startProgram } from '../../support/programs.ts'
import { until } from '../../support/wait.ts'

type Desk = { readonly display: TestDisplay; readonly window: EventWindow; readonly sink: InputSink }

async function startDesk(): Promise<Desk> {
  const display = await startDisplay()
  const window = await openEventWindow(display)
  const sink = await x11Platform(display.name).openInput({})
  atEnd(() => sink.close())
  return { display, window, sink }
}

const button = (number: number, isDown: boolean, x: number, y: number): InputEvent => ({
  type: 'button',
  button: number,
  isDown,
  x,
  y,
})
const wheel = (dx: number, dy: number): InputEvent => ({ type: 'wheel', dx, dy, x: 400, y: 300 })
const code = (name: string, isDown: boolean): InputEvent => ({ type: 'key', by: 'code', name, isDown })
const symbol = (name: string, isDown: boolean): InputEvent => ({ type: 'key', by: 'symbol', name, isDown })
const END: InputEvent = { type: 'move', x: 777, y: 555 }

/** What the window is given for the events, up to a move that marks their end. */
async function given({ window, sink }: Desk, events: readonly InputEvent[]): Promise<readonly string[]> {
  await sink.apply([{ type: 'move', x: 1, y: 1 }])
  await until('the start', () => window.seen.includes('MotionNotify at 1,1') || window.seen.length === 0)
  await sink.apply([{ type: 'move', x: 2, y: 2 }])
  await until('the start', () => window.seen.includes('MotionNotify at 2,2'))
  window.clear()
  await sink.apply([...events, END])
  await until('the end', () => window.seen.includes('MotionNotify at 777,555'))
  return window.seen.slice(0, window.seen.indexOf('MotionNotify at 777,555'))
}

describe('the mouse', () => {
  it('moves, and presses all five buttons where they were pressed', async () => {
    const desk = await startDesk()
    const events = [0, 1, 2, 3, 4].flatMap((it) => [button(it, true, 100 + it, 200), button(it, false, 100 + it, 200)])
    const seen = (await given(desk, events)).filter((it) => it.startsWith('ButtonPress'))
    expect(seen).toEqual([1, 2, 3, 8, 9].map((it, index) => `ButtonPress ${it} at ${100 + index},200`))
  })

  it('turns the wheel in whole notches, keeps parts of one, and begins anew in another direction', async () => {
    const desk = await startDesk()
    const notches = async (...events: InputEvent[]): Promise<string> =>
      (await given(desk, events)).flatMap((it) => /ButtonPress (\d)/.exec(it)?.[1] ?? []).join('')
    expect(await notches(wheel(0, 120), wheel(0, -240), wheel(120, 0), wheel(-120, 0))).toBe('544' + '7' + '6')
    expect(await notches(wheel(0, 50), wheel(0, 50))).toBe('')
    expect(await notches(wheel(0, 20))).toBe('5')
    expect(await notches(wheel(0, 119), wheel(0, -1), wheel(0, -119))).toBe('4')
    expect(await notches(wheel(0, 120 * MAX_NOTCHES))).toBe('5'.repeat(MAX_NOTCHES))
    expect(await notches(wheel(0, 120 * (MAX_NOTCHES + 1)))).toBe('5'.repeat(MAX_NOTCHES))
    expect(await notches(wheel(-32_768, 0))).toBe('6'.repeat(MAX_NOTCHES))
  })

  it('does nothing outside the picture, but a button pressed inside goes up there', async () => {
    const desk = await startDesk()
    const outside = [
      { type: 'move', x: 1280, y: 5 } as const,
      { type: 'move', x: 5, y: 800 } as const,
      button(0, true, 65_535, 65_535),
      { type: 'wheel', dx: 0, dy: 1200, x: 1280, y: 0 } as const,
    ]
    expect(await given(desk, outside)).toEqual([])
    const dragged = await given(desk, [button(0, true, 10, 10), button(0, false, 5000, 20)])
    expect(dragged).toContain('ButtonPress 1 at 10,10')
    expect(dragged).toContain('ButtonRelease 1 at 1279,20')
  })

  it('lets go only of what it pressed itself, once', async () => {
    const desk = await startDesk()
    expect(await given(desk, [button(0, false, 5, 5), button(2, false, 5, 5)])).toEqual([])
    const twice = await given(desk, [
      button(0, true, 5, 5),
      button(0, true, 9, 9),
      button(0, false, 5, 5),
      button(0, false, 5, 5),
    ])
    expect(twice.filter((it) => it.startsWith('Button'))).toEqual(['ButtonPress 1 at 5,5', 'ButtonRelease 1 at 5,5'])
  })
})

describe('keys', () => {
  it('by their place are held until they are let go; names that are none do nothing', async () => {
    const desk = await startDesk()
    const seen = await given(desk, [
      code('KeyA', true),
      code('KeyA', true),
      code('F5', true),
      code('KeyA', false),
      code('Nope', true),
    ])
    expect(seen).toEqual(['KeyPress 38', 'KeyPress 71', 'KeyRelease 38'])
    expect((await desk.window.state()).keys).toEqual([71])
  })

  it('by their meaning go down and up at once, and again with each repeat', async () => {
    const desk = await startDesk()
    const seen = await given(desk, [symbol('Delete', true), symbol('Delete', true), symbol('Delete', false)])
    expect(seen).toEqual(['KeyPress 119', 'KeyRelease 119', 'KeyPress 119', 'KeyRelease 119'])
    expect((await desk.window.state()).keys).toEqual([])
  })

  it.each(['release', 'releaseAll', 'close'] as const)('and buttons that are held all go up on %s', async (how) => {
    const { window, sink } = await startDesk()
    const held = [symbol('Shift', true), symbol('Control', true), code('KeyW', true), code('AltRight', true)]
    await sink.apply([...held, button(0, true, 5, 5), button(4, true, 5, 5)])
    await until('what is held', async () => (await window.state()).keys.length === 4)
    expect((await window.state()).mask & 0x100).toBe(0x100)
    if (how === 'release') await sink.apply([{ type: 'release' }])
    else await sink[how]()
    await until('nothing held', async () => (await window.state()).keys.length === 0)
    expect(await window.state()).toEqual({ keys: [], mask: 0 })
    expect(window.seen.filter((it) => it.startsWith('ButtonRelease')).map((it) => it.split(' ')[1])).toEqual(['1', '9'])
  })

  it('that a program held when it ended go up with it, and with the next one when it was killed', async () => {
    const display = await startDisplay()
    const window = await openEventWindow(display)
    const mapOf = async (): Promise<string> => String(await display.run('xkbcomp', display.name, '-'))
    await display.run('xdotool', 'key', 'Shift_L')
    const before = await mapOf()
    const hold = async (ending: string): Promise<Awaited<ReturnType<typeof startProgram>>> => {
      const program = await startProgram([process.execPath, 'test/support/input-holder.ts', display.name, ending])
      await program.waitForLine('held')
      return program
    }
    await (await hold('exit')).finished
    await until('nothing held', async () => (await window.state()).keys.length === 0)
    expect((await window.state()).mask).toBe(0)
    expect(await mapOf()).toBe(before)

    const killed = await hold('')
    killed.kill('SIGKILL')
    await killed.finished
    expect((await window.state()).keys).toEqual([25, 50])
    const sink = await x11Platform(display.name).openInput({})
    await until('nothing held', async () => (await window.state()).keys.length === 0)
    expect((await window.state()).mask).toBe(0)
    await sink.close()
    expect(await mapOf()).toBe(before)
  })
})

describe('a sink', () => {
  it('drops everything and lets go when more waits than it may, and works again afterwards', async () => {
    const { window, sink } = await startDesk()
    await sink.apply([code('KeyW', true)])
    const text = Array.from({ length: 400 }, (_, index) => String.fromCodePoint(0xac00 + index)).join('')
    const typing = sink.apply([{ type: 'text', text }])
    const moves = Array.from({ length: MAX_WAITING_EVENTS - 1 }, (): InputEvent => ({ type: 'move', x: 3, y: 3 }))
    const waiting = sink.apply(moves)
    expect((await window.state()).keys).toContain(25)
    await sink.apply([END])
    await Promise.all([typing, waiting])
    await until('nothing held', async () => (await window.state()).keys.length === 0)
    expect(window.seen).not.toContain('MotionNotify at 3,3')
    await sink.apply([END])
    await until('the move', () => window.seen.includes('MotionNotify at 777,555'))
  })

  it('tells that the display is gone, and closes quietly then', async () => {
    const { display, sink } = await startDesk()
    await display.kill()
    await until('the loss', () =>
      sink.apply([END]).then(
        () => false,
        (error: { code: string }) => error.code === 'screen.lost',
      ),
    )
    await sink.close()
  })

  it('refuses a monitor that there is not', async () => {
    const display = await startDisplay()
    await expect(x11Platform(display.name).openInput({ monitor: 'nowhere' })).rejects.toMatchObject({
      code: 'screen.none',
    })
  })

  it('takes a hundred thousand random events, holds nothing afterwards and keeps no memory', async () => {
    const { window, sink } = await startDesk()
    const place = { x: fc.nat({ max: 1400 }), y: fc.nat({ max: 900 }) }
    const names = [...KEY_CODES.keys()].filter((it) => it !== 'Power')
    const any: fc.Arbitrary<InputEvent> = fc.oneof(
      { weight: 40, arbitrary: fc.record({ type: fc.constant('move' as const), ...place }) },
      {
        weight: 3,
        arbitrary: fc.record({
          type: fc.constant('button' as const),
          button: fc.nat({ max: POINTER_BUTTONS }),
          isDown: fc.boolean(),
          ...place,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('wheel' as const),
          dx: fc.integer({ min: -300, max: 300 }),
          dy: fc.integer({ min: -300, max: 300 }),
          ...place,
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          type: fc.constant('key' as const),
          by: fc.constant('code' as const),
          name: fc.constantFrom(...names),
          isDown: fc.boolean(),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          type: fc.constant('key' as const),
          by: fc.constant('symbol' as const),
          name: fc.constantFrom('a', 'Z', '@', 'Shift', 'Control', 'Alt', 'AltGraph', 'Enter', 'F13', 'x y', ''),
          isDown: fc.boolean(),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ type: 'release' as const }) },
    )
    const batches = fc.sample(fc.array(any, { minLength: 200, maxLength: 200 }), { numRuns: 50, seed: 7 })
    for (const batch of batches) await sink.apply(batch)
    const before = process.memoryUsage().heapUsed
    for (let round = 0; round < 9; round++) for (const batch of batches) await sink.apply(batch)
    await sink.releaseAll()
    await until('nothing held', async () => (await window.state()).keys.length === 0)
    expect((await window.state()).mask & 0x1f00).toBe(0)
    window.clear()
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(100)
  })

  it('costs a click little more than asking the X server directly', async () => {
    const { display, window, sink } = await startDesk()
    const floor = await openInjector(display.name)
    atEnd(() => floor.close())
    const latencies = async (click: (isDown: boolean) => void): Promise<number> => {
      const all: number[] = []
      for (let round = 0; round < 100; round++) {
        window.clear()
        const began = performance.now()
        click(true)
        await new Promise((resolve) => setImmediate(resolve))
        await until('the press', () => window.seen.find((it) => it.startsWith('ButtonPress')))
        all.push((window.seenAtMs[window.seen.findIndex((it) => it.startsWith('ButtonPress'))] ?? 0) - began)
        click(false)
        await until('the release', () => window.seen.find((it) => it.startsWith('ButtonRelease')))
      }
      return all.sort((a, b) => a - b)[50] ?? 0
    }
    const direct = await latencies((isDown) => {
      floor.move(50, 50)
      floor.button(1, isDown)
    })
    const ours = await latencies((isDown) => void sink.apply([button(0, isDown, 50, 50)]))
    console.log(`click to application: ${ours.toFixed(2)} ms, directly ${direct.toFixed(2)} ms`)
    expect(ours).toBeLessThan(direct * 1.3 + 2)
  })
})
