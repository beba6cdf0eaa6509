import { beforeAll, expect, test } from 'vitest'
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

test('[AST-09][AST-11][AST-12] control passes and comes back', async () => {
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
