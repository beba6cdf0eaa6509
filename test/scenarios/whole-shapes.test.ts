// The JSON that scripts rely on: the exact fields of every command of a session, times in ISO 8601 UTC.
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { CATEGORIES } from '../../src/features/sysinfo/protocol.ts'
import { runDeskhand } from '../support/programs.ts'
import { startSmtp } from '../support/smtp.ts'
import { temporaryFolder } from '../support/temp.ts'
import { newMachine, PASSWORD, type Rep, type Shape, startHub, type WholeHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let hub: WholeHub
let lead: Rep
let sam: Rep
let folder: string

beforeAll(async () => {
  hub = await startHub()
  lead = hub.lead
  sam = await hub.rep('Sam Kim')
  folder = await temporaryFolder('out')
})

const INVITATION = 'via to number link command subject text mailto eml sent'
const ACCOUNT = 'id email name role state createdAt sessionMode view'
const LINE = 'id number type channel state topic primary customers startedAt endedAt'
const DETAIL =
  'id number type channel state topic queue tracking company primary focus participants grants asks notes failedJoins hasPassword needsApproval startedAt endedAt joinUrl joinCommand seq newer'

const fields = (names: string): readonly string[] => names.split(/\s+/).toSorted()
const keysOf = (value: unknown): readonly string[] =>
  Object.keys((Array.isArray(value) ? value[0] : value) ?? {}).toSorted()

/** Every value of a field that is a time, wherever it stands. */
function timesIn(value: unknown, name = ''): readonly unknown[] {
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => timesIn(inner, Array.isArray(value) ? name : key))
  return /(At|^at|^since)$/.test(name) && value !== null ? [value] : []
}

async function expectShape(rep: Rep, args: readonly string[], names: string, input?: string): Promise<unknown> {
  const { stdout } = await rep.done([...args, '--json'], input === undefined ? {} : { input })
  const value: unknown = JSON.parse(stdout)
  expect(keysOf(value), args.join(' ')).toEqual(fields(names))
  for (const time of timesIn(value)) expect(time, args.join(' ')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  return value
}

test('of hub and accounts', async () => {
  expect(keysOf(JSON.parse(hub.program.lines()[0] ?? ''))).toEqual(fields('url dataDir pid'))
  await expectShape(lead, ['whoami'], 'kind id name email role scopes capabilities view')
  await expectShape(
    lead,
    ['login', hub.url, '--user', lead.email, '--password-stdin'],
    'url account expiresAt',
    PASSWORD,
  )
  const made = (await expectShape(lead, ['token', 'create', 'ci'], 'token id expiresAt')) as { id: string }
  await expectShape(lead, ['token', 'list'], 'id name scopes createdAt expiresAt')
  await expectShape(lead, ['token', 'revoke', made.id], 'id revoked')
  await expectShape(lead, ['passwd', '--passwords-stdin'], 'changed', `${PASSWORD}\n${PASSWORD}`)
  const add = ['admin', 'user', 'add', 'eve@example.com', '--name', 'Eve', '--password-stdin']
  await expectShape(lead, add, ACCOUNT, PASSWORD)
  await expectShape(lead, ['admin', 'user', 'list'], ACCOUNT)
  await expectShape(lead, ['admin', 'user', 'edit', 'eve@example.com', '--name', 'Eva'], ACCOUNT)
  await expectShape(lead, ['admin', 'user', 'disable', 'eve@example.com', '--yes'], ACCOUNT)
  await expectShape(lead, ['admin', 'user', 'enable', 'eve@example.com'], ACCOUNT)
  await expectShape(lead, ['admin', 'site', 'set', 'site.company', 'Acme'], 'name value')
  const settings = (await lead.json(['admin', 'site', 'show'])) as Shape
  expect(settings).toMatchObject({ 'site.company': 'Acme', 'session.maxCustomers': 10 })
  const backup = await runDeskhand(['hub', 'backup', join(folder, 'b'), ...hub.place, '--json'])
  expect(keysOf(backup.json())).toEqual(fields('file lines bytes'))
})

test('of a session from its start to its proof', async () => {
  const smtp = await startSmtp()
  await lead.done(['admin', 'site', 'set', 'mail.url', smtp.url])
  const start = ['session', 'start', '--approval', '--topic', 'Shapes']
  const session = (await expectShape(lead, start, 'id number state joinUrl joinCommand')) as Shape
  for (const via of ['instructions', 'link', 'mailto'])
    await expectShape(lead, ['session', 'invite', '--via', via], INVITATION)
  await expectShape(lead, ['session', 'invite', '--to', 'kim@example.com'], INVITATION)
  const out = ['--via', 'eml', '--out', join(folder, 'invitation.eml')]
  await expectShape(lead, ['session', 'invite', ...out], `${INVITATION} file`)
  const joining = [String(session.joinUrl), '--name', 'Jamie', '--platform', 'fake', '--json']
  const agent = await (await newMachine()).agent([...joining, '--allow', 'desktop.view,system.info'])
  await agent.waitForLine('"waiting":true')
  await expectShape(lead, ['session', 'admit', 'Jamie'], 'participant admitted')
  await agent.waitForLine('"present"')
  await expectShape(lead, ['session', 'wait', '--for', 'joined', '--timeout', '5s'], 'id number state')
  const detail = (await expectShape(lead, ['session', 'show'], DETAIL)) as Record<string, unknown>
  expect(keysOf(detail.participants)).toEqual(
    fields('id name role state connected account language display platform since'),
  )
  await expectShape(lead, ['session', 'list'], LINE)
  await expectShape(sam, ['session', 'assist', String(session.number)], 'session number participant')
  await expectShape(lead, ['session', 'pass', 'Sam Kim'], 'primary')
  await sam.done(['session', 'pass', 'Kim Lead'])
  await expectShape(sam, ['session', 'leave'], 'session left')
  await expectShape(lead, ['session', 'focus', 'Jamie'], 'customer')
  await expectShape(lead, ['chat', 'send', 'hello'], 'seq at to text')
  await expectShape(lead, ['chat', 'tail'], 'seq at from to text attachments')
  await expectShape(lead, ['note', 'add', 'a note'], 'version text at')
  await expectShape(lead, ['note', 'show'], 'session number text')
  await expectShape(lead, ['note', 'edit', '--file', '-'], 'version text at', 'notes')
  const shot = ['desktop', 'screenshot', '--out', join(folder, 'desk.png')]
  await expectShape(lead, shot, 'file bytes widthPx heightPx at')
  const info = (await expectShape(lead, ['sysinfo', 'show'], 'collectedAt categories')) as { categories: Shape }
  expect(keysOf(info.categories)).toEqual(CATEGORIES.toSorted())
  for (const name of ['os', 'cpu', 'memory', 'environment'])
    expect(Array.isArray(info.categories[name]), name).toBe(false)
  for (const name of ['disks', 'network', 'processes', 'software', 'services', 'devices'])
    expect(Array.isArray(info.categories[name]), name).toBe(true)
  await expectShape(lead, ['sysinfo', 'save', '--out', join(folder, 'm.txt')], 'file bytes collectedAt categories')
  await expectViewLines(lead)
  await expectShape(lead, ['consent', 'list'], 'grants asks')
  await expectShape(lead, ['session', 'end', '--yes'], 'session number ended')
  await agent.finished
  const file = join(folder, 'case.dhs')
  await expectShape(
    lead,
    ['session', 'export', String(session.id), '--out', file],
    'file bytes session events hash key',
  )
  await expectShape(lead, ['verify', file], 'verified stream events withheld sealed hash key signedAt findings')
  const all = await lead.done(['events', '--json'])
  for (const event of all.jsonLines()) expect(keysOf(event)).toEqual(fields('stream seq at type by data cursor'))
  await expectShape(lead, ['logout'], 'url signedOut')
  const { code, stderr } = await lead.run(['session', 'list', '--json'])
  expect([code, keysOf(JSON.parse(stderr)), keysOf((JSON.parse(stderr) as { error: Shape }).error)]).toEqual([
    4,
    ['error'],
    fields('code message help details'),
  ])
})

const STATUS = `ask state kind customer since info path mode codec colors framesPerSecond kbps latencyMs bytes holder
  options watchers pictures`

async function expectViewLines(rep: Rep): Promise<void> {
  const view = await rep.start(['desktop', 'view', '--no-open', '--json'])
  expect(keysOf(JSON.parse(await view.waitForLine('viewerUrl')))).toEqual(fields('viewerUrl path mode'))
  await expectShape(rep, ['desktop', 'status'], STATUS)
  await expectShape(rep, ['desktop', 'stop'], 'ask stopped')
  const [, ...lines] = (await view.finished).jsonLines()
  const numbers = 'status pages frames dropped latencyMs'
  for (const line of lines.slice(0, -1)) expect(keysOf(line)).toEqual(fields(`${numbers} path mode control`))
  expect(keysOf(lines.at(-1))).toEqual(fields(`${numbers} reason`))
}
