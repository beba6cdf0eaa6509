// Accounts, sign-in and tokens on a real hub.
import { describe, expect, test } from 'vitest'
import { FREE_FAILURES } from '../../src/hub/limiter.ts'
import { addRep, asker, openHub, PASSWORD, serve, signIn } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { temporaryFolder } from '../support/temp.ts'

describe('signing in', () => {
  test('[ACC-01] [ACC-07] an account is needed for everything a rep does, and its email and password open it', async () => {
    const hub = await openHub()
    for (const name of ['session.start', 'session.list', 'token.list', 'events.since'] as const)
      expect(await hub.refusal(name, {})).toBe('auth.required')
    const rep = await addRep(hub, 'Rep')
    expect(await rep.ask('session.list', {})).toEqual({ sessions: [] })
    await signIn(hub.url, '  REP@example.com ')
  })

  test('[ACC-08] a password must match exactly, its case included', async () => {
    const hub = await openHub()
    const email = 'admin@example.com'
    const close = [PASSWORD.toUpperCase(), `${PASSWORD} `, ` ${PASSWORD}`, PASSWORD.slice(0, -1)]
    for (const password of close)
      expect(await hub.refusal('account.login', { email, password, device: 'test' })).toBe('auth.failed')
    await signIn(hub.url, email)
  })

  test('a wrong email and a wrong password are told the same, and a disabled account like both', async () => {
    const hub = await openHub()
    const rep = await addRep(hub, 'Rep')
    await hub.admin.ask('account.change', { account: rep.email, state: 'disabled' })
    const told: string[] = []
    for (const email of ['nobody@example.com', 'admin@example.com', rep.email]) {
      const password = email === rep.email ? PASSWORD : 'wrong'
      const error = await hub.ask('account.login', { email, password, device: 'x' }).catch((thrown) => thrown)
      told.push(JSON.stringify([error.code, error.message, error.details]))
    }
    expect(told[0]).toContain('auth.failed')
    expect(new Set(told).size).toBe(1)
    await hub.admin.ask('account.change', { account: rep.email, state: 'active' })
    await signIn(hub.url, rep.email)
  })

  test('five failures are free, then one waits, and the right password waits too', async () => {
    const hub = await openHub()
    const wrong = { email: 'admin@example.com', password: 'wrong', device: 'test' }
    for (let failure = 0; failure < FREE_FAILURES; failure++)
      expect(await hub.refusal('account.login', wrong)).toBe('auth.failed')
    const limited = await hub.ask('account.login', { ...wrong, password: PASSWORD }).catch((error) => error)
    expect(limited).toMatchObject({ code: 'auth.limited', details: { seconds: expect.any(Number) } })
    expect(limited.details.seconds).toBeGreaterThan(0)
  })

  test('[ADM-26] the site says how long a password must be, wherever one is given', async () => {
    const hub = await openHub({ settings: { 'account.passwordMin': 14 } })
    const account = { email: 'new@example.com', name: 'New', role: 'rep' } as const
    expect(await hub.admin.refusal('account.add', { ...account, password: 'x'.repeat(13) })).toBe(
      'account.password-weak',
    )
    await hub.admin.ask('account.add', { ...account, password: '비밀번호'.repeat(4) })
    const short = { account: account.email, password: 'x'.repeat(13) }
    expect(await hub.admin.refusal('account.change', short)).toBe('account.password-weak')
    const own = { old: PASSWORD, new: 'x'.repeat(13) }
    expect(await hub.admin.refusal('account.password', own)).toBe('account.password-weak')
  })
})

describe('[ADM-35] accounts', () => {
  test('an administrator adds, lists, renames, promotes and disables; emails are one account each', async () => {
    const hub = await openHub()
    const rep = await addRep(hub, 'Rep')
    expect(
      await hub.admin.refusal('account.add', {
        email: 'REP@Example.com',
        name: 'Twin',
        role: 'rep',
        password: PASSWORD,
      }),
    ).toBe('account.exists')
    const { account } = await hub.admin.ask('account.change', { account: rep.email, name: 'Renamed', role: 'admin' })
    expect(account).toMatchObject({ id: rep.account, name: 'Renamed', role: 'admin', state: 'active' })
    const { accounts } = await hub.admin.ask('account.list', {})
    expect(accounts.map(({ name, role }) => [name, role])).toEqual([
      ['Admin', 'admin'],
      ['Renamed', 'admin'],
    ])
    expect(JSON.stringify(accounts)).not.toContain('argon2id')
    expect(await hub.admin.refusal('account.change', { account: 'nobody', name: 'X' })).toBe('account.not-found')
  })

  test('the last administrator stays one', async () => {
    const hub = await openHub()
    for (const change of [{ role: 'rep' }, { state: 'disabled' }] as const)
      expect(await hub.admin.refusal('account.change', { account: hub.admin.account, ...change })).toBe(
        'account.last-admin',
      )
    const other = await addRep(hub, 'Other', 'admin')
    await hub.admin.ask('account.change', { account: hub.admin.account, role: 'rep' })
    expect(await other.refusal('account.change', { account: other.account, state: 'disabled' })).toBe(
      'account.last-admin',
    )
  })

  test('who loses a role loses its rights at once, also with the token they have', async () => {
    const hub = await openHub()
    const other = await addRep(hub, 'Other', 'admin')
    const link = await rawLink(hub.url, other.token)
    expect((await link.ask('account.list', {})).outcome).toBe('done')
    await hub.admin.ask('account.change', { account: other.email, role: 'rep' })
    expect(await link.bye()).toBe('auth.expired')
    expect(await other.refusal('account.list', {})).toBe('access.denied')
  })

  test('every change is in the journal of the site, with who made it, and no secret is', async () => {
    const hub = await openHub()
    const rep = await addRep(hub, 'Rep')
    await hub.admin.ask('account.change', { account: rep.email, password: 'a new long password' })
    const { events } = await hub.admin.ask('events.since', {})
    const site = events.filter(({ stream }) => stream === 'site')
    expect(site.map(({ type }) => type)).toEqual([
      'account.added',
      'token.created',
      'account.added',
      'token.created',
      'account.changed',
    ])
    expect(site.at(-1)).toMatchObject({ by: { id: hub.admin.account }, data: { account: rep.account, password: true } })
    for (const secret of [PASSWORD, 'a new long password', rep.token, hub.admin.token, 'argon2id'])
      expect(JSON.stringify(events)).not.toContain(secret)
  })
})

describe('tokens', () => {
  test('a token never allows more than what it was made with, and never lives longer', async () => {
    const hub = await openHub()
    const rep = await addRep(hub, 'Rep')
    const make = (who: typeof rep, scopes: readonly ('read' | 'work' | 'admin')[], ttlMs = 60_000) =>
      who.ask('token.create', { name: 'ci', scopes: [...scopes], ttlMs })
    await expect(make(rep, ['admin'])).rejects.toMatchObject({ code: 'token.wider' })
    const work = await make(rep, ['work'])
    const narrow = { ...rep, ...asker(hub.url, work.token) }
    expect(await narrow.refusal('session.list', {})).toBe('auth.scope')
    await expect(make(narrow, ['read'])).rejects.toMatchObject({ code: 'token.wider' })
    await expect(make(narrow, ['work'], 120_000)).rejects.toMatchObject({ code: 'token.wider' })
    await make(narrow, ['work'], 1_000)
    const admin = await make(hub.admin, ['read', 'work'])
    expect(await asker(hub.url, admin.token).refusal('account.list', {})).toBe('auth.scope')
  })

  test('a revoked token ends its links and answers nothing more; only one’s own can be revoked', async () => {
    const hub = await openHub()
    const rep = await addRep(hub, 'Rep')
    const { token, id } = await rep.ask('token.create', { name: 'ci', scopes: ['read'], ttlMs: 60_000 })
    const link = await rawLink(hub.url, token)
    expect(await hub.admin.refusal('token.revoke', { token: id })).toBe('token.not-found')
    expect((await rep.ask('token.list', {})).tokens.map(({ name }) => name).sort()).toEqual(['ci', 'test'])
    await rep.ask('token.revoke', { token: id })
    expect(await link.bye()).toBe('auth.expired')
    expect(await asker(hub.url, token).refusal('session.list', {})).toBe('auth.expired')
    await rep.ask('account.logout', {})
    expect(await rep.refusal('session.list', {})).toBe('auth.expired')
  })

  test('a token the hub never made opens nothing', async () => {
    const hub = await openHub()
    for (const token of ['dh_x', 'x', "'OR'1'='1", 'x'.repeat(200)])
      expect(await asker(hub.url, token).refusal('session.list', {})).toBe('auth.expired')
  })
})

test('the setup token makes one administrator, once, and its tries are counted', async () => {
  const folder = await temporaryFolder('hub')
  const hub = await serve(folder)
  const token = hub.served.setupToken ?? ''
  const admin = { email: 'first@example.com', name: 'First', password: PASSWORD }
  expect((await hub.ask('site.about', {})).initialised).toBe(false)
  expect(await hub.refusal('site.setup', { ...admin, token: 'dh_wrong' })).toBe('setup.wrong')
  expect(await hub.refusal('site.setup', { ...admin, token, password: 'short' })).toBe('account.password-weak')
  const told = await Promise.all(
    [1, 2].map((index) =>
      hub.ask('site.setup', { ...admin, email: `a${index}@example.com`, token }).then(
        ({ account }) => account.role,
        ({ code }) => code,
      ),
    ),
  )
  expect(told.sort()).toEqual(['admin', 'hub.initialised'])
  expect(await hub.refusal('site.setup', { ...admin, token })).toBe('hub.initialised')
  await hub.close()
  expect((await serve(folder)).served.setupToken).toBe(null)

  const other = await serve(await temporaryFolder('hub'))
  for (let failure = 0; failure < FREE_FAILURES; failure++)
    expect(await other.refusal('site.setup', { ...admin, token: 'dh_wrong' })).toBe('setup.wrong')
  expect(await other.refusal('site.setup', { ...admin, token: other.served.setupToken ?? '' })).toBe('auth.limited')
})
