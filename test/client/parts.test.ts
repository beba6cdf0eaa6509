// The parts of the client library: addresses, back-off, remembered hubs, silence, and one request over HTTP.
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { BACK_OFF_FIRST_MS, BACK_OFF_MAX_MS, backOffMs } from '../../src/client/back-off.ts'
import { changeConfig, configFolder, readConfig, withoutHub, withSignIn } from '../../src/client/config.ts'
import { connectLink } from '../../src/client/connect-link.ts'
import { connect } from '../../src/client/connection.ts'
import { hubAddress, MAX_ADDRESS_CHARACTERS } from '../../src/client/hub-address.ts'
import { post } from '../../src/client/post.ts'
import type { SocketEvents } from '../../src/client/socket.ts'
import { openWebSocket } from '../../src/client/web-socket.ts'
import { LINK_IDLE_MS, MAX_FRAME_BYTES } from '../../src/protocol/limits.ts'
import { atEnd } from '../support/ending.ts'
import { temporaryFolder } from '../support/temp.ts'
import { scriptedHub } from './scripted-hub.ts'

afterEach(() => void vi.useRealTimers())

test('addresses are completed, cleaned, and refused where they may carry no secret', () => {
  expect(hubAddress('support.example.com')).toBe('https://support.example.com')
  expect(hubAddress(' https://Example.com:8443/desk/ ')).toBe('https://example.com:8443/desk')
  expect(hubAddress('localhost:4747')).toBe('http://localhost:4747')
  expect(hubAddress('http://127.0.0.1:1')).toBe('http://127.0.0.1:1')
  expect(hubAddress('http://[::1]:1')).toBe('http://[::1]:1')
  for (const plain of [
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://10.0.0.1',
    'http://localhost.example.com',
  ])
    expect(() => hubAddress(plain)).toThrow('plain HTTP')
  for (const none of [
    '',
    'ftp://x',
    'https://u:p@x',
    'https://x/?q',
    'https://x/#f',
    'https://',
    `https://${'x'.repeat(MAX_ADDRESS_CHARACTERS)}`,
  ])
    expect(() => hubAddress(none)).toThrow('not a hub')
})

test('no text makes an address of plain HTTP to another machine', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.domain(),
        fc.ipV4().map((ip) => `http://${ip}`),
      ),
      (text) => {
        try {
          const url = new URL(hubAddress(text))
          expect(url.protocol === 'https:' || /^(localhost|\[::1\]|127\.)/.test(url.hostname)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(usage|hub\.insecure)$/) })
        }
      },
    ),
  )
})

test('waits grow from a quarter of a second to fifteen, with full jitter', () => {
  expect(backOffMs(1, 0.999)).toBeLessThan(BACK_OFF_FIRST_MS)
  expect(backOffMs(7, 1)).toBe(BACK_OFF_MAX_MS)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (attempt, random) => {
        const wait = backOffMs(attempt, random)
        expect(wait >= 0 && wait < BACK_OFF_MAX_MS).toBe(true)
        expect(wait).toBeLessThanOrEqual(backOffMs(attempt + 1, random))
      },
    ),
  )
})

test('a link that answers no ping is dead after its time; one that does lives on', () => {
  vi.useFakeTimers()
  const lost: string[] = []
  let events: SocketEvents | undefined
  const quiet = {
    send: () => undefined,
    bufferedBytes: 0,
    probe: () => true,
    close: () => undefined,
    abort: () => undefined,
  }
  const listener = { opened: () => undefined, text: () => undefined, bytes: () => undefined }
  const open = (): ReturnType<typeof connect> =>
    connect(
      'http://127.0.0.1:1',
      (_, given) => {
        events = given
        return quiet
      },
      { ...listener, lost: (error) => lost.push(error.code) },
    )
  open().welcomed()
  for (let round = 0; round < 20; round++) {
    vi.advanceTimersByTime(LINK_IDLE_MS / 2)
    events?.alive()
  }
  expect(lost).toEqual([])
  vi.advanceTimersByTime(LINK_IDLE_MS)
  expect(lost).toEqual([])
  vi.advanceTimersByTime(LINK_IDLE_MS)
  expect(lost).toEqual(['link.idle'])
})

test('a hub that never greets is given up on in time', () => {
  vi.useFakeTimers()
  const lost: string[] = []
  const socket = {
    send: () => undefined,
    bufferedBytes: 0,
    probe: () => true,
    close: () => undefined,
    abort: () => undefined,
  }
  const listener = { opened: () => undefined, text: () => undefined, bytes: () => undefined }
  connect('http://127.0.0.1:1', () => socket, { ...listener, lost: (error) => lost.push(error.code) })
  vi.advanceTimersByTime(10_000)
  expect(lost).toEqual(['hub.unreachable'])
})

test('the same link runs over the WebSocket of a browser', async () => {
  const hub = await scriptedHub()
  const link = connectLink({ url: hub.url, token: 'dh_x' }, openWebSocket)
  atEnd(() => link.close())
  const side = await hub.side(0)
  await side.welcome()
  await link.ready()
  const asked = link.request('chat.send', { text: 'hi' }, { session: 's_1' })
  side.say({ t: 'reply', id: (await side.hear('request')).id, outcome: 'done', data: { seq: 1, at: 2 } })
  expect(await asked).toEqual({ seq: 1, at: 2 })
  side.socket.close(4409)
  await expect(link.ready().then(() => link.request('account.whoami', {}))).rejects.toMatchObject({
    code: 'link.replaced',
  })
})

test('remembered hubs: chosen, forgotten, private, whole at every moment, in the XDG place', async () => {
  const folder = await temporaryFolder('config')
  const env = { XDG_CONFIG_HOME: folder }
  expect(await readConfig(env)).toEqual({ version: 1, current: null, hubs: {} })
  const signIn = { token: 'dh_1', email: 'a@b', name: 'A', expiresAt: 1 }
  await changeConfig(env, (config) => withSignIn(config, 'https://one', signIn))
  const two = await changeConfig(env, (config) => withSignIn(config, 'https://two', signIn))
  expect([two.current, Object.keys(two.hubs)]).toEqual(['https://two', ['https://one', 'https://two']])
  expect((await changeConfig(env, (config) => withoutHub(config, 'https://two'))).current).toBe('https://one')
  expect(await readdir(configFolder(env))).toEqual(['hubs.json'])
  expect((await stat(join(folder, 'deskhand', 'hubs.json'))).mode & 0o777).toBe(0o600)
  expect(configFolder({ DESKHAND_CONFIG_DIR: '/a', XDG_CONFIG_HOME: '/b' })).toBe('/a')
  expect(configFolder({ HOME: '/home/kim' })).toBe('/home/kim/.config/deskhand')
})

async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly token: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'dh_secret' }
}

const whoami = { name: 'account.whoami', data: {} } as const

test('one request over HTTP carries its token, and its answer is checked', async () => {
  let heard = ''
  const account = await serve((request, answer) => {
    heard = `${request.method} ${request.url} ${request.headers.authorization}`
    let text = ''
    request
      .on('data', (chunk) => (text += chunk))
      .on('end', () => {
        const { id } = JSON.parse(text) as { id: string }
        const you = { kind: 'stranger', address: '::1' }
        answer.end(JSON.stringify({ t: 'reply', id, outcome: 'done', data: { you, capabilities: [], more: 1 } }))
      })
  })
  expect(await post(account, whoami)).toEqual({ you: { kind: 'stranger', address: '::1' }, capabilities: [] })
  expect(heard).toBe('POST /v1/request Bearer dh_secret')
})

test('a redirect is not followed: the token goes nowhere else', async () => {
  let isReached = false
  const other = await serve((_, answer) => {
    isReached = true
    answer.end('{}')
  })
  const account = await serve((_, answer) => answer.writeHead(307, { location: `${other.url}/v1/request` }).end())
  await expect(post(account, whoami)).rejects.toMatchObject({ code: 'hub.unreachable' })
  expect(isReached).toBe(false)
})

test.each<[string, RequestListener, string]>([
  ['HTML', (_, answer) => answer.end('<html>'), 'hub.unreachable'],
  [
    'another answer',
    (_, answer) => answer.end(JSON.stringify({ t: 'reply', id: 'x', outcome: 'done', data: {} })),
    'hub.unreachable',
  ],
  ['an answer without an end', (_, answer) => void answer.write('x'.repeat(MAX_FRAME_BYTES + 1)), 'hub.unreachable'],
  ['a broken connection', (request) => void request.socket.destroy(), 'hub.unreachable'],
  [
    'a refusal',
    (_, answer) => answer.end('{"error":{"code":"auth.failed","message":"","help":"","details":{}}}'),
    'auth.failed',
  ],
])('%s instead of an answer is an error with a code', async (_, listener, code) => {
  await expect(post(await serve(listener), whoami)).rejects.toMatchObject({ code })
})

test('a hub that says nothing is a timeout; Ctrl-C is an interruption', async () => {
  const account = await serve(() => undefined)
  await expect(post(account, whoami, { timeoutMs: 30 })).rejects.toMatchObject({ code: 'timeout' })
  const stop = new AbortController()
  const asked = post(account, whoami, { signal: stop.signal })
  stop.abort()
  await expect(asked).rejects.toMatchObject({ code: 'interrupted' })
})
