// Every exit code a command of this release can end with, each brought about for real.
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ERRORS } from '../../src/protocol/error.ts'
import { freePort } from '../support/ports.ts'
import { runDeskhand, startDeskhand } from '../support/programs.ts'
import { errorOf, type Office, openOffice, PASSWORD, person } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})

test('[SHP-03] 0 and 2: done, and a command line that is not right', async () => {
  expect((await office.lead.run(['whoami'])).code).toBe(0)
  for (const args of [
    ['sesion', 'list'],
    ['session', 'strat'],
    ['session'],
    ['session', 'list', '--al'],
    ['chat', 'send', '--to'],
  ]) {
    const { code, error } = await office.lead.fail(args)
    expect([args, code, error]).toEqual([args, 2, 'usage'])
  }
  const { stderr } = await office.lead.run(['sesion', 'list'])
  expect(stderr).toContain('did you mean session?')
  expect((await office.lead.run(['session', 'list', '--al'])).stderr).toContain('did you mean --all?')
  expect(await office.lead.fail(['session', 'wait', '--timeout', 'soon'])).toEqual({ code: 2, error: 'usage' })
})

test('[SHP-03] 3: not found', async () => {
  await office.session()
  expect(await office.lead.fail(['session', 'show', '111111111'])).toEqual({ code: 3, error: 'session.not-found' })
  await office.lead.ask(['session', 'end', '--yes'])
  expect(await office.lead.fail(['chat', 'send', 'x'])).toEqual({ code: 3, error: 'session.none' })
  expect(await office.lead.fail(['token', 'revoke', 't_nothing'])).toEqual({ code: 3, error: 'token.not-found' })
  expect(await office.lead.fail(['admin', 'user', 'enable', 'nobody@example.com'])).toEqual({
    code: 3,
    error: 'account.not-found',
  })
})

test('[SHP-03][ACC-07][ACC-08] 4: sign in first, with exactly the right password', async () => {
  expect(await office.stranger.fail(['session', 'list'])).toEqual({ code: 4, error: 'auth.required' })
  const login = ['login', office.url, '--user', office.lead.email, '--password-stdin']
  expect(await office.stranger.fail(login, PASSWORD.toLowerCase())).toEqual({ code: 4, error: 'auth.failed' })
  const wrong = person('', { DESKHAND_HUB: office.url, DESKHAND_TOKEN: 'dh_wrong' })
  expect((await wrong.fail(['session', 'list'])).code).toBe(4)
  await office.session()
  const { code } = await wrong.fail(['session', 'wait', '-s', 's_0123456789abcdef'])
  expect(code).toBe(4)
})

test('[SHP-03] 5: not allowed', async () => {
  expect(await office.second.fail(['admin', 'user', 'list'])).toEqual({ code: 5, error: 'access.denied' })
  expect(await office.second.fail(['session', 'list', '--everyone'])).toEqual({ code: 5, error: 'access.denied' })
})

test('[SHP-03][PRM-12] 6: the customer refused', async () => {
  const { number } = await office.session()
  await office.customer(number, { allow: '' })
  expect(await office.lead.fail(['desktop', 'screenshot'])).toEqual({ code: 6, error: 'consent.refused' })
  expect(await office.lead.fail(['sysinfo', 'show'])).toEqual({ code: 6, error: 'consent.refused' })
  const { asks } = await office.lead.ask<{ asks: { state: string; answeredBy: string }[] }>(['consent', 'list'])
  expect(asks.map((one) => [one.state, one.answeredBy])).toEqual([
    ['denied', 'policy'],
    ['denied', 'policy'],
  ])
})

test('[SHP-03] 7: timed out', async () => {
  await office.session()
  expect(await office.lead.fail(['session', 'wait', '--timeout', '50ms'])).toEqual({ code: 7, error: 'timeout' })
})

test('[SHP-03] 8: over a limit', async () => {
  await office.session()
  expect(await office.lead.fail(['chat', 'send', 'x'.repeat(1_001)])).toEqual({ code: 8, error: 'chat.too-long' })
})

test('[SHP-03] 9: wrong state', async () => {
  const { id } = await office.session()
  await office.lead.ask(['session', 'end', '--yes'])
  expect(await office.lead.fail(['chat', 'send', 'x', '-s', id])).toEqual({ code: 9, error: 'session.ended' })
})

test('[SHP-03] 1 and 10: failed, and partly done', async () => {
  const missing = await office.lead.fail(['verify', join(office.folder, 'nothing.dhs')])
  expect(missing).toEqual({ code: 1, error: 'file.unreadable' })
  const { code } = await office.lead.run(['session', 'start', '--email', 'kim@example.com'])
  expect(code).toBe(10)
})

test('[SHP-03] 12: the hub cannot be reached, by request and by link', async () => {
  const gone = person('', { DESKHAND_HUB: `http://127.0.0.1:${await freePort()}`, DESKHAND_TOKEN: 'dh_x' })
  expect(await gone.fail(['session', 'list'])).toEqual({ code: 12, error: 'hub.unreachable' })
  expect(await gone.fail(['session', 'wait', '-s', 's_0123456789abcdef'])).toEqual({
    code: 12,
    error: 'hub.unreachable',
  })
})

test('[SHP-03] 130: Ctrl-C ends a command that waits, and says so', async () => {
  await office.session()
  const waiting = await office.lead.start(['session', 'wait', '--for', 'ended', '--json'])
  await office.lead.ask(['chat', 'send', 'it listens by now'])
  waiting.kill('SIGINT')
  const { code, stderr } = await waiting.finished
  expect([code, errorOf(stderr).code]).toEqual([130, 'interrupted'])
})

test('a hub that is told to stop has done what it was for: exit 0', async () => {
  const hub = await startDeskhand(['hub', 'serve', '--data', join(office.folder, 'other'), '--port', '0', '--json'])
  const first = JSON.parse(await hub.waitForLine('url')) as Record<string, unknown>
  expect(first).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    dataDir: join(office.folder, 'other'),
    pid: hub.pid,
    setupToken: expect.stringMatching(/^dh_/),
  })
  hub.kill('SIGTERM')
  expect((await hub.finished).code).toBe(0)
})

test('an error for people is a sentence and what to do; with --json one object with four fields', async () => {
  const { stderr, stdout } = await office.stranger.run(['session', 'list'])
  expect([stdout, stderr]).toEqual(['', 'error: sign in first\nrun `deskhand login URL`, or set DESKHAND_TOKEN\n'])
  const json = await office.stranger.run(['session', 'list', '--json'])
  expect(json.stdout).toBe('')
  expect(Object.keys(errorOf(json.stderr))).toEqual(['code', 'message', 'help', 'details'])
})

test('help exit-codes lists every code of the table with its errors, and every error with its code', async () => {
  const table = (await runDeskhand(['help', 'exit-codes', '--json'])).json<{ code: number; errors: string[] }[]>()
  for (const [code, spec] of Object.entries(ERRORS))
    expect([code, table.find((one) => one.errors.includes(code))?.code]).toEqual([code, spec.exit])
  const { stdout } = await runDeskhand(['help', 'exit-codes'])
  for (const { code, errors } of table) {
    expect(stdout).toContain(`${String(code).padStart(5)}  `)
    for (const one of errors) expect(stdout).toContain(one)
  }
})
