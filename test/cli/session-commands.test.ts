// The commands of a session against a real hub: what they do, their JSON, and who they are for.
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

test('[SES-06][SES-07][SES-11][SES-25] session start gives number, link and command, also to people', async () => {
  const started = await office.session(['--topic', 'Printer'])
  expect(started).toEqual({
    id: expect.stringMatching(/^s_/),
    number: expect.stringMatching(/^\d{9}$/),
    state: 'waiting',
    joinUrl: `${office.url}/j/${started.number}`,
    joinCommand: `curl -fsSL ${office.url}/j/${started.number} | sh`,
  })
  const { stdout } = await office.lead.run(['session', 'start', '--topic', 'Second'])
  expect(stdout).toMatch(/^NUMBER\t\d{9}\nLINK\thttp.*\nCOMMAND\tcurl.*\nID\ts_.*\n$/)
  expect(await office.stranger.fail(['session', 'start'])).toEqual({ code: 4, error: 'auth.required' })
})

test('[SES-01][SES-14][SES-26] session show has every field that scripts rely on', async () => {
  const { id, number } = await office.session(['--type', 'outbound', '--topic', '프린터', '--tracking', 'Region=Seoul'])
  await office.customer(number)
  const shown = await office.lead.ask<Record<string, unknown>>(['session', 'show'])
  expect(shown).toMatchObject({
    id,
    number,
    type: 'outbound',
    channel: 'support',
    state: 'active',
    topic: '프린터',
    queue: null,
    primary: expect.stringMatching(/^p_/),
    grants: [],
    startedAt: ISO,
    endedAt: null,
    tracking: { Region: 'Seoul' },
  })
  expect(shown.participants).toEqual([
    expect.objectContaining({ id: shown.primary, name: 'Lee', role: 'primary', state: 'present', connected: false }),
    expect.objectContaining({
      id: expect.any(String),
      name: 'Kim',
      role: 'customer',
      state: 'present',
      connected: true,
    }),
  ])
  const { stdout } = await office.lead.run(['session', 'show'])
  expect(stdout).toContain(`STATE\tactive\nTOPIC\t프린터\nREP\tLee\nRegion\tSeoul\n`)
})

test('[LST-01] session list shows one’s sessions in progress; two open ones have to be told apart', async () => {
  const { number } = await office.session(['--topic', 'First'])
  const other = await office.lead.ask<{ number: string; id: string }>(['session', 'start', '--topic', 'Other'])
  const list = await office.lead.ask<readonly Record<string, unknown>[]>(['session', 'list'])
  expect(list.map((one) => one.number)).toEqual([other.number, number])
  expect(Object.keys(list[0] ?? {})).toEqual(
    'id number type channel state topic primary customers startedAt endedAt'.split(' '),
  )
  const { code, stderr } = await office.lead.run(['chat', 'send', 'hello', '--json'])
  expect([code, errorOf(stderr).code]).toEqual([2, 'session.several'])
  expect(errorOf(stderr).details).toEqual({ sessions: [other.number, number] })
  expect(await office.lead.ask(['chat', 'send', 'hello', '-s', number])).toMatchObject({ to: 'all' })
  expect(await office.lead.ask(['session', 'list', '--search', 'Other'])).toHaveLength(1)
  expect(await office.second.ask(['session', 'list'])).toEqual([])
})

test('[SES-23][SES-19] ending one of two sessions leaves the other, and --all lists both', async () => {
  const { number } = await office.session()
  const { id } = await office.lead.ask<{ id: string }>(['session', 'start', '--topic', 'stays'])
  expect(await office.lead.ask(['session', 'end', number, '--yes'])).toMatchObject({ number, ended: true })
  const list = await office.lead.ask<readonly { id: string }[]>(['session', 'list'])
  expect(list.map((one) => one.id)).toEqual([id])
  const all = await office.lead.ask<readonly { number: string; endedAt: string | null }[]>(['session', 'list', '--all'])
  expect(all.find((one) => one.number === number)?.endedAt).toEqual(ISO)
  expect(await office.lead.fail(['chat', 'send', 'x', '-s', number])).toEqual({ code: 9, error: 'session.ended' })
})

test('[SES-20][NOT-02][NOT-03] without a terminal the end needs --yes, and takes the final notes from a file', async () => {
  const { id } = await office.session()
  expect(await office.lead.fail(['session', 'end'])).toEqual({ code: 2, error: 'input.required' })
  await office.lead.ask(['note', 'add', 'first'])
  expect(await office.lead.ask(['session', 'end', '--yes', '--notes-file', '-'], 'final notes\n')).toMatchObject({
    ended: true,
  })
  expect(await office.lead.ask(['session', 'show', id])).toMatchObject({ notes: 'final notes\n', state: 'ended' })
})

test('[SES-24][AST-13] a rep who no longer controls the session leaves by ending it', async () => {
  const { id, number } = await office.session()
  await office.second.ask(['session', 'assist', number])
  await office.lead.ask(['session', 'pass', 'Park'])
  expect(await office.lead.ask(['session', 'end', id, '--yes'])).toMatchObject({ ended: false })
  expect(await office.second.ask(['session', 'show', id])).toMatchObject({ state: 'waiting' })
  expect(await office.second.ask(['session', 'end', id, '--yes'])).toMatchObject({ ended: true })
})

test('[AST-01][AST-05][AST-07][AST-08] assist by number; control goes only to those who assist', async () => {
  const { number } = await office.session()
  expect(await office.lead.fail(['session', 'pass', 'Park'])).toMatchObject({ error: 'participant.not-found', code: 3 })
  const assisting = await office.second.ask(['session', 'assist', number])
  expect(assisting).toEqual({ session: expect.any(String), number, participant: expect.stringMatching(/^p_/) })
  expect(await office.second.fail(['session', 'pass', 'Lee'])).toEqual({ code: 5, error: 'control.not-primary' })
  expect(await office.stranger.fail(['session', 'assist', number])).toEqual({ code: 4, error: 'auth.required' })
})

test('[AST-09][AST-10][AST-11][AST-12] control passes and comes back', async () => {
  const { number } = await office.session()
  await office.customer(number)
  await office.second.ask(['session', 'assist', number])
  await office.lead.ask(['session', 'pass', 'Park'])
  expect(await office.lead.fail(['sysinfo', 'show', '--refresh'])).toEqual({ code: 5, error: 'control.not-primary' })
  expect(await office.lead.ask(['chat', 'send', 'still here'])).toMatchObject({ text: 'still here' })
  await office.second.ask(['session', 'pass', 'Lee'])
  expect(await office.lead.ask(['sysinfo', 'show', '--refresh', '--category', 'os'])).toMatchObject({
    categories: { os: {} },
  })
  await office.second.ask(['session', 'leave'])
  const { participants } = await office.lead.ask<{ participants: { name: string; state: string }[] }>([
    'session',
    'show',
  ])
  expect(participants.find((one) => one.name === 'Park')?.state).toBe('left')
})

test('[MUL-04][MUL-06] focusing another customer stops what is seen of the first', async () => {
  const { number } = await office.session()
  await office.customer(number, { name: 'Kim' })
  await office.customer(number, { name: 'Choi' })
  const view = await office.lead.start(['desktop', 'view', '--no-open', '--json'])
  await view.waitForLine('viewerUrl')
  const { customer } = await office.lead.ask<{ customer: string }>(['session', 'focus', 'Choi'])
  expect(await view.waitForLine('"ended"')).toContain('"reason":"focus-changed"')
  expect((await view.finished).code).toBe(0)
  expect(await office.lead.ask(['session', 'show'])).toMatchObject({ focus: customer })
})

test('[JOI-05] with --approval a customer waits until admitted, and can be turned away', async () => {
  const { number } = await office.session(['--approval'])
  const kim = await office.customer(number, { name: 'Kim', isWaiting: true })
  expect(await office.lead.fail(['session', 'wait', '--for', 'joined', '--timeout', '50ms'])).toEqual({
    code: 7,
    error: 'timeout',
  })
  expect(await office.lead.ask(['session', 'admit', 'Kim'])).toEqual({ participant: 'Kim', admitted: true })
  await kim.waitForLine('"admitted"')
  const choi = await office.customer(number, { name: 'Choi', isWaiting: true })
  expect(await office.lead.ask(['session', 'turn-away', 'Choi'])).toEqual({ participant: 'Choi', admitted: false })
  expect((await choi.finished).code).toBe(5)
})

test('session wait: joined, active and ended, in time or exit 7', async () => {
  const { id, number } = await office.session()
  const waiting = office.lead.ask(['session', 'wait', '--for', 'active', '--timeout', '20s'])
  await office.customer(number)
  expect(await waiting).toEqual({ id, number, state: 'active' })
  expect(await office.lead.fail(['session', 'wait', id, '--for', 'ended', '--timeout', '80ms'])).toEqual({
    code: 7,
    error: 'timeout',
  })
  const end = office.lead.ask(['session', 'wait', id, '--for', 'ended', '--timeout', '20s'])
  await office.lead.ask(['session', 'end', '--yes'])
  expect(await end).toEqual({ id, number, state: 'ended' })
})

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
