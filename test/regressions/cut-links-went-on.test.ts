// What went wrong: a link that had been cut (its token revoked, its account disabled) was heard until the other side
// had said goodbye too, which a hostile one never does; and an expired token's link was heard for up to 15 s more.
import { expect, test } from 'vitest'
import { addRep, openHub, type TestHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

async function topics(hub: TestHub): Promise<readonly string[]> {
  const { sessions } = await hub.admin.ask('session.list', { everyone: true })
  return sessions.map((one) => one.topic)
}

test('nothing is heard of a link whose token was revoked, however long it holds on', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const { token, id } = await rep.ask('token.create', { name: 'ci', scopes: ['read', 'work'], ttlMs: 60_000 })
  const link = await rawLink(hub.url, token)
  link.socket.pause() // it does not read that it was cut, and goes on asking
  await rep.ask('token.revoke', { token: id })
  link.say({ t: 'request', id: 'late', name: 'session.start', data: { topic: 'too late' } })
  link.socket.resume()
  expect(await link.bye()).toBe('auth.expired')
  expect(await topics(hub)).toEqual([])
})

test('[ADM-35] nothing is heard of a link whose account was disabled', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const link = await rawLink(hub.url, rep.token)
  link.socket.pause()
  await hub.admin.ask('account.change', { account: rep.email, state: 'disabled' })
  for (let index = 0; index < 20; index++)
    link.say({ t: 'request', id: `late-${index}`, name: 'session.start', data: { topic: 'too late' } })
  link.socket.resume()
  expect(await link.bye()).toBe('auth.expired')
  expect(await topics(hub)).toEqual([])
  expect(await rep.refusal('session.list', {})).toBe('auth.expired')
})

test('a link ends with the token it came with, at once', async () => {
  const hub = await openHub()
  const { token, expiresAt } = await hub.admin.ask('token.create', { name: 'short', scopes: ['read'], ttlMs: 1_000 })
  const link = await rawLink(hub.url, token)
  expect((await link.ask('session.list', {})).outcome).toBe('done')
  await until('the token to expire', () => Date.now() > expiresAt)
  link.say({ t: 'request', id: 'late', name: 'session.list', data: {} })
  expect(await link.bye()).toBe('auth.expired')
  expect(link.heard.some((one) => one.t === 'reply' && one.id === 'late')).toBe(false)
})
