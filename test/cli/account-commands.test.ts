// Accounts, tokens, settings and the care of a hub from the command line.
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runDeskhand, startDeskhand } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { type Office, openOffice, PASSWORD, person } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})

test('[ACC-07] login remembers hub and token in a file only its owner can read, and nothing else', async () => {
  const folder = await temporaryFolder('config')
  const one = person('', { DESKHAND_CONFIG_DIR: folder })
  const shape = await one.ask(['login', office.url, '--user', office.lead.email, '--password-stdin'], PASSWORD)
  expect(shape).toEqual({
    url: office.url,
    account: { id: expect.stringMatching(/^a_/), email: office.lead.email, name: 'Lee', role: 'admin' },
    expiresAt: expect.stringMatching(/Z$/),
  })
  const file = join(folder, 'hubs.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const text = await readFile(file, 'utf8')
  expect(text).not.toContain(PASSWORD)
  expect(await one.ask(['whoami'])).toMatchObject({ kind: 'account', email: office.lead.email, role: 'admin' })
  await writeFile(file, '{"version":1')
  expect(await one.fail(['whoami'])).toEqual({ code: 1, error: 'file.unreadable' })
})

test('[SHP-03] a token signs in by environment or by file, within its scopes, until it is revoked', async () => {
  const made = await office.lead.ask<{ token: string; id: string }>([
    'token',
    'create',
    'ci',
    '--scope',
    'read',
    '--ttl',
    '1h',
  ])
  expect(made).toEqual({
    token: expect.stringMatching(/^dh_/),
    id: expect.any(String),
    expiresAt: expect.stringMatching(/Z$/),
  })
  const script = person('', { DESKHAND_HUB: office.url, DESKHAND_TOKEN: made.token })
  expect(await script.ask(['session', 'list'])).toEqual(expect.any(Array))
  expect(await script.fail(['session', 'start'])).toEqual({ code: 5, error: 'auth.scope' })
  expect(await script.fail(['token', 'create', 'wider'])).toMatchObject({ code: 5 })
  const file = join(office.folder, 'token')
  await writeFile(file, `${made.token}\n`)
  await chmod(file, 0o600)
  const byFile = person('', { DESKHAND_HUB: office.url })
  expect(await byFile.ask(['whoami', '--token-file', file])).toMatchObject({ email: office.lead.email })
  expect(await byFile.fail(['whoami', '--token-file', join(office.folder, 'no')])).toEqual({
    code: 1,
    error: 'file.unreadable',
  })
  const tokens = await office.lead.ask<{ name: string; scopes: string[] }[]>(['token', 'list'])
  expect(tokens.find((one) => one.name === 'ci')).toMatchObject({
    scopes: ['read'],
    createdAt: expect.stringMatching(/Z$/),
  })
  expect(await office.lead.ask(['token', 'revoke', made.id])).toEqual({ id: made.id, revoked: true })
  expect((await script.run(['session', 'list'])).code).toBe(4)
})

test('an administrator adds, lists, edits, disables and enables accounts', async () => {
  const add = ['admin', 'user', 'add', 'choi@example.com', '--name', 'Choi', '--password-stdin']
  const account = await office.lead.ask<{ id: string }>(add, PASSWORD)
  expect(account).toMatchObject({
    email: 'choi@example.com',
    name: 'Choi',
    role: 'rep',
    state: 'active',
    createdAt: expect.stringMatching(/Z$/),
  })
  expect(await office.lead.fail(add, PASSWORD)).toEqual({ code: 9, error: 'account.exists' })
  expect(await office.lead.fail(['admin', 'user', 'add', 'x@example.com', '--name', 'X'])).toEqual({
    code: 2,
    error: 'input.required',
  })
  expect(await office.lead.ask(['admin', 'user', 'edit', account.id, '--name', 'Choi Min'])).toMatchObject({
    name: 'Choi Min',
  })
  expect(await office.lead.fail(['admin', 'user', 'edit', account.id])).toEqual({ code: 2, error: 'usage' })
  expect(await office.lead.fail(['admin', 'user', 'disable', account.id])).toEqual({ code: 2, error: 'input.required' })
  expect(await office.lead.ask(['admin', 'user', 'disable', 'choi@example.com', '--yes'])).toMatchObject({
    state: 'disabled',
  })
  expect(await office.lead.ask(['admin', 'user', 'enable', account.id])).toMatchObject({ state: 'active' })
  const { stdout } = await office.lead.run(['admin', 'user', 'list'])
  expect(stdout).toMatch(/^choi@example\.com\tChoi Min\trep\tactive\t/m)
  expect(await office.lead.fail(['admin', 'user', 'disable', office.lead.email, '--yes'])).toEqual({
    code: 9,
    error: 'account.last-admin',
  })
})

test('passwd changes the own password, from two lines of standard input', async () => {
  const add = ['admin', 'user', 'add', 'han@example.com', '--name', 'Han', '--password-stdin']
  await office.lead.ask(add, PASSWORD)
  const han = person('', { DESKHAND_CONFIG_DIR: await temporaryFolder('han') })
  const login = ['login', office.url, '--user', 'han@example.com', '--password-stdin']
  await han.ask(login, PASSWORD)
  expect(await han.fail(['passwd', '--passwords-stdin'], PASSWORD)).toEqual({ code: 2, error: 'usage' })
  expect(await han.ask(['passwd', '--passwords-stdin'], `${PASSWORD}\nanother good one\n`)).toEqual({ changed: true })
  expect(await han.fail(login, PASSWORD)).toEqual({ code: 4, error: 'auth.failed' })
  await han.ask(login, 'another good one')
})

test('site settings are shown and set, with what is wrong named', async () => {
  expect(await office.lead.ask(['admin', 'site', 'show'])).toMatchObject({ 'site.company': 'Deskhand' })
  expect(await office.lead.ask(['admin', 'site', 'set', 'site.company', 'Acme 주식회사'])).toEqual({
    name: 'site.company',
    value: 'Acme 주식회사',
  })
  expect(await office.lead.ask(['admin', 'site', 'set', 'session.maxCustomers', '3'])).toEqual({
    name: 'session.maxCustomers',
    value: 3,
  })
  expect(await office.lead.fail(['admin', 'site', 'set', 'session.maxCustomers', 'many'])).toEqual({
    code: 2,
    error: 'setting.invalid',
  })
  expect(await office.lead.fail(['admin', 'site', 'set', 'no.such', '1'])).toEqual({
    code: 3,
    error: 'setting.unknown',
  })
})

test('a hub is initialised once, set up by its one-time token, checked, backed up and restored', async () => {
  const folder = await temporaryFolder('care')
  const [data, other] = [join(folder, 'a'), join(folder, 'b')]
  const one = person('', { DESKHAND_CONFIG_DIR: join(folder, 'config') })
  const hub = await startDeskhand(['hub', 'serve', '--data', data, '--port', '0', '--json'])
  const { url, setupToken } = JSON.parse(await hub.waitForLine('url')) as { url: string; setupToken: string }
  expect(await one.fail(['login', url, '--user', 'kim@example.com', '--password-stdin'], PASSWORD)).toEqual({
    code: 9,
    error: 'hub.not-initialised',
  })
  const token = join(folder, 'setup')
  await writeFile(token, setupToken)
  const setup = ['login', url, '--setup-token-file', token, '--user', 'kim@example.com', '--password-stdin']
  expect(await one.ask(setup, PASSWORD)).toMatchObject({ account: { role: 'admin' } })
  expect((await one.run(setup, PASSWORD)).code).not.toBe(0)
  await one.ask(['session', 'start', '--topic', 'kept'])
  const backup = join(folder, 'backup.ndjson')
  expect(await one.ask(['hub', 'backup', backup, '--data', data])).toMatchObject({
    file: backup,
    lines: expect.any(Number),
    bytes: expect.any(Number),
  })
  hub.kill('SIGTERM')
  await hub.finished
  expect(
    await one.fail(['hub', 'init', '--data', data, '--admin', 'x@example.com', '--password-stdin'], PASSWORD),
  ).toEqual({ code: 9, error: 'hub.initialised' })
  const doctor = await one.ask<{ what: string; ok: boolean }[]>(['hub', 'doctor', '--data', data])
  expect(doctor.filter((found) => !found.ok)).toEqual([])
  expect(await one.ask(['hub', 'migrate', '--data', data])).toEqual({ migrations: [] })
  expect(await one.ask(['hub', 'rebuild', '--data', data])).toEqual({ sessions: 1 })
  expect(await one.ask(['hub', 'restore', backup, '--data', other])).toEqual({ file: backup, restored: true })
  expect(await one.fail(['hub', 'restore', backup, '--data', other])).toEqual({ code: 9, error: 'storage.not-empty' })
  expect((await runDeskhand(['hub', 'doctor', '--data', join(folder, 'nothing-here'), '--json'])).code).toBe(1)
})

test('plain HTTP beyond this machine is refused by hub and client alike', async () => {
  const serve = await runDeskhand(['hub', 'serve', '--data', join(office.folder, 'x'), '--host', '0.0.0.0', '--json'])
  expect([serve.code, serve.stderr]).toEqual([2, expect.stringContaining('hub.insecure')])
  expect(await office.stranger.fail(['login', 'http://support.example.com'])).toEqual({
    code: 2,
    error: 'hub.insecure',
  })
})
