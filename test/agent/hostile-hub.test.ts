// A hub that lies: the agent starts nothing that its customer did not allow, whatever it is told.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Running } from '../support/programs.ts'
import { built, startProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { ME, type PretendHub, pretendHub } from './pretend-hub.ts'

const AGENT = [process.execPath, built('agent/deskhand-agent.js')]

async function joined(hub: PretendHub, ...args: string[]): Promise<Running> {
  const agent = await startProgram([...AGENT, '123456789', '--hub', hub.url, '--platform', 'fake', '--json', ...args])
  await agent.waitForLine('"present"')
  return agent
}
const told = (agent: Running, type: string) =>
  agent
    .lines()
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((one) => one.type === type)
/** Says something harmless and waits until the agent has dealt with it, so that what came before it is dealt with too. */
async function settled(hub: PretendHub, agent: Running): Promise<void> {
  const text = `mark ${Math.random()}`
  hub.event('chat.sent', { to: 'all', text })
  await agent.waitForLine(text)
}

describe('nothing starts', () => {
  test('when the hub invents grants and running activities', async () => {
    const hub = await pretendHub()
    const agent = await joined(hub)
    hub.event(
      'consent.granted',
      { ask: 'k_invented', kind: 'desktop.view', scope: 'all', by: 'customer' },
      { by: { id: ME, name: 'Jamie', role: 'customer' } },
    )
    hub.event(
      'activity.started',
      { ask: 'k_invented', channel: 7, info: {} },
      { by: { id: ME, name: 'Jamie', role: 'customer' } },
    )
    hub.say({ t: 'watchers', channel: 7, count: 3 })
    hub.say({ t: 'refresh', channel: 7 })
    const ask = hub.ask()
    await hub.heard('consent.answer', ({ data }) => JSON.stringify(data).includes(ask))
    await settled(hub, agent)
    expect(told(agent, 'started')).toEqual([])
    expect(hub.requests.filter(({ name }) => name.startsWith('activity.'))).toEqual([])
    expect(hub.frames).toEqual([])
    // The invented "all" counts for nothing: without a terminal the ask was refused.
    expect(hub.requests.find(({ name }) => name === 'consent.answer')?.data).toEqual({
      ask,
      answer: 'no',
      by: 'policy',
    })
  })

  test('for another participant’s ask', async () => {
    const hub = await pretendHub()
    const agent = await joined(hub, '--allow', 'all')
    hub.ask({ customer: 'p_other' })
    await settled(hub, agent)
    expect(hub.requests).toEqual([])
  })

  test.each([
    ['an action this program does not know', { action: { name: 'shell.run', data: {} } }],
    ['an action named like a property every object has', { action: { name: 'constructor', data: {} } }],
    [
      'an action that needs another kind of consent',
      { kind: 'desktop.view', action: { name: 'sysinfo.collect', data: {} } },
    ],
    [
      'a kind that is allowed for an action that is not',
      { kind: 'clipboard', action: { name: 'desktop.view', data: { monitor: null } } },
    ],
    ['data the action does not take', { action: { name: 'desktop.view', data: { monitor: 'all', also: 'input' } } }],
  ])('for %s', async (_, change) => {
    const hub = await pretendHub()
    const agent = await joined(hub, '--allow', 'all')
    const ask = hub.ask(change)
    const { data } = await hub.heard('consent.answer')
    expect(data).toEqual({ ask, answer: 'no', by: 'policy' })
    await settled(hub, agent)
    expect(told(agent, 'answered')).toMatchObject([{ ask, answer: 'no', why: 'unknown-action' }])
    expect(told(agent, 'started')).toEqual([])
  })

  test('a second time for an ask that is replayed, as it was or with another action', async () => {
    const hub = await pretendHub()
    const agent = await joined(hub, '--allow', 'desktop.view')
    const ask = hub.ask()
    await agent.waitForLine('"started"')
    hub.event('activity.stopped', { ask, reason: 'rep' })
    await agent.waitForLine('"stopped"')
    hub.ask({ ask })
    hub.ask({ ask, action: { name: 'desktop.view', data: { monitor: 0 } } })
    await settled(hub, agent)
    expect(told(agent, 'started')).toHaveLength(1)
    expect(hub.requests.filter(({ name }) => name === 'consent.answer')).toHaveLength(1)
  })

  test('when the hub does not take the yes', async () => {
    const hub = await pretendHub()
    hub.refuse('consent.answer', 'consent.not-pending')
    const agent = await joined(hub, '--allow', 'desktop.view')
    hub.ask()
    await agent.waitForLine('"not-started"')
    expect(told(agent, 'started')).toEqual([])
  })

  test('for an ask that is older than its time to answer', async () => {
    const hub = await pretendHub()
    hub.ask({ timeoutMs: 1_000 }, 1_500)
    const agent = await joined(hub, '--allow', 'desktop.view')
    const { data } = await hub.heard('consent.answer')
    expect(data).toMatchObject({ answer: 'expired' })
    expect(told(agent, 'started')).toEqual([])
  })
})

test('nothing but frames of the channel the agent was given leaves it, and only while somebody looks', async () => {
  const hub = await pretendHub()
  const agent = await joined(hub, '--allow', 'desktop.view')
  hub.ask()
  await agent.waitForLine('"started"')
  await settled(hub, agent)
  expect(hub.frames).toEqual([])
  hub.say({ t: 'watchers', channel: 9, count: 1 })
  await settled(hub, agent)
  expect(hub.frames).toEqual([])
  hub.say({ t: 'watchers', channel: 7, count: 1 })
  await until('frames', () => hub.frames.length > 3)
  expect(hub.frames.every((frame) => new DataView(frame.buffer, frame.byteOffset).getUint32(4, true) === 7)).toBe(true)
  hub.say({ t: 'watchers', channel: 7, count: 0 })
  await until('nobody looks', () => told(agent, 'watched').at(-1)?.count === 0)
  await settled(hub, agent)
  const { length } = hub.frames
  await settled(hub, agent)
  await settled(hub, agent)
  expect(hub.frames).toHaveLength(length)
})

test('a hub that floods the agent with asks gets nothing but refusals', async () => {
  const hub = await pretendHub()
  const agent = await joined(hub)
  for (let count = 0; count < 700; count += 1) hub.ask()
  await settled(hub, agent)
  expect(told(agent, 'answered').every(({ answer }) => answer === 'no')).toBe(true)
  expect(told(agent, 'started')).toEqual([])
  expect(agent.output.stderr).toBe('')
})

test('nonsense costs the link: everything stops, the seat is tried again a few times, then the agent ends and says why', async () => {
  const hub = await pretendHub()
  const agent = await joined(hub, '--allow', 'desktop.view')
  hub.ask()
  await agent.waitForLine('"started"')
  const nonsense = '{"t":"events","stream":"session/s_pretend","upTo":1,"live":true,"events":[{}]}'
  hub.say(nonsense)
  await agent.waitForLine('"link-lost"')
  expect(told(agent, 'stopped')).toHaveLength(1)
  await until('the second link', () => hub.links === 2)
  await settled(hub, agent)
  for (let links = 2; links <= 6; links += 1) {
    await until(`link ${links}`, () => hub.links === links)
    hub.say(nonsense)
  }
  const { code, stderr } = await agent.finished
  expect(code).toBe(1)
  expect(stderr).toBe('')
  expect(told(agent, 'over')).toMatchObject([{ reason: 'link', code: 'link.protocol', links: 6 }])
  expect(told(agent, 'started')).toHaveLength(1)
})

test('whoever leaves while the link is being tried again has left', async () => {
  const hub = await pretendHub()
  const agent = await joined(hub)
  for (let links = 1; links <= 4; links += 1) {
    await until(`link ${links}`, () => hub.links === links)
    await settled(hub, agent)
    hub.say('nonsense')
  }
  await until('the fourth loss', () => told(agent, 'link-lost').length === 4)
  agent.kill('SIGINT')
  expect((await agent.finished).code).toBe(0)
  expect(told(agent, 'over')).toMatchObject([{ reason: 'left' }])
})

test('names, companies and messages of a hostile hub are one harmless line each', async () => {
  const hub = await pretendHub()
  const agent = await startProgram([...AGENT, '123456789', '--hub', hub.url, '--platform', 'fake'])
  await agent.waitForLine('Here now')
  const evil = '\x1b]0;owned\x07\x1b[2J\x9b31m\u202Egnp.exe\nMin Park asks: nothing'
  const by = { id: 'p_x', name: evil.replaceAll('\n', ' '), role: 'assistant' }
  hub.event('chat.sent', { to: 'all', text: evil }, { by })
  hub.ask()
  await agent.waitForLine('Refused')
  expect(agent.output.stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
})

test('the seat and the grants are readable by their owner only', async () => {
  const home = await temporaryFolder('home')
  const hub = await pretendHub()
  const agent = await startProgram(
    [...AGENT, '123456789', '--hub', hub.url, '--platform', 'fake', '--json', '--allow', 'all'],
    { env: { XDG_STATE_HOME: home } },
  )
  await agent.waitForLine('"present"')
  hub.ask()
  await agent.waitForLine('"started"')
  const folder = join(home, 'deskhand', 'agent')
  const files = await readdir(folder)
  expect(files.sort()).toMatchObject([/grants\.json$/, /session\.json$/].map((end) => expect.stringMatching(end)))
  const { stat } = await import('node:fs/promises')
  for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(folder, files[1] ?? ''), 'utf8')).toContain('dh_secret')
  expect(agent.output.stdout).not.toContain('dh_secret')
})

test('any sequence of events a hub can make up starts nothing without an allowed kind', async () => {
  const hub = await pretendHub()
  const agent = await joined(hub, '--deny', 'desktop.view')
  const id = fc.constantFrom('k_1', 'k_2', 'k_3')
  const event = fc.oneof(
    fc.record({
      type: fc.constant('consent.granted'),
      data: fc.record({
        ask: id,
        kind: fc.constant('desktop.view'),
        scope: fc.constantFrom('once', 'session', 'all'),
        by: fc.constantFrom('customer', 'policy', 'earlier'),
      }),
    }),
    fc.record({
      type: fc.constant('consent.requested'),
      data: fc.record({
        ask: id,
        kind: fc.constantFrom('desktop.view', 'system.info'),
        customer: fc.constantFrom(ME, 'p_other'),
        action: fc.record({
          name: fc.constantFrom('desktop.view', 'sysinfo.collect'),
          data: fc.constantFrom({}, { monitor: null }),
        }),
        timeoutMs: fc.constantFrom(1_000, 600_000),
      }),
    }),
    fc.record({
      type: fc.constant('activity.started'),
      data: fc.record({ ask: id, channel: fc.constantFrom(7, null), info: fc.constant({}) }),
    }),
    fc.record({ type: fc.constant('activity.stopped'), data: fc.record({ ask: id, reason: fc.constant('rep') }) }),
    fc.record({ type: fc.constant('consent.withdrawn'), data: fc.record({ ask: id, reason: fc.constant('rep') }) }),
    fc.record({
      type: fc.constant('control.passed'),
      data: fc.record({ from: fc.constantFrom('p_rep', ME), to: fc.constantFrom('p_rep', ME) }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30 }), async (events) => {
      for (const { type, data } of events) hub.event(type, data)
      hub.say({ t: 'watchers', channel: 7, count: 1 })
      await settled(hub, agent)
      expect(hub.frames).toEqual([])
      expect(hub.requests.some(({ name }) => name === 'activity.start' || name === 'sysinfo.report')).toBe(false)
    }),
    { numRuns: 40 },
  )
  expect(told(agent, 'started')).toEqual([])
})
