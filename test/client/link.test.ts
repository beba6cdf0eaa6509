// A link against a hub that behaves: requests, follows, frames, and what survives a reconnect.
import { expect, test } from 'vitest'
import type { Link } from '../../src/client/link.ts'
import { openLink } from '../../src/client/open-link.ts'
import { encodeFrame, FRAME_KEY } from '../../src/protocol/frame.ts'
import { MAX_ENVELOPE_BYTES, MAX_PENDING_REQUESTS, MAX_WATCHED_CHANNELS } from '../../src/protocol/limits.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { batch, type HubSide, type ScriptedHub, scriptedHub } from './scripted-hub.ts'

const frame = (channel: number, seq: number): Uint8Array =>
  encodeFrame({ kind: 1, flags: FRAME_KEY, channel, seq, capturedAt: 1 }, [new Uint8Array(3)])

function linkTo(hub: ScriptedHub): Link {
  const link = openLink({ url: hub.url, token: 'dh_test', random: () => Math.random() * 0.05 })
  atEnd(() => link.close())
  return link
}

async function opened(): Promise<{ hub: ScriptedHub; link: Link; side: HubSide }> {
  const hub = await scriptedHub()
  const link = linkTo(hub)
  const side = await hub.side(0)
  await side.welcome()
  await link.ready()
  return { hub, link, side }
}

async function again(hub: ScriptedHub, link: Link, index = 1): Promise<HubSide> {
  hub.sides[index - 1]?.socket.terminate()
  const side = await hub.side(index)
  await side.welcome()
  await link.ready()
  return side
}

test('a link greets with its token, protocol and subprotocol, and knows who it is', async () => {
  const { link, side } = await opened()
  expect(await side.hear('hello')).toMatchObject({ token: 'dh_test', protocol: { min: 1, max: 1 }, resume: {} })
  expect(side.request.headers['sec-websocket-protocol']).toBe('deskhand.v1')
  expect(side.request.headers['sec-websocket-extensions']).toBeUndefined()
  expect(link.state).toMatchObject({ is: 'open', you: { email: 'rep@example.com' } })
})

test('a request resolves with its typed answer, and a refusal rejects with its code', async () => {
  const { link, side } = await opened()
  const done = link.request('chat.send', { text: 'hi' }, { session: 's_1' })
  const asked = await side.hear('request')
  expect(asked).toMatchObject({ name: 'chat.send', session: 's_1', data: { text: 'hi' } })
  side.say({ t: 'reply', id: asked.id, outcome: 'done', data: { seq: 4, at: 9, extra: 1 } })
  expect(await done).toEqual({ seq: 4, at: 9 })
  const refused = link.request('chat.send', { text: 'no' }, { session: 's_1', id: 'mine' })
  await side.hear('request', (one) => one.id === 'mine')
  const error = { code: 'session.ended', message: 'm', help: 'h', details: {} }
  side.say({ t: 'reply', id: 'mine', outcome: 'refused', error })
  await expect(refused).rejects.toMatchObject({ code: 'session.ended', exitCode: 9 })
})

test('a request asked while the hub is away is sent once it is back, and again with the same id after a loss', async () => {
  const { hub, link, side } = await opened()
  side.socket.terminate()
  await until('the loss', () => link.state.is !== 'open')
  const answer = link.request('chat.send', { text: 'later' }, { session: 's_1' })
  const second = await hub.side(1)
  await second.welcome()
  const { id } = await second.hear('request')
  const third = await again(hub, link, 2)
  expect((await third.hear('request')).id).toBe(id)
  third.say({ t: 'reply', id, outcome: 'done', data: { seq: 1, at: 1 } })
  third.say({ t: 'reply', id, outcome: 'done', data: { seq: 2, at: 2 } })
  expect(await answer).toEqual({ seq: 1, at: 1 })
})

test('a request without an answer ends with timeout, or with hub.unreachable while the hub is away', async () => {
  const { hub, link } = await opened()
  await expect(link.request('account.whoami', {}, { timeoutMs: 30 })).rejects.toMatchObject({ code: 'timeout' })
  await hub.stop()
  await until('the loss', () => link.state.is !== 'open')
  const late = link.request('account.whoami', {}, { timeoutMs: 30 })
  await expect(late).rejects.toMatchObject({ code: 'hub.unreachable', exitCode: 12 })
})

test('unanswered requests are bounded: the last that fits waits, one more is refused', async () => {
  const { link } = await opened()
  const waiting = Array.from({ length: MAX_PENDING_REQUESTS }, () => link.request('account.whoami', {}))
  const settled = Promise.allSettled(waiting)
  await expect(link.request('account.whoami', {})).rejects.toMatchObject({ code: 'request.too-many' })
  link.close()
  for (const one of await settled) expect(one.status).toBe('rejected')
})

test('requests that wait are bounded in size as well, so memory stays flat while the hub is away', async () => {
  const { link } = await opened()
  const rows = Array.from({ length: 400 }, () => ({ name: 'x'.repeat(2_000) }))
  const categories = { os: {}, cpu: {}, memory: {}, environment: {}, disks: [], network: [], processes: rows }
  const data = { ask: 'k_1', categories: { ...categories, software: [], services: [], devices: [] } }
  const ask = (): Promise<unknown> => link.request('sysinfo.report', data, { session: 's_1' })
  const outcomes = Array.from({ length: 12 }, () =>
    ask().then(
      () => '',
      (error: { code: string }) => error.code,
    ),
  )
  link.close()
  const codes = await Promise.all(outcomes)
  expect(codes.filter((code) => code === 'request.too-many').length).toBeGreaterThan(0)
  expect(codes.filter((code) => code === 'interrupted').length).toBeGreaterThan(5)
})

test('a request that is malformed or too large never leaves', async () => {
  const { link, side } = await opened()
  const wrong = link.request('chat.send', { text: '' }, { session: 's_1' })
  await expect(wrong).rejects.toMatchObject({ code: 'request.malformed', exitCode: 2 })
  const big = link.request('site.set', { name: 'x', value: 'x'.repeat(MAX_ENVELOPE_BYTES) })
  await expect(big).rejects.toMatchObject({ code: 'request.too-large', exitCode: 8 })
  expect(side.heard.filter((one) => one.t === 'request')).toEqual([])
})

test('events come once each and in order across a reconnect, resumed after the last one seen', async () => {
  const { hub, link, side } = await opened()
  const seen: number[] = []
  link.follow('session/s_1', 0, ({ events }) => seen.push(...events.map((one) => one.seq)))
  expect(await side.hear('follow')).toMatchObject({ stream: 'session/s_1', after: 0 })
  side.say(batch([1, 2, 3]))
  side.say(batch([2, 3, 4]))
  await until('four events', () => seen.length === 4)
  const second = await again(hub, link)
  expect((await second.hear('hello')).resume).toEqual({ 'session/s_1': 4 })
  second.say(batch([3, 4, 5, 6]))
  await until('six events', () => seen.length === 6)
  expect(seen).toEqual([1, 2, 3, 4, 5, 6])
})

test('a second follower of a stream gets all of it, and the first gets nothing twice', async () => {
  const { link, side } = await opened()
  const [first, second]: [number[], number[]] = [[], []]
  link.follow('session/s_1', 0, ({ events }) => first.push(...events.map((one) => one.seq)))
  side.say(batch([1, 2]))
  await until('two events', () => first.length === 2)
  let isLive = false
  link.follow('session/s_1', 0, ({ events, live }) => {
    second.push(...events.map((one) => one.seq))
    isLive = live
  })
  side.say(batch([3])) // sent before the hub heard of the second follower
  const fence = await side.hear('request', (one) => one.name === 'site.about')
  side.say({
    t: 'reply',
    id: fence.id,
    outcome: 'done',
    data: { company: '', language: 'en', initialised: true, build: '' },
  })
  await until('the follow from the start', () => side.heard.filter((one) => one.t === 'follow').length === 2)
  side.say(batch([1, 2], false))
  side.say(batch([3, 4]))
  await until('the second to catch up', () => isLive)
  expect(second).toEqual([1, 2, 3, 4])
  expect(first).toEqual([1, 2, 3, 4])
})

test('what is followed or left while the greeting is under way is put right once the link is open', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub)
  const stop = link.follow('session/s_0', 7, () => undefined)
  const side = await hub.side(0)
  expect((await side.hear('hello')).resume).toEqual({ 'session/s_0': 7 })
  stop()
  link.follow('session/s_1', 3, () => undefined)
  await side.welcome()
  expect(await side.hear('unfollow')).toMatchObject({ stream: 'session/s_0' })
  expect(await side.hear('follow')).toMatchObject({ stream: 'session/s_1', after: 3 })
})

test('a follower that stopped is not told any more, and the last one ends the follow', async () => {
  const { link, side } = await opened()
  const seen: number[] = []
  const stop = link.follow('session/s_1', 0, ({ upTo }) => seen.push(upTo))
  side.say(batch([1]))
  await until('one event', () => seen.length === 1)
  stop()
  stop()
  await side.hear('unfollow')
  side.say(batch([2]))
  side.say({ t: 'notice', code: 'mark', details: {} })
  await new Promise<void>((resolve) => link.onNotice(() => resolve()))
  expect(seen).toEqual([1])
})

test('frames reach those who watch their channel, and watching resumes with a refresh', async () => {
  const { hub, link, side } = await opened()
  const seen: number[] = []
  const stop = link.watch(5, (bytes) => seen.push(bytes.byteLength))
  expect(await side.hear('watch')).toMatchObject({ channel: 5, on: true })
  side.say(frame(5, 1))
  side.say(frame(6, 1))
  await until('the frame', () => seen.length === 1)
  const second = await again(hub, link)
  expect(await second.hear('watch')).toMatchObject({ channel: 5, on: true })
  expect(await second.hear('refresh')).toMatchObject({ channel: 5 })
  stop()
  expect(await second.hear('watch', (one) => !one.on)).toMatchObject({ channel: 5 })
  for (let channel = 1; channel <= MAX_WATCHED_CHANNELS; channel++) link.watch(channel, () => undefined)
  expect(() => link.watch(MAX_WATCHED_CHANNELS + 1, () => undefined)).toThrow('too many')
})

test('frames are sent while the link is open and refused while it is away', async () => {
  const { link, side } = await opened()
  expect(link.sendFrame(frame(9, 1))).toBe(true)
  await until('the frame', () => side.frames.length === 1)
  side.socket.terminate()
  await until('the loss', () => link.state.is !== 'open')
  expect(link.sendFrame(frame(9, 2))).toBe(false)
  expect(link.bufferedBytes).toBe(0)
})

test('presence, watchers, drops and refresh wishes are handed on', async () => {
  const { link, side } = await opened()
  const heard: unknown[] = []
  link.onPresence('s_1', (presence) => heard.push(presence))
  link.onWatchers((...all) => heard.push(all))
  link.onDropped((...all) => heard.push(all))
  link.onRefresh((...all) => heard.push(all))
  side.say({ t: 'presence', session: 's_1', connected: ['p_1'], typing: [] })
  side.say({ t: 'watchers', channel: 1, count: 2, controller: true, relayed: 1, peers: [7] })
  side.say({ t: 'dropped', channel: 1, frames: 3 })
  side.say({ t: 'refresh', channel: 4 })
  await until('all four', () => heard.length === 4)
  const watchers = { count: 2, controller: true, relayed: 1, peers: [7] }
  expect(heard).toMatchObject([{ connected: ['p_1'], typing: [] }, [1, watchers], [1, 3], [4]])
  link.typing('s_1', true)
  expect(await side.hear('presence')).toMatchObject({ session: 's_1', typing: true })
})

test('a link closed by its program says goodbye, fails what waits and stays closed', async () => {
  const { hub, link, side } = await opened()
  const waiting = link.request('account.whoami', {})
  link.close()
  await expect(waiting).rejects.toMatchObject({ code: 'interrupted' })
  await expect(link.request('account.whoami', {})).rejects.toMatchObject({ code: 'interrupted' })
  await until('the goodbye', () => side.socket.readyState === side.socket.CLOSED)
  expect(hub.sides).toHaveLength(1)
  expect(link.state).toEqual({ is: 'closed', error: null })
})
