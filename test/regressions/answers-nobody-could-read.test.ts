// What went wrong: an error that quoted what somebody had sent grew longer than its receiver takes, which ended the
// receiver's link; a body or an envelope that was too large was answered by a dead connection; an address that is none
// was the hub's own fault.
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { hubEnvelope } from '../../src/protocol/envelope.ts'
import { MAX_ENVELOPE_BYTES } from '../../src/protocol/limits.ts'
import { openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'

test('whatever an error quotes, its receiver can read it', async () => {
  const hub = await openHub()
  const link = await rawLink(hub.url, hub.admin.token)
  const long = 'x'.repeat(500_000)
  const asked = [
    ['site.set', { name: 'site.company', value: long }],
    ['site.set', { name: 'session.tracking', value: [{ [long]: 1 }] }],
    ['session.start', { tracking: { [long]: 1 } }],
    ['session.start', { [long]: 1 }],
    ['account.add', { email: `${long}@example.com`, name: 'x', role: 'rep', password: 'x' }],
    ['session.assist', { session: 'x'.repeat(300) }],
  ] as const
  for (const [name, data] of asked) {
    const reply = await link.ask(name, data)
    expect(reply.outcome, name).toBe('refused')
    expect(hubEnvelope.safeParse(reply).error, name).toBe(undefined)
  }
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  link.say(`{"t":"request","id":"deep","name":"site.set","data":{"name":"site.company","value":${deep}}}`)
  const reply = await link.hear('reply', (one) => one.id === 'deep')
  expect(reply).toMatchObject({ outcome: 'refused', error: { code: 'setting.invalid' } })
})

test('an envelope of the most bytes is read, one byte more ends the link with the reason', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const link = await rawLink(hub.url, hub.admin.token)
  const envelope = (pad: number): string =>
    JSON.stringify({ t: 'request', id: 'big', name: 'chat.send', session: id, data: { text: 'x'.repeat(pad) } })
  const most = MAX_ENVELOPE_BYTES - envelope(0).length
  link.say(envelope(most))
  expect(await link.hear('reply')).toMatchObject({ error: { code: 'chat.too-long' } })
  link.say(envelope(most + 1))
  expect(await link.bye()).toBe('request.too-large')
})

test('a body that is too large is answered with the reason', async () => {
  const hub = await openHub()
  const body = JSON.stringify({ id: 'big', name: 'site.about', data: 'x'.repeat(MAX_ENVELOPE_BYTES) })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${hub.url}/v1/request`, { method: 'POST', headers, body })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ error: { code: 'request.too-large' } })
})

test.each(['//', '/%', 'http://[', '*', '/v1/link/../..//'])('the address %s is answered', async (address) => {
  const hub = await openHub()
  const socket = connect(Number(new URL(hub.url).port), '127.0.0.1')
  socket.end(`GET ${address} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(hub.log).toEqual([])
})
