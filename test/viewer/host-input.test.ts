// Input at the viewer's host: only what is input, only while it may be, only so much, and never without its release.
import { describe, expect, it } from 'vitest'
import { decodeInput, encodeInput, type InputEvent, MAX_INPUT_TEXT_BYTES } from '../../src/protocol/input.ts'
import { MAX_MARK_POINTS } from '../../src/protocol/marks.ts'
import { openInputGate } from '../../src/viewer/host/input-gate.ts'
import { startViewerHost, type ViewerFeed } from '../../src/viewer/host/viewer-host.ts'
import {
  CLOSE_PROTOCOL,
  type Control,
  MAX_INPUT_BYTES,
  MAX_INPUT_FRAMES_PER_SECOND,
  MAX_PAGE_MESSAGES_PER_SECOND,
  MAX_TABS,
  PROMPT_PATIENCE_MS,
} from '../../src/viewer/wire.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { admitted, tokenOf } from './host-page.ts'
import { workFeed } from './work-feed.ts'

const keyDown: InputEvent = { type: 'key', by: 'symbol', name: 'a', isDown: true }
const keyUp: InputEvent = { ...keyDown, isDown: false }
const move: InputEvent = { type: 'move', x: 1, y: 1 }

describe('the gate', () => {
  function gate(isOpen = { value: true }) {
    let now = 0
    const passed: InputEvent[] = []
    const opened = openInputGate({
      pass: (payload) => {
        const read = decodeInput(payload)
        if (read.ok) passed.push(...read.events)
      },
      isOpen: () => isOpen.value,
      now: () => now,
    })
    const take = (...events: InputEvent[]) => opened.take(encodeInput(events))
    return {
      release: opened.release,
      dropped: opened.dropped,
      takeBytes: opened.take,
      passed,
      take,
      wait: (ms: number) => (now += ms),
    }
  }

  it('passes as many frames in a second as the limit, and none more until the second is over', () => {
    const { take, passed, wait, dropped } = gate()
    for (let count = 0; count < MAX_INPUT_FRAMES_PER_SECOND; count++) expect(take(move)).toBe('passed')
    expect(take(move)).toBe('dropped')
    expect([passed.length, dropped()]).toEqual([MAX_INPUT_FRAMES_PER_SECOND, 1])
    wait(1000)
    expect(take(move)).toBe('passed')
  })

  it('lets everything go when it drops what could have let something go', () => {
    const { take, passed } = gate()
    take(keyDown)
    for (let count = 1; count < MAX_INPUT_FRAMES_PER_SECOND; count++) take(move)
    expect(take(keyUp)).toBe('dropped')
    expect(passed.at(-1)).toEqual({ type: 'release' })
    take(move)
    expect(passed.filter(({ type }) => type === 'release').length).toBe(1)
  })

  it('passes the release at the end of control and at the end of the page, once and only when something is held', () => {
    const open = { value: true }
    const { take, passed, release } = gate(open)
    release()
    expect(passed).toEqual([])
    take(keyDown)
    open.value = false
    expect(take({ type: 'release' })).toBe('dropped')
    expect(passed).toEqual([keyDown, { type: 'release' }])
    release()
    expect(passed.length).toBe(2)
  })

  it('takes a frame as large as the limit and calls one byte more faulty', () => {
    const { take, takeBytes, passed } = gate()
    const text: InputEvent = { type: 'text', text: 'x'.repeat(MAX_INPUT_TEXT_BYTES) }
    const rest = MAX_INPUT_BYTES - 2 - 3 - MAX_INPUT_TEXT_BYTES - 3
    const exact = encodeInput([text, { type: 'text', text: 'y'.repeat(rest) }])
    expect(exact.byteLength).toBe(MAX_INPUT_BYTES)
    expect(takeBytes(exact)).toBe('passed')
    expect(takeBytes(encodeInput([text, { type: 'text', text: 'y'.repeat(rest + 1) }]))).toBe('faulty')
    expect(take(keyDown)).toBe('passed')
    expect(takeBytes(Uint8Array.of(9, 9, 9))).toBe('faulty')
    expect(passed.at(-1)).toEqual({ type: 'release' })
  })
})

async function host(control: Control = 'available') {
  const work = await workFeed({ control })
  atEnd(() => work.close())
  const started = await startViewerHost({ feed: work.feed, title: 'Minji', language: 'en' })
  atEnd(() => started.close())
  const { origin } = new URL(started.url)
  const page = await admitted({ host: started, origin, send: () => undefined, refreshes: () => 0, stops: () => 0 })
  return { work, host: started, page, send: (...events: InputEvent[]) => page.socket.send(encodeInput(events)) }
}

describe('a page', () => {
  it('that controls is heard, and one that only looks is dropped and counted', async () => {
    const { work, host: viewer, send } = await host('none')
    send(keyDown)
    await until('the count', () => viewer.inputDropped() === 1)
    work.control('other')
    send(keyDown)
    await until('the count', () => viewer.inputDropped() === 2)
    expect(work.input).toEqual([])
    work.control('held')
    send(keyDown)
    await until('the key', () => work.input.length === 1)
    work.control('none')
    await until('the release', () => work.input.length === 2)
    expect(work.input[1]).toEqual({ type: 'release' })
  })

  it('that breaks off or says nonsense is let go of', async () => {
    for (const end of ['close', 'nonsense'] as const) {
      const { work, page, send } = await host('held')
      send(keyDown, { type: 'button', button: 0, isDown: true, x: 5, y: 5 })
      await until('the key', () => work.input.length === 2)
      if (end === 'close') page.socket.terminate()
      else page.socket.send(Uint8Array.of(255, 255, 1, 2, 3))
      await until('the release', () => work.input.length === 3)
      expect(work.input[2]).toEqual({ type: 'release' })
      if (end === 'nonsense') await until('the end', () => page.live.closed === CLOSE_PROTOCOL)
    }
  })

  it('that sends ten thousand messages in a second is closed; the host goes on in the memory it had', async () => {
    const { work, host: viewer, page, send } = await host('held')
    const before = process.memoryUsage().rss
    send(keyDown)
    for (let count = 0; count < 10_000; count++) send(move)
    await until('the end', () => page.live.closed === CLOSE_PROTOCOL)
    await until('the page to be gone', () => viewer.stats().pages === 0)
    expect(work.input.length).toBeLessThanOrEqual(MAX_INPUT_FRAMES_PER_SECOND + 1)
    expect(work.input.at(-1)).toEqual({ type: 'release' })
    expect(viewer.inputDropped()).toBeLessThanOrEqual(MAX_PAGE_MESSAGES_PER_SECOND)
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(100)
    const again = await admitted(
      { host: viewer, origin: new URL(viewer.url).origin, send: () => undefined, refreshes: () => 0, stops: () => 0 },
      page.nextToken,
    )
    again.socket.send(encodeInput([keyUp]))
    await until('the next page', () => work.input.at(-1)?.type === 'key')
  })

  it('draws a mark with as many points as the limit, and is closed with one more', async () => {
    const { work, page } = await host()
    const mark = (count: number) => ({
      type: 'mark',
      mark: {
        shape: 'pen',
        color: 1,
        widthPx: 4,
        text: '',
        points: Array.from({ length: count }, () => [16_384, 16_384]),
      },
    })
    page.say(mark(MAX_MARK_POINTS))
    await until('the mark', () => work.marks.list().length === 1)
    page.say(mark(MAX_MARK_POINTS + 1))
    await until('the end', () => page.live.closed === CLOSE_PROTOCOL)
    expect(work.marks.list().length).toBe(1)
  })

  it('cannot answer a question it was not told, nor one it has just been told', async () => {
    const { work, page } = await host()
    work.prompts.change([{ id: 'q', title: 'May they?', detail: '', hasSession: true, expiresAt: null }])
    await until('the question', () => page.live.texts.some((text) => text.includes('May they?')))
    page.say({ type: 'answer', id: 'other', answer: 'yes' })
    page.say({ type: 'answer', id: 'q', answer: 'yes' })
    page.say({ type: 'say', text: 'after' })
    await until('what came after', () => work.chat.list().length === 1)
    expect(work.asked).toEqual([])
    const from = performance.now()
    await until('patience', () => performance.now() - from > PROMPT_PATIENCE_MS)
    page.say({ type: 'answer', id: 'q', answer: 'no' })
    await until('the answer', () => work.asked.join() === 'q no')
  })

  it('is told options and takes only those there are', async () => {
    const { work, page } = await host()
    page.say({ type: 'set', options: { colors: '256', maxKbps: 50 } })
    await until('the options', () => work.asked.length === 1)
    expect(work.asked[0]).toBe('set {"colors":"256","maxKbps":50}')
    await until('the word', () => page.live.texts.some((text) => text.includes('"colors":"256"')))
    page.say({ type: 'set', options: { maxKbps: 49 } })
    await until('the end', () => page.live.closed === CLOSE_PROTOCOL)
    expect(work.asked.length).toBe(1)
  })
})

describe('tabs', () => {
  it('are a screen each: what a page does goes to the one it looks at', async () => {
    const first = await host('held')
    const second = await workFeed({ control: 'held' })
    atEnd(() => second.close())
    const remove = first.host.addTab({ feed: second.feed, title: 'Budget\u202e.xlsx' })
    await until('the tabs', () => first.page.live.texts.some((text) => text.includes('"tabs"')))
    first.send(keyDown)
    await until('the first', () => first.work.input.length === 1)
    const frames = first.page.live.frames.length
    first.page.say({ type: 'select', tab: 1 })
    await until('the release at the first', () => first.work.input.length === 2)
    await until('its picture', () => first.page.live.frames.length > frames)
    first.send(keyUp)
    await until('the second', () => second.input.length === 1)
    expect(first.work.input.length).toBe(2)
    expect(first.page.live.texts.findLast((text) => text.includes('"feed"'))).toContain('Budget·.xlsx')
    remove()
    await until('the first again', () => {
      const told = first.page.live.texts.filter((text) => text.startsWith('{"type":"feed"'))
      return told.at(-1)?.includes('Minji')
    })
  })

  it('are as many as the limit', async () => {
    const { host: viewer, work } = await host()
    for (let count = 1; count < MAX_TABS; count++) viewer.addTab({ feed: quiet(work.feed), title: `${count}` })
    expect(() => viewer.addTab({ feed: quiet(work.feed), title: 'one more' })).toThrow(RangeError)
    expect(tokenOf(viewer.url).length).toBeGreaterThan(20)
  })
})

/** The feed without its pictures. */
function quiet(feed: ViewerFeed): ViewerFeed {
  return { audience: 'rep', status: feed.status, subscribe: () => () => undefined, refresh() {}, stop() {} }
}
