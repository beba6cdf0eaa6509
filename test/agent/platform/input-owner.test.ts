// The owner's own mouse and keyboard are noticed at once, and what is injected for someone else never counts as theirs.
import { describe, expect, it } from 'vitest'
import { openFakePlatform } from '../../../agent/platform/fake/fake-platform.ts'
import { openInjector } from '../../../agent/platform/x11/input/injector.ts'
import { OWNER_TOLD_EVERY_MS } from '../../../agent/platform/x11/input/own-events.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import type { InputEvent } from '../../../src/protocol/input.ts'
import { startDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { openEventWindow } from '../../support/event-window.ts'
import { startTypedTerminal } from '../../support/typed-terminal.ts'
import { until } from '../../support/wait.ts'

const busy = (round: number): InputEvent[] => [
  { type: 'move', x: round % 1000, y: (round * 7) % 700 },
  { type: 'button', button: round % 3, isDown: true, x: 100, y: 100 },
  { type: 'button', button: round % 3, isDown: false, x: 100, y: 100 },
  { type: 'wheel', dx: 0, dy: 120, x: 100, y: 100 },
  { type: 'key', by: 'symbol', name: 'Shift', isDown: true },
  { type: 'key', by: 'symbol', name: 'a', isDown: true },
  { type: 'key', by: 'symbol', name: 'Shift', isDown: false },
  { type: 'text', text: round % 50 === 0 ? 'x한é' : 'xy' },
]

describe('the owner of an X display', () => {
  it('is noticed moving, clicking and typing, typically within 50 ms, while someone else’s input goes on', async () => {
    const display = await startDisplay()
    await openEventWindow(display)
    const platform = x11Platform(display.name)
    let toldAtMs = 0
    const watch = await platform.watchOwner(() => {
      toldAtMs = performance.now()
    })
    atEnd(() => watch.close())
    const sink = await platform.openInput({})
    atEnd(() => sink.close())
    const owner = await openInjector(display.name)
    atEnd(() => owner.close())
    const acts = [
      () => owner.move(300, 300),
      () => owner.button(1, true),
      () => owner.button(1, false),
      () => owner.key(38, true),
      () => owner.key(38, false),
    ]
    const delays: number[] = []
    for (const [index, act] of [...acts, ...acts].entries()) {
      for (let round = 0; round < 20; round++) await sink.apply(busy(round))
      await until('a quiet moment', () => performance.now() - toldAtMs > OWNER_TOLD_EVERY_MS)
      await owner.connection.sync()
      const [before, began] = [toldAtMs, performance.now()]
      act()
      await until(`act ${index} to be told`, () => toldAtMs !== before)
      delays.push(toldAtMs - began)
    }
    expect(delays.sort((a, b) => a - b)[5]).toBeLessThan(50)
  })

  it('is never taken for someone else, however much that one does', async () => {
    const display = await startDisplay()
    const window = await openEventWindow(display)
    const platform = x11Platform(display.name)
    let told = 0
    const watch = await platform.watchOwner(() => told++)
    atEnd(() => watch.close())
    const sinks = [await platform.openInput({}), await platform.openInput({})]
    for (const sink of sinks) atEnd(() => sink.close())
    for (let round = 0; round < 400; round++) await Promise.all(sinks.map((sink) => sink.apply(busy(round))))
    for (const sink of sinks) await sink.apply([{ type: 'key', by: 'code', name: 'KeyW', isDown: true }])
    for (const sink of sinks) await sink.releaseAll()
    await sinks[0]?.apply([{ type: 'move', x: 777, y: 555 }])
    await until('the end', () => window.seen.includes('MotionNotify at 777,555'))
    expect(told).toBe(0)
    await display.run('xdotool', 'mousemove_relative', '3', '3')
    await until('the owner', () => told > 0)
  })

  it('is not confused with clicks and keys that a window manager holds up', async () => {
    const display = await startDisplay({ hasWindowManager: true })
    const terminal = await startTypedTerminal(display)
    const platform = x11Platform(display.name)
    let told = 0
    const watch = await platform.watchOwner(() => told++)
    atEnd(() => watch.close())
    const sink = await platform.openInput({})
    atEnd(() => sink.close())
    for (let round = 0; round < 20; round++) {
      const at = { x: round % 2 ? 150 : 900, y: round % 2 ? 150 : 700 }
      await sink.apply([
        { type: 'button', button: 0, isDown: true, ...at },
        { type: 'button', button: 0, isDown: false, ...at },
      ])
      await sink.apply([
        { type: 'text', text: 'a' },
        { type: 'move', x: round, y: 500 },
      ])
    }
    await until('the typing', async () => {
      await sink.apply([{ type: 'text', text: 'z' }])
      return (await terminal.text()).includes('z')
    })
    expect(told).toBe(0)
  })

  it('is told no more once it is closed', async () => {
    const display = await startDisplay()
    const platform = x11Platform(display.name)
    let [told, other] = [0, 0]
    const watch = await platform.watchOwner(() => told++)
    const second = await platform.watchOwner(() => other++)
    atEnd(() => second.close())
    await watch.close()
    await display.run('xdotool', 'mousemove_relative', '3', '3')
    await until('the other listener', () => other > 0)
    expect(told).toBe(0)
  })
})

describe('the drawn desktop', () => {
  it('shows what is typed and counts clicks, inside its picture only', async () => {
    const platform = await openFakePlatform({ clock: () => 0, everyTick: () => () => undefined })
    atEnd(() => platform.close())
    const source = await platform.openScreen()
    const pixels = async (): Promise<string> => {
      const grabbed = await source.grab({ x: 110, y: 720, width: 410, height: 40 })
      return Buffer.from(grabbed.buffer, grabbed.byteOffset, grabbed.byteLength).toString('base64')
    }
    const sink = await platform.openInput({})
    const empty = await pixels()
    await sink.apply([
      { type: 'text', text: '한글 만세' },
      { type: 'key', by: 'symbol', name: 'Backspace', isDown: true },
    ])
    await sink.apply([{ type: 'key', by: 'code', name: 'KeyA', isDown: true }])
    expect(platform.hands.typed()).toBe('한글 만a')
    const typed = await pixels()
    expect(typed).not.toBe(empty)
    for (const isDown of [true, false]) await sink.apply([{ type: 'button', button: 0, isDown, x: 450, y: 735 }])
    for (const isDown of [true, false]) await sink.apply([{ type: 'button', button: 0, isDown, x: 5000, y: 735 }])
    expect(platform.hands.clicks()).toBe(1)
    expect(await pixels()).not.toBe(typed)
    expect(await source.cursor()).toMatchObject({ x: 450, y: 735 })
    expect(platform.hands.held()).toEqual(['KeyA'])
    await sink.close()
    expect(platform.hands.held()).toEqual([])
  })

  it('tells of its owner, and keeps one clipboard in memory', async () => {
    const platform = await openFakePlatform({ clock: () => 0, everyTick: () => () => undefined })
    let told = 0
    const watch = await platform.watchOwner(() => told++)
    const sink = await platform.openInput({})
    await sink.apply(busy(1))
    expect(told).toBe(0)
    platform.hands.useAsOwner()
    expect(told).toBe(1)
    await watch.close()
    platform.hands.useAsOwner()
    expect(told).toBe(1)
    await (await platform.clipboard()).writeText('복사')
    expect(await (await platform.clipboard()).readText()).toBe('복사')
  })
})
