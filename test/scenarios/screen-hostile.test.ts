// A real desktop in front of people who lie: nothing is let in that was not agreed to, and an honest rep goes on.
import { readFile } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { encodeFrame, FRAME_HEADER_BYTES, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { decodeInput, encodeInput, type InputEvent } from '../../src/protocol/input.ts'
import { type PretendHub, pretendHub } from '../agent/pretend-hub.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import { type Running, startAgent } from '../support/programs.ts'
import { startLineTerminal } from '../support/typed-terminal.ts'
import { until } from '../support/wait.ts'
import { happenings } from './whole-actors.ts'

vi.setConfig({ testTimeout: 120_000 })

/** The number that this hub gives to every channel. */
const CHANNEL = 7
const AT = { x: 300, y: 300 }

interface Desk {
  readonly hub: PretendHub
  readonly agent: Running
  readonly display: TestDisplay
  /** What has been typed into the customer's terminal. */
  typed(): Promise<string>
  /** Sends input over the hub. */
  send(seq: number, events: readonly InputEvent[], channel?: number): void
  ask(kind: 'desktop.view' | 'desktop.control'): Promise<string>
  settled(): Promise<void>
}

async function desk(): Promise<Desk> {
  const display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  const typed = await startLineTerminal(display)
  await display.run('xdotool', 'mousemove', String(AT.x), String(AT.y))
  const hub = await pretendHub()
  const allowed = ['--allow', 'desktop.view,desktop.control']
  const agent = await startAgent(['123456789', '--hub', hub.url, '--json', ...allowed], {
    env: { DISPLAY: display.name },
  })
  await agent.waitForLine('"present"')
  const count = (type: string): number => happenings(agent).filter((one) => one.type === type).length
  return {
    hub,
    agent,
    display,
    typed,
    send: (seq, events, channel = CHANNEL) =>
      hub.say(encodeFrame({ kind: FRAME_KINDS.input, flags: 0, channel, seq, capturedAt: 1 }, [encodeInput(events)])),
    ask: async (kind) => {
      const before = count('started')
      const ask = hub.ask({ kind, action: { name: kind, data: { monitor: null } } })
      await until(`${kind} to start`, () => count('started') > before)
      hub.say({ t: 'watchers', channel: CHANNEL, count: 1, controller: true })
      return ask
    },
    settled: async () => {
      const text = `mark ${Math.random()}`
      hub.event('chat.sent', { to: 'all', text })
      await agent.waitForLine(text)
    },
  }
}

const click: readonly InputEvent[] = [
  { type: 'button', button: 0, isDown: true, ...AT },
  { type: 'button', button: 0, isDown: false, ...AT },
]
const text = (line: string): InputEvent => ({ type: 'text', text: `${line}\n` })

test('no input gets in before the yes, into a view, on a foreign channel, twice, out of order, outside the picture, or after the end', async () => {
  const on = await desk()
  on.send(1, [...click, text('before')])
  await on.ask('desktop.view')
  on.send(2, [...click, text('viewing')])
  await on.settled()
  const ask = await on.ask('desktop.control')
  on.send(3, [text('no click yet')])
  on.send(4, [...click, text('foreign')], CHANNEL + 1)
  on.send(10, [...click, text('one')])
  await until('the first', async () => (await on.typed()) !== '')
  on.send(10, [text('replayed')])
  on.send(11, [text('two')])
  on.send(13, [text('three')])
  on.send(12, [text('late')])
  on.send(5, [text('very late')])
  const outside = { x: 1_024, y: 60_000 }
  on.send(14, [
    { type: 'move', ...outside },
    { type: 'wheel', dx: -32_768, dy: 32_767, ...outside },
    { type: 'button', button: 0, isDown: true, x: 65_535, y: 65_535 },
    { type: 'button', button: 0, isDown: false, x: 65_535, y: 65_535 },
    text('four'),
  ])
  await until('the last', async () => (await on.typed()).includes('four'))
  expect(String(await on.display.run('xdotool', 'getmouselocation'))).toContain(`x:${AT.x} y:${AT.y}`)
  on.hub.event('activity.stopped', { ask, reason: 'rep' })
  await on.agent.waitForLine(/"stopped".*desktop.control/)
  on.send(20, [...click, text('after')])
  await on.settled()
  await on.display.run('xdotool', 'type', 'end\n')
  await until('the customer’s own', async () => (await on.typed()).includes('end'))
  expect(await on.typed()).toBe('one\ntwo\nthree\nfour\nend\n')
})

/** Numbers that only look random, so that a failure comes again. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const MUTATIONS = 100_000
const KEEPS_KB = 60_000

test(`${MUTATIONS.toLocaleString('en')} mutated input frames crash no agent, fill no memory and type nothing; an honest rep types on`, async () => {
  const on = await desk()
  await on.ask('desktop.control')
  on.send(1, click)
  const below = numbers(42)
  const base = encodeInput([text('never typed'), { type: 'key', by: 'code', name: 'KeyA', isDown: true }, ...click])
  const rss = async (): Promise<number> =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${on.agent.pid}/status`, 'utf8'))?.[1])
  let [seq, before] = [1, 0]
  let expected = ''
  for (let count = 0; count < MUTATIONS; count += 1) {
    const payload = base.slice(0, below(3) === 0 ? below(base.length) : base.length)
    for (let edits = below(4) + 1; edits > 0; edits -= 1) payload[below(payload.length)] = below(256)
    // What is still right after it is somebody's input, not nonsense.
    if (decodeInput(payload).ok) payload.fill(255)
    seq += 1
    const header = { kind: FRAME_KINDS.input, flags: below(65_536) & ~3, channel: CHANNEL, seq, capturedAt: below(1e9) }
    on.hub.say(encodeFrame(header, [payload]))
    if (count % 10_000 !== 9_999) continue
    const line = `line ${count}`
    expected += `${line}\n`
    on.send(++seq, [text(line)])
    await until(line, async () => (await on.typed()) === expected)
    if (count === 19_999) before = await rss()
  }
  expect((await rss()) - before).toBeLessThan(KEEPS_KB)
  expect(on.hub.links).toBe(1)
  expect(on.agent.output.stderr).toBe('')
})

test('frames with broken headers are left out up to a limit; then the link is given up, and control with it', async () => {
  const on = await desk()
  await on.ask('desktop.control')
  on.send(1, [...click, text('one')])
  await until('the first', async () => (await on.typed()) === 'one\n')
  on.hub.say(new Uint8Array(FRAME_HEADER_BYTES - 1))
  on.send(2, [text('two')])
  await until('the second', async () => (await on.typed()) === 'one\ntwo\n')
  for (let count = 0; count < 10_000 && on.hub.links === 1; count += 1)
    on.hub.say(Uint8Array.of(9, ...new Uint8Array(30)))
  await on.agent.waitForLine('"link-lost"')
  await until('another link', () => on.hub.links === 2)
  on.send(3, [...click, text('three')])
  await on.settled()
  await on.display.run('xdotool', 'type', 'end\n')
  await until('the customer’s own', async () => (await on.typed()).includes('end'))
  expect(await on.typed()).toBe('one\ntwo\nend\n')
})

test('a display that disappears while it is controlled ends that, says so, and leaves the session', async () => {
  const on = await desk()
  const ask = await on.ask('desktop.control')
  on.send(1, [...click, text('one')])
  await until('the first', async () => (await on.typed()) === 'one\n')
  await on.display.kill()
  const { data } = await on.hub.heard('activity.finish')
  expect(data).toMatchObject({ ask, outcome: 'failed', error: { code: 'screen.lost' } })
  const told = JSON.parse(await on.agent.waitForLine('"failed"')) as { readonly message: string }
  expect(told.message).toMatch(/X server/)
  for (let seq = 2; seq < 500; seq += 1) on.send(seq, [...click, text('into nothing')])
  await on.settled()
  const again = on.hub.ask({ kind: 'desktop.view', action: { name: 'desktop.view', data: { monitor: null } } })
  await on.hub.heard('activity.finish', ({ data: said }) => JSON.stringify(said).includes(again))
  await on.settled()
  expect([on.hub.links, on.agent.output.stderr]).toEqual([1, ''])
})
