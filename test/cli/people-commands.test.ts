// Chat, notes, invitations and what a customer needs, from the command line against a real hub.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runAgent, startAgent } from '../support/programs.ts'
import { startSmtp } from '../support/smtp.ts'
import { errorOf, type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

test('[CHT-01][CHT-02][CHT-03][CHT-06] chat goes to all or one, from words or standard input, and tail follows', async () => {
  const { number } = await office.session()
  const agent = await office.customer(number)
  const tail = await office.lead.start(['chat', 'tail', '--follow', '--json'])
  expect(await office.lead.ask(['chat', 'send', 'Hello', 'Kim', '안녕'])).toEqual({
    seq: expect.any(Number),
    at: ISO,
    to: 'all',
    text: 'Hello Kim 안녕',
  })
  await agent.waitForLine('Hello Kim 안녕')
  await office.lead.ask(['chat', 'send', '--to', 'Kim'], 'only\nfor you\n')
  const second = JSON.parse(await tail.waitForLine('only')) as Record<string, unknown>
  expect(second).toEqual({
    seq: expect.any(Number),
    at: ISO,
    from: { id: expect.any(String), name: 'Lee', role: 'primary' },
    to: expect.stringMatching(/^p_/),
    text: 'only\nfor you',
    attachments: [],
  })
  tail.kill('SIGINT')
  expect((await tail.finished).code).toBe(130)
  const { stdout } = await office.lead.run(['chat', 'tail'])
  expect(stdout).toMatch(/^\d\d:\d\d\tLee\t\tHello Kim 안녕\n\d\d:\d\d\tLee\tKim\tonly\\nfor you\n$/)
  expect((await office.lead.run(['chat', 'tail', '-n', '1'])).stdout.split('\n')).toHaveLength(2)
  expect(await office.lead.fail(['chat', 'send', '--to', 'Nobody', 'x'])).toEqual({
    code: 3,
    error: 'participant.not-found',
  })
})

test('a chat message of 1000 characters is sent, one more is refused and named', async () => {
  await office.session()
  expect(await office.lead.ask(['chat', 'send', '가'.repeat(1_000)])).toMatchObject({ to: 'all' })
  expect(await office.lead.fail(['chat', 'send', '가'.repeat(1_001)])).toEqual({ code: 8, error: 'chat.too-long' })
})

test('[NOT-01] notes are added to, shown, replaced from a file, and never overwritten unseen', async () => {
  const { id, number } = await office.session()
  expect(await office.lead.ask(['note', 'add', 'one'])).toEqual({ version: 1, text: 'one', at: ISO })
  expect(await office.lead.ask(['note', 'add'], 'two\n')).toMatchObject({ version: 2, text: 'one\ntwo' })
  expect(await office.lead.ask(['note', 'show'])).toEqual({ session: id, number, text: 'one\ntwo' })
  expect(await office.lead.ask(['note', 'edit', '--file', '-'], 'new')).toMatchObject({ version: 3, text: 'new' })
  expect(await office.lead.fail(['note', 'edit'])).toEqual({ code: 2, error: 'input.required' })
})

test('[INV-03][INV-13] an invitation can be read out, linked, opened in a mail program or written to a file', async () => {
  const { number, joinUrl } = await office.session()
  const spoken = await office.lead.run(['session', 'invite'])
  expect(spoken.stdout).toContain(number.replace(/(\d{3})(?=\d)/g, '$1 '))
  expect(spoken.stdout).toContain(joinUrl)
  expect((await office.lead.run(['session', 'invite', '--via', 'link'])).stdout).toBe(`${joinUrl}\n`)
  const mailto = await office.lead.run(['session', 'invite', '--via', 'mailto', '--to', 'kim@example.com'])
  expect(mailto.stdout).toMatch(/^mailto:kim@example\.com\?subject=.*&body=.*\n$/)
  const out = join(office.folder, 'invitation.eml')
  const invited = await office.lead.ask<Record<string, unknown>>([
    'session',
    'invite',
    '--rep',
    '--via',
    'eml',
    '--to',
    'park@example.com',
    '--out',
    out,
  ])
  expect(invited).toMatchObject({ via: 'eml', to: 'park@example.com', number, sent: false, file: out })
  expect(await readFile(out, 'utf8')).toContain('park@example.com')
  expect(await office.lead.fail(['session', 'invite', '--via', 'email'])).toEqual({ code: 2, error: 'input.required' })
  expect(await office.lead.fail(['session', 'invite', '--rep', '--customer'])).toEqual({ code: 2, error: 'usage' })
})

test('a session that starts with an invitation which cannot be sent is partly done', async () => {
  await office.session()
  const { code, stdout, stderr } = await office.lead.run(['session', 'start', '--email', 'kim@example.com', '--json'])
  expect(code).toBe(10)
  expect(JSON.parse(stdout)).toMatchObject({ state: 'waiting' })
  expect(errorOf(stderr).code).toBe('mail.unavailable')
})

test('[SES-15] a tracking code the site requires is asked for before the session starts', async () => {
  await office.session()
  const codes = JSON.stringify([{ name: 'Region', required: true, values: ['Seoul', 'Busan'] }])
  await office.lead.ask(['admin', 'site', 'set', 'session.tracking', codes])
  expect(await office.lead.fail(['session', 'start'])).toEqual({ code: 2, error: 'session.tracking-missing' })
  const wrong = ['session', 'start', '--tracking', 'Region=Jeju']
  expect(await office.lead.fail(wrong)).toEqual({ code: 2, error: 'session.tracking-invalid' })
  expect(await office.lead.ask(['session', 'start', '--tracking', 'Region=Seoul'])).toMatchObject({ state: 'waiting' })
  await office.lead.ask(['admin', 'site', 'set', 'session.tracking', '[]'])
})

test('[SES-17] what needs a customer is refused until one has joined', async () => {
  await office.session()
  expect(await office.lead.fail(['sysinfo', 'show'])).toEqual({ code: 9, error: 'customer.not-joined' })
  expect(await office.lead.fail(['desktop', 'view', '--no-open'])).toEqual({ code: 9, error: 'customer.not-joined' })
  expect(await office.lead.fail(['desktop', 'stop'])).toEqual({ code: 3, error: 'activity.not-found' })
})

test('[JOI-06] a session password comes from standard input and is asked of the customer', async () => {
  const { id, number } = await office.lead.ask<{ id: string; number: string }>(
    ['session', 'start', '--password-stdin'],
    'open sesame\n',
  )
  expect(await office.lead.ask(['session', 'show', id])).toMatchObject({ hasPassword: true })
  const join = [number, '--hub', office.url, '--name', 'Kim', '--platform', 'fake', '--json']
  expect((await runAgent(join)).code).toBe(4)
  expect((await runAgent([...join, '--password-stdin'], { input: 'wrong\n' })).code).toBe(4)
  const agent = await startAgent([...join, '--password-stdin'], { input: 'open sesame\n' })
  await agent.waitForLine('"type":"joined"')
  expect((await office.lead.run(['session', 'journal', id, '--json'])).stdout).not.toContain('open sesame')
})

test('[SES-12][SES-13][INV-08] session start --email sends the invitation with the link at once', async () => {
  const smtp = await startSmtp()
  await office.lead.ask(['admin', 'site', 'set', 'mail.url', smtp.url])
  await office.lead.ask(['admin', 'site', 'set', 'mail.from', 'support@example.com'])
  const { joinUrl } = await office.session(['--email', 'kim@example.com', '--language', 'ko'])
  const mail = await smtp.waitForMail('kim@example.com')
  expect(mail.text).toContain(joinUrl)
  await office.lead.ask(['admin', 'site', 'set', 'mail.url', ''])
})

test('hostile names and messages are harmless in every output', async () => {
  const { number } = await office.session(['--topic', 'evil \u001b]52;c;ZXZpbA==\u0007 topic'])
  await office.customer(number, { name: 'Ev\u001b[2Jil\u202e' })
  const outputs = await Promise.all([
    office.lead.run(['session', 'show']),
    office.lead.run(['session', 'list', '--json']),
    office.lead.run(['session', 'journal']),
  ])
  for (const { stdout } of outputs) expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/)
})
