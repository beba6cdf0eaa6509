// What went wrong: an upgrade that failed its handshake was counted as a stranger for ever, so 64 of them shut the hub
// to everybody; and 64 links that said nothing kept everybody else out for as long as they liked.
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { MAX_STRANGERS } from '../../src/hub/gateway/strangers.ts'
import { MAX_ENVELOPE_BYTES } from '../../src/protocol/limits.ts'
import { atEnd } from '../support/ending.ts'
import { openHub } from '../support/hub.ts'
import { hello, openSocket, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

test('handshakes that fail leave nothing behind', async () => {
  const hub = await openHub()
  const { port } = new URL(hub.url)
  const broken = 'GET /v1/link HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
  const ends = Array.from(
    { length: MAX_STRANGERS + 50 },
    () =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(broken))
        socket.on('close', () => resolve()).on('error', () => undefined)
        socket.resume()
      }),
  )
  await Promise.all(ends)
  const link = await rawLink(hub.url, hub.admin.token)
  expect((await link.ask('account.whoami', {})).outcome).toBe('done')
})

test('links that say nothing give way to those who say who they are, and more of them never gather', async () => {
  const hub = await openHub()
  const silent = await Promise.all(
    Array.from({ length: MAX_STRANGERS + 100 }, () => openSocket(hub.url, { from: '127.0.0.9' })),
  )
  await until('the first ones to be cut', () => silent.filter((one) => one.closed).length >= 100)
  expect(silent.filter((one) => !one.closed)).toHaveLength(MAX_STRANGERS)
  const link = await rawLink(hub.url, hub.admin.token)
  expect((await link.ask('account.whoami', {})).outcome).toBe('done')
  const sameAddress = await rawLink(hub.url, hub.admin.token, { from: '127.0.0.9' })
  expect(sameAddress.closed).toBe(null)
})

test('a stranger who sends more than a hello can be is cut', async () => {
  const hub = await openHub()
  const link = await openSocket(hub.url)
  link.say('x'.repeat(2 * MAX_ENVELOPE_BYTES))
  await until('the link to be cut', () => link.closed)
  const polite = await openSocket(hub.url)
  atEnd(() => polite.socket.terminate())
  polite.say({ ...hello(hub.admin.token), build: 'x'.repeat(41) })
  expect(await polite.bye()).toBe('link.protocol')
})
