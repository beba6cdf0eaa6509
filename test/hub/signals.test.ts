// Signals of direct paths on a real hub: passed on between a channel's sender and who watches it, refused to everyone else.
import { expect, test } from 'vitest'
import { encodeFrame, FRAME_KEY } from '../../src/protocol/frame.ts'
import { MAX_DIRECT_PEERS, MAX_SIGNAL_CHARACTERS, MAX_SIGNALS_PER_SECOND } from '../../src/protocol/limits.ts'
import { addRep, joinAs, type TestHub } from '../support/hub.ts'
import { type RawLink, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'
import { running, type ShareStage, shareStage } from './share-stage.ts'

interface Stage extends ShareStage {
  readonly channel: number
}

async function stage(): Promise<Stage> {
  const on = await shareStage()
  return { ...on, channel: (await running(on, 'desktop.view')).channel }
}

const newWatcher = (hub: TestHub, id: string, token = hub.admin.token): Promise<RawLink> =>
  rawLink(hub.url, token, { resume: { [`session/${id}`]: 0 } })

const notices = (link: RawLink): readonly string[] =>
  link.heard.flatMap((one) => (one.t === 'notice' ? [one.code] : []))

test('a watcher’s signal reaches the sender with a number, the sender’s answer that watcher alone, and no journal', async () => {
  const { hub, id, channel, agent, rep } = await stage()
  const other = await newWatcher(hub, id)
  for (const link of [rep, other]) link.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', ({ relayed, peers }) => relayed === 2 && peers.length === 0)
  rep.say({ t: 'signal', channel, peer: null, data: 'an offer ‮ as it is' })
  const { peer, data } = await agent.hear('signal')
  expect(data).toBe('an offer ‮ as it is')
  if (peer === null) throw new Error('a number')
  const told = agent.heard.findIndex((one) => one.t === 'watchers' && one.peers.includes(peer))
  expect(told).toBeLessThan(agent.heard.findIndex((one) => one.t === 'signal'))
  agent.say({ t: 'signal', channel, peer, data: 'an answer' })
  expect(await rep.hear('signal')).toEqual({ t: 'signal', channel, peer: null, data: 'an answer' })
  await other.ask('site.about', {})
  expect(other.heard.some((one) => one.t === 'signal')).toBe(false)
  const { events } = await hub.admin.ask('journal.read', { session: id })
  expect(JSON.stringify(events)).not.toMatch(/an offer|an answer|signal/)
})

test('who watches directly stays counted but is relayed no pictures, until they are back on the relay', async () => {
  const { channel, agent, rep } = await stage()
  const send = (seq: number): void => {
    const header = { kind: 1, flags: FRAME_KEY, channel, seq, capturedAt: 1 } as const
    agent.socket.send(encodeFrame(header, [new Uint8Array(100)]))
  }
  rep.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', ({ count }) => count === 1)
  send(1)
  await until('the picture', () => rep.frames.length === 1)
  rep.say({ t: 'watch', channel, on: true, path: 'direct' })
  await agent.hear('watchers', ({ count, relayed }) => count === 1 && relayed === 0)
  send(2)
  await agent.ask('site.about', {})
  await rep.ask('site.about', {})
  expect(rep.frames).toHaveLength(1)
  agent.forget()
  rep.say({ t: 'watch', channel, on: true, path: 'relay' })
  await agent.hear('watchers', ({ count, relayed }) => count === 1 && relayed === 1)
  await agent.hear('refresh')
  send(3)
  await until('the next picture', () => rep.frames.length === 2)
})

test('signals of people who do not watch, to nobody, about foreign channels or by a stranger to the session go nowhere', async () => {
  const { hub, id, number, channel, agent, rep } = await stage()
  rep.say({ t: 'watch', channel, on: true })
  rep.say({ t: 'signal', channel, peer: null, data: 'here' })
  const { peer } = await agent.hear('signal')
  agent.forget()
  const outsider = await addRep(hub, 'Outsider')
  const sly = await rawLink(hub.url, outsider.token)
  const lee = await joinAs(hub.url, number, 'Lee')
  const customer = await newWatcher(hub, id, lee.token)
  const tries: readonly (readonly [RawLink, object])[] = [
    [sly, { channel, peer: null }],
    [sly, { channel, peer }],
    [customer, { channel, peer }],
    [customer, { channel, peer: null }],
    [rep, { channel, peer }],
    [rep, { channel: (channel % 4_000_000_000) + 1, peer: null }],
    [agent, { channel, peer: (peer ?? 0) + 1 }],
    [agent, { channel, peer: null }],
  ]
  for (const [link, about] of tries) {
    const before = notices(link).length
    link.say({ t: 'signal', data: 'psst', ...about })
    await until('the refusal', () => notices(link).length > before)
    expect(notices(link).at(-1)).toBe('signal.no-peer')
  }
  expect([agent, rep, sly, customer].flatMap(({ heard }) => heard.filter((one) => one.t === 'signal'))).toEqual([])
})

test('a signal of the longest kind is passed on; one character more ends the link', async () => {
  const { channel, agent, rep } = await stage()
  rep.say({ t: 'watch', channel, on: true })
  rep.say({ t: 'signal', channel, peer: null, data: 'x'.repeat(MAX_SIGNAL_CHARACTERS) })
  expect((await agent.hear('signal')).data).toHaveLength(MAX_SIGNAL_CHARACTERS)
  rep.say({ t: 'signal', channel, peer: null, data: 'x'.repeat(MAX_SIGNAL_CHARACTERS + 1) })
  expect(await rep.bye()).toBe('link.protocol')
  await agent.hear('watchers', ({ count, peers }) => count === 0 && peers.length === 0)
})

test('so many signals a second are passed on; more are refused, once said, and the link goes on', async () => {
  const { channel, agent, rep } = await stage()
  rep.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', ({ count }) => count === 1)
  for (let index = 0; index < MAX_SIGNALS_PER_SECOND * 3; index++)
    rep.say({ t: 'signal', channel, peer: null, data: `${index}` })
  await rep.ask('site.about', {})
  await agent.ask('site.about', {})
  const passed = agent.heard.filter((one) => one.t === 'signal').length
  expect(passed).toBeGreaterThanOrEqual(MAX_SIGNALS_PER_SECOND)
  expect(passed).toBeLessThan(MAX_SIGNALS_PER_SECOND * 3)
  expect(notices(rep)[0]).toBe('signal.too-many')
  expect(notices(rep).length).toBeLessThanOrEqual(3)
  await until('the next second', async () => {
    rep.say({ t: 'signal', channel, peer: null, data: 'again' })
    await rep.ask('site.about', {}, undefined, `about-${performance.now()}`)
    return agent.heard.some((one) => one.t === 'signal' && one.data === 'again')
  })
})

test('so many watchers have a number at a time; one more is refused until one of them goes', async () => {
  const { hub, id, channel, agent } = await stage()
  const all = await Promise.all(Array.from({ length: MAX_DIRECT_PEERS + 1 }, () => newWatcher(hub, id)))
  for (const link of all) {
    link.say({ t: 'watch', channel, on: true })
    await link.ask('site.about', {})
  }
  await agent.hear('watchers', ({ relayed }) => relayed === all.length)
  for (const link of all) link.say({ t: 'signal', channel, peer: null, data: 'offer' })
  for (const link of all) await link.ask('site.about', {}, undefined, 'after')
  const refused = all.filter((link) => notices(link).includes('signal.peers-full'))
  expect(refused).toHaveLength(1)
  await agent.hear('watchers', ({ peers }) => peers.length === MAX_DIRECT_PEERS)
  const [gone] = all.filter((link) => !refused.includes(link))
  gone?.say({ t: 'watch', channel, on: false })
  await agent.hear(
    'watchers',
    ({ peers, relayed }) => peers.length === MAX_DIRECT_PEERS - 1 && relayed === MAX_DIRECT_PEERS,
  )
  refused[0]?.say({ t: 'signal', channel, peer: null, data: 'late' })
  await agent.hear('signal', ({ data }) => data === 'late')
})

test('a participant who leaves the session loses the number with the view', async () => {
  const { hub, id, channel, agent } = await stage()
  const lead = await addRep(hub, 'Lead')
  await lead.ask('session.assist', { session: id })
  const link = await newWatcher(hub, id, lead.token)
  link.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', ({ count }) => count === 1)
  link.say({ t: 'signal', channel, peer: null, data: 'offer' })
  await agent.hear('watchers', ({ peers }) => peers.length === 1)
  agent.forget()
  await lead.ask('session.leave', {}, { session: id })
  await agent.hear('watchers', ({ count, peers }) => count === 0 && peers.length === 0)
  link.say({ t: 'signal', channel, peer: null, data: 'still there?' })
  await link.hear('notice', ({ code }) => code === 'signal.no-peer')
})
