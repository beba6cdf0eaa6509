// Who sends, who watches and who controls: the four directions of sharing on a real hub, with raw links.
import { expect, test } from 'vitest'
import { MAX_INFO_FACTS } from '../../src/features/consent/protocol.ts'
import { FRAME_KINDS } from '../../src/protocol/frame.ts'
import { addRep, joinAs } from '../support/hub.ts'
import { until } from '../support/wait.ts'
import { agreed, running, shareFrame, shareStage } from './share-stage.ts'

const input = (channel: number, seq = 1): Uint8Array<ArrayBuffer> => shareFrame(FRAME_KINDS.input, channel, seq)

test('[DSK-03] who was let control a desktop reaches it with mouse and keyboard, and nobody else does', async () => {
  const on = await shareStage()
  const lead = await addRep(on.hub, 'Lead')
  await lead.ask('session.assist', { session: on.id })
  const watcher = await on.follow(lead.token)
  const { channel } = await running(on, 'desktop.control')
  watcher.say({ t: 'watch', channel, on: true })
  await on.agent.hear('watchers', ({ count, controller }) => count === 1 && !controller)
  watcher.socket.send(input(channel))
  on.rep.socket.send(input(channel)) // does not watch yet
  await watcher.ask('site.about', {})
  on.rep.say({ t: 'watch', channel, on: true })
  await on.agent.hear('watchers', ({ count, controller }) => count === 2 && controller)
  on.rep.socket.send(input(channel, 7))
  await until('the input', () => on.agent.frames.length > 0)
  expect(on.agent.frames.map((bytes) => Buffer.from(bytes).equals(Buffer.from(input(channel, 7))))).toEqual([true])
  on.rep.say({ t: 'watch', channel, on: false })
  await on.agent.hear('watchers', ({ count, controller }) => count === 1 && !controller)
})

test('[DSK-07] control takes over the running view without stopping it: one channel, one append', async () => {
  const on = await shareStage()
  const view = await agreed(on, 'desktop.view')
  const first = await on.kim.ask('activity.start', { ask: view })
  await on.hub.admin.ask('share.set', { ask: view, options: { colors: '16bit' } }, { session: on.id })
  const control = await agreed(on, 'desktop.control')
  const second = await on.kim.ask('activity.start', { ask: control })
  expect(second.channel).toBe(first.channel)
  const { asks } = await on.hub.admin.ask('session.show', { session: on.id })
  expect(asks.map(({ id, state, reason }) => ({ id, state, reason }))).toEqual([
    { id: view, state: 'stopped', reason: 'upgraded' },
    { id: control, state: 'running', reason: null },
  ])
  const { options } = await on.hub.admin.ask('share.status', { session: on.id, ask: control })
  expect(options.colors).toBe('16bit') // the picture goes on as it is made
  await expect(on.hub.admin.ask('desktop.view', {}, { session: on.id })).rejects.toMatchObject({
    code: 'activity.running',
  })
})

test('[DSK-05] [MUL-05] what a rep shows of their own desktop reaches every customer who is there, from that program alone', async () => {
  const on = await shareStage()
  const other = await on.follow((await joinAs(on.hub.url, on.number, 'Lee')).token)
  const ask = await agreed(on, 'desktop.share')
  await expect(on.kim.ask('activity.start', { ask })).rejects.toMatchObject({ code: 'activity.not-found' })
  const { channel } = await on.hub.admin.ask('activity.start', { ask }, { session: on.id })
  if (!channel) throw new Error('a channel')
  on.agent.say({ t: 'watch', channel, on: true })
  other.say({ t: 'watch', channel, on: true })
  on.rep.say({ t: 'send', channel })
  await on.rep.hear('watchers', ({ count }) => count === 2)
  const second = await on.follow(on.hub.admin.token)
  second.socket.send(shareFrame(FRAME_KINDS.screen, channel, 99)) // another program of the same rep
  await second.ask('site.about', {})
  on.rep.socket.send(shareFrame(FRAME_KINDS.screen, channel, 1))
  await until('both pictures', () => on.agent.frames.length === 1 && other.frames.length === 1)
  on.agent.socket.send(input(channel)) // shown, not given
  await on.agent.ask('site.about', {})
  await on.rep.ask('site.about', {})
  expect(on.rep.frames).toEqual([])
})

test('who waits to be let in sees nothing of what is shown, and sees it once they are in', async () => {
  const on = await shareStage({ approval: true })
  const { channel } = await running(on, 'desktop.view')
  const lee = await joinAs(on.hub.url, on.number, 'Lee')
  const waiting = await on.follow(lee.token)
  waiting.say({ t: 'watch', channel, on: true })
  await waiting.hear('notice', ({ code }) => code === 'activity.not-found')
  on.agent.socket.send(shareFrame(FRAME_KINDS.screen, channel))
  await on.agent.ask('site.about', {})
  await waiting.ask('site.about', {})
  expect(waiting.frames).toEqual([])
  await on.hub.admin.ask('session.admit', { participant: 'Lee' }, { session: on.id })
  waiting.say({ t: 'watch', channel, on: true })
  await on.agent.hear('watchers', ({ count }) => count === 1)
  on.agent.socket.send(shareFrame(FRAME_KINDS.screen, channel, 2))
  await until('the picture', () => waiting.frames.length === 1)
})

test('a machine tells so many facts of its picture as the limit, and not one more', async () => {
  const on = await shareStage()
  const ask = await agreed(on, 'desktop.view')
  const facts = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`fact ${at}`, at]))
  expect(await on.kim.refusal('activity.start', { ask, info: facts(MAX_INFO_FACTS + 1) })).toBe('request.malformed')
  expect((await on.kim.ask('activity.start', { ask, info: facts(MAX_INFO_FACTS) })).channel).toBeGreaterThan(0)
})

test('[DSK-06] a customer who was given the rep’s desktop controls it; who sends it takes it back at once', async () => {
  const on = await shareStage()
  const refused = on.hub.admin.ask('desktop.share-control', {} as never, { session: on.id })
  await expect(refused).rejects.toThrow()
  const { ask, channel } = await running(on, 'desktop.share-control')
  on.rep.say({ t: 'send', channel })
  on.agent.say({ t: 'watch', channel, on: true })
  await on.rep.hear('watchers', ({ controller }) => controller)
  on.agent.socket.send(input(channel))
  await until('the input', () => on.rep.frames.length > 0)
  await on.hub.admin.ask('share.report', { ask, holder: 'peer' }, { session: on.id })
  await on.hub.admin.ask('share.reclaim', { ask }, { session: on.id })
  await expect(on.kim.ask('share.reclaim', { ask })).rejects.toThrow()
  const { events } = await on.hub.admin.ask('journal.read', { session: on.id })
  expect(events.filter(({ type }) => type === 'share.held').map(({ data }) => data)).toEqual([
    { ask, holder: 'peer' },
    { ask, holder: 'owner' },
  ])
})

test('options of a share are kept in the journal; a yes to one monitor is none to another, nor to all', async () => {
  const on = await shareStage()
  const asked = await until('the customer', () =>
    on.hub.admin.ask('desktop.view', { monitor: 1 }, { session: on.id }).catch(() => null),
  )
  const { ask } = asked
  const early = on.hub.admin.ask('share.set', { ask, options: { colors: '256' } }, { session: on.id })
  await expect(early).rejects.toThrow()
  await on.kim.ask('consent.answer', { ask, answer: 'yes', by: 'customer' })
  await on.kim.ask('activity.start', { ask })
  const { options: begun } = await on.hub.admin.ask('share.status', { session: on.id, ask })
  expect(begun.monitor).toBe(1)
  await on.hub.admin.ask('share.set', { ask, options: { colors: '256', maxKbps: 50 } }, { session: on.id })
  await on.kim.ask('share.set', { ask, options: { mode: 'sampling' } })
  const wrong = [{ maxKbps: 49 }, { monitor: 0 }, { monitor: null }, { colors: '64' as never }]
  for (const options of wrong)
    await expect(on.hub.admin.ask('share.set', { ask, options }, { session: on.id })).rejects.toThrow()
  const { events } = await on.hub.admin.ask('journal.read', { session: on.id })
  expect(events.filter(({ type }) => type === 'share.set').map(({ data }) => data)).toEqual([
    { ask, options: { mode: 'auto', colors: '256', maxKbps: 50, monitor: 1 } },
    { ask, options: { mode: 'sampling', colors: '256', maxKbps: 50, monitor: 1 } },
  ])
})
