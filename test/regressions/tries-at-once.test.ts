// What went wrong: tries were looked at before they were counted, so any number of them at once were all let through;
// and a new password left everything signed in that knew the old one.
import { expect, test } from 'vitest'
import { FREE_FAILURES, MAX_WAITING_TRIES } from '../../src/hub/limiter.ts'
import { addRep, asker, openHub, PASSWORD, signIn } from '../support/hub.ts'

async function codes(count: number, ask: () => Promise<string>): Promise<Record<string, number>> {
  const told = await Promise.all(Array.from({ length: count }, ask))
  return Object.fromEntries([...new Set(told)].map((code) => [code, told.filter((one) => one === code).length]))
}

test('[ACC-08] however many passwords are tried at once, only so many are looked at', async () => {
  const hub = await openHub()
  const wrong = { email: 'admin@example.com', password: PASSWORD.toUpperCase(), device: 'test' }
  const told = await codes(50, () => hub.refusal('account.login', wrong))
  expect(told).toEqual({ 'auth.failed': FREE_FAILURES, 'auth.limited': 50 - FREE_FAILURES })
  const right = { ...wrong, password: PASSWORD }
  expect(await hub.refusal('account.login', right)).toBe('auth.limited')
})

test('more tries than may wait for their turn are told to come back', async () => {
  const hub = await openHub()
  const login = { email: 'admin@example.com', password: 'wrong', device: 'test' }
  const told = await codes(MAX_WAITING_TRIES + 20, () => hub.refusal('account.login', login))
  expect(told).toEqual({ 'auth.failed': FREE_FAILURES, 'auth.limited': MAX_WAITING_TRIES + 20 - FREE_FAILURES })
})

test('numbers tried at once, and the password of a session, are counted one by one', async () => {
  const hub = await openHub()
  const { number } = await hub.admin.ask('session.start', { password: 'let me in' })
  const join = (code: string, password: string | null) => () =>
    hub.refusal('session.join', { code, name: 'X', password })
  expect(await codes(20, join(number, 'wrong'))).toMatchObject({ 'join.password-wrong': FREE_FAILURES })
  expect(await codes(20, join('999 999 999', null))).toEqual({ 'auth.limited': 20 })
})

test('changing one’s password needs the old one, however many are tried, and signs everything else out', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const phone = await signIn(hub.url, rep.email)
  const { token } = await phone.ask('token.create', { name: 'ci', scopes: ['read'], ttlMs: 60_000 })
  await rep.ask('account.password', { old: PASSWORD, new: 'another long password' })
  expect(await rep.ask('session.list', {})).toEqual({ sessions: [] })
  expect(await phone.refusal('session.list', {})).toBe('auth.expired')
  expect(await asker(hub.url, token).refusal('session.list', {})).toBe('auth.expired')
  expect(await codes(20, () => rep.refusal('account.password', { old: 'wrong', new: 'x'.repeat(20) }))).toEqual({
    'auth.failed': FREE_FAILURES,
    'auth.limited': 20 - FREE_FAILURES,
  })
})

test('a password an administrator gives signs everything out that knew the one before', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  await hub.admin.ask('account.change', { account: rep.email, password: 'given by the admin' })
  expect(await rep.refusal('session.list', {})).toBe('auth.expired')
  await signIn(hub.url, rep.email, 'given by the admin')
})
