// A link against a hub that lies, babbles, stalls or breaks: one link ends, the program never does.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Link } from '../../src/client/link.ts'
import { MAX_MISREAD } from '../../src/client/misread.ts'
import { openLink } from '../../src/client/open-link.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/limits.ts'
import { BUILD } from '../../src/protocol/version.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { batch, event, scriptedHub, WELCOME } from './scripted-hub.ts'

function linkTo(url: string): Link {
  const link = openLink({ url, token: 'dh_test', random: () => Math.random() * 0.05 })
  atEnd(() => link.close())
  return link
}

const LIES: Readonly<Record<string, unknown>> = {
  'text that is no JSON': '{',
  'an envelope of no known type': { t: 'surprise' },
  'a welcome that lacks who we are': { ...WELCOME, you: undefined },
  'a second welcome': WELCOME,
  'a message larger than any frame': new Uint8Array(MAX_FRAME_BYTES + 1),
  'events out of order': { ...batch([1]), events: [event(2), event(1)], upTo: 2 },
  'an event of another stream': { ...batch([1]), events: [event(1, 'x', 'session/s_2')] },
  'an event whose data is malformed': { ...batch([1]), events: [{ ...event(1), data: null }] },
  'an event whose text is a number': { ...batch([1]), events: [{ ...event(1), data: { to: 'all', text: 5 } }] },
}

for (const [what, lie] of Object.entries(LIES))
  test(`${what} closes the link with link.protocol`, async () => {
    const hub = await scriptedHub()
    const link = linkTo(hub.url)
    link.follow('session/s_1', 0, () => undefined)
    const side = await hub.side(0)
    await side.welcome()
    await link.ready()
    const waiting = link.request('account.whoami', {})
    const failed = expect(waiting).rejects.toMatchObject({ code: 'link.protocol' })
    side.say(lie)
    await until('the end', () => link.state.is === 'closed')
    expect(link.state).toMatchObject({ is: 'closed', error: { code: 'link.protocol' } })
    await failed
  })

test('text that is no UTF-8 closes the link with link.protocol', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const side = await hub.side(0)
  await side.welcome()
  await link.ready()
  side.socket.send(new Uint8Array([0x22, 0xff, 0x22]), { binary: false })
  await until('the end', () => link.state.is === 'closed')
  expect(link.state).toMatchObject({ is: 'closed', error: { code: 'link.protocol' } })
})

const DROPPED: Readonly<Record<string, unknown>> = {
  'a frame that is too short': new Uint8Array(3),
  'a frame of an unknown version': new Uint8Array(24).fill(9),
  'presence of nobody': { t: 'presence', session: 's_1', connected: [7], typing: [] },
  'watchers of a channel that is none': { t: 'watchers', channel: -1, count: 1 },
  'a notice without a code': { t: 'notice', details: {} },
}

for (const [what, nonsense] of Object.entries(DROPPED))
  test(`${what} is left out up to ${MAX_MISREAD} times on one link; one more closes it`, async () => {
    const hub = await scriptedHub()
    const link = linkTo(hub.url)
    const seen: number[] = []
    link.follow('session/s_1', 0, ({ events }) => seen.push(...events.map((one) => one.seq)))
    const side = await hub.side(0)
    await side.welcome()
    await link.ready()
    for (let count = 0; count < MAX_MISREAD; count += 1) side.say(nonsense)
    side.say(batch([1]))
    await until('the event', () => seen.length === 1)
    expect(link.state.is).toBe('open')
    side.say(nonsense)
    await until('the end', () => link.state.is === 'closed')
    expect(link.state).toMatchObject({
      error: { code: 'link.protocol', message: expect.stringContaining(`${MAX_MISREAD + 1} messages are malformed`) },
    })
  })

test('what was left out on one connection does not count on the next', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const seen: number[] = []
  link.follow('session/s_1', 0, ({ events }) => seen.push(...events.map((one) => one.seq)))
  for (const index of [0, 1]) {
    const side = await hub.side(index)
    await side.welcome()
    await link.ready()
    for (let count = 0; count < MAX_MISREAD; count += 1) side.say(new Uint8Array(3))
    side.say(batch([index + 1]))
    await until('the event', () => seen.length === index + 1)
    side.socket.close(1001)
  }
})

test('an answer that does not fit its request fails the request and closes the link', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const side = await hub.side(0)
  await side.welcome()
  const asked = link.request('account.whoami', {})
  const failed = expect(asked).rejects.toMatchObject({ code: 'link.protocol' })
  side.say({ t: 'reply', id: (await side.hear('request')).id, outcome: 'done', data: { you: 5 } })
  await failed
  expect(link.state.is).toBe('closed')
})

test('a field that a newer hub adds to an event or an envelope does no harm', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const seen: number[] = []
  link.follow('session/s_1', 0, ({ events }) => seen.push(...events.map((one) => one.seq)))
  const side = await hub.side(0)
  await side.welcome()
  const newer = { ...event(1), data: { to: 'all', text: 'x', mood: 'good' }, extra: true }
  side.say({ ...batch([]), events: [newer, { ...event(2), type: 'never.heard-of', data: 7 }], upTo: 2, more: 1 })
  await until('both events', () => seen.length === 2)
  expect(link.state.is).toBe('open')
})

test('a hub of another version closes the link for good, with its sentence', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const side = await hub.side(0)
  await side.hear('hello')
  const details = { min: 7, max: 9, got: 1 }
  side.say({ t: 'bye', error: { code: 'link.version', message: 'm', help: 'h', details } })
  await expect(link.ready()).rejects.toMatchObject({ code: 'link.version', message: expect.stringContaining('7 to 9') })
  expect(hub.sides).toHaveLength(1)
})

test('a welcome in a protocol we do not speak closes the link', async () => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const side = await hub.side(0)
  await side.hear('hello')
  side.say({ ...WELCOME, protocol: 2 })
  await expect(link.ready()).rejects.toMatchObject({ code: 'link.version' })
})

test.each([
  [4401, 'auth.expired'],
  [4409, 'link.replaced'],
  [4426, 'link.version'],
])('close code %i ends the link with %s', async (code, expected) => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const side = await hub.side(0)
  await side.welcome()
  await link.ready()
  side.socket.close(code)
  await until('the end', () => link.state.is === 'closed')
  expect(link.state).toMatchObject({ error: { code: expected } })
})

test.each([1001, 1006, 1011, 4408, 4503])('close code %i is a loss: the link comes back', async (code) => {
  const hub = await scriptedHub()
  const link = linkTo(hub.url)
  const side = await hub.side(0)
  await side.welcome()
  await link.ready()
  if (code === 1006) side.socket.terminate()
  else side.socket.close(code)
  await (await hub.side(1)).welcome()
  await until('the link', () => link.state.is === 'open')
})

test('a redirect is not followed and its target hears nothing', async () => {
  const target = await scriptedHub()
  const server = createServer((_, answer) => answer.writeHead(302, { location: target.url }).end())
  server.on('upgrade', (_, socket) => socket.end(`HTTP/1.1 302 Found\r\nLocation: ${target.url}/v1/link\r\n\r\n`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(() => server.close())
  const link = linkTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await until('the refusal', () => link.state.is === 'waiting')
  expect(link.state).toMatchObject({ error: { code: 'hub.unreachable' } })
  expect(target.sides).toHaveLength(0)
})

test('nobody there: the link keeps trying, and says when it tries next', async () => {
  const hub = await scriptedHub()
  await hub.stop()
  const link = linkTo(hub.url)
  await until('three tries', () => link.state.is === 'waiting' && link.state.attempt > 3)
  if (link.state.is === 'waiting') expect(link.state.retryAt).toBeGreaterThan(Date.now() - 1_000)
})

test('plain HTTP to another machine is refused before a byte is sent', () => {
  expect(() => openLink({ url: 'http://example.com', token: 'dh_x' })).toThrow('example.com')
  expect(() => openLink({ url: 'ftp://example.com', token: 'dh_x' })).toThrow('not a hub')
})

test('mutated envelopes never throw out of the link', async () => {
  const hub = await scriptedHub()
  const seeds = [
    WELCOME,
    batch([1]),
    { t: 'presence', session: 's', connected: [], typing: [] },
    { t: 'bye', error: {} },
  ]
  let used = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), fc.string(), fc.jsonValue(), async (seed, key, value) => {
      const link = linkTo(hub.url)
      const side = await hub.side(used++)
      await side.welcome()
      await link.ready()
      side.say({ ...seed, [key || 't']: value })
      side.say(JSON.stringify({ ...seed, [key]: value }).slice(0, 40))
      side.say('}')
      await until('the verdict', () => link.state.is === 'closed')
      expect(link.state).toMatchObject({ error: { code: expect.stringMatching(/^(link\.|internal)/) } })
    }),
    { numRuns: 60 },
  )
})

test('the build of the program is in its greeting', async () => {
  const hub = await scriptedHub()
  linkTo(hub.url)
  expect((await (await hub.side(0)).hear('hello')).build).toBe(BUILD)
})
