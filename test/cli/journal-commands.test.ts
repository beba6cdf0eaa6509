// Journal, replay, export, verify and events: what happened can be read, played back, taken away and proven.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runDeskhand } from '../support/programs.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
let id: string
let bundle: string
let key: string
beforeAll(async () => {
  office = await openOffice()
  const session = await office.session(['--topic', 'Printer'])
  id = session.id
  const agent = await office.customer(session.number)
  await office.lead.ask([
    'chat',
    'send',
    'a line that is long enough to be wrapped when the terminal is narrow 그리고 한국어도 있습니다',
  ])
  await agent.waitForLine('"type":"chat"')
  await office.lead.ask(['sysinfo', 'show'])
  await office.lead.ask(['note', 'add', 'cable'])
  await office.lead.ask(['session', 'end', '--yes'])
  const journal = await office.lead.start(['session', 'journal', id, '--follow', '--json'])
  await journal.waitForLine('session.sealed')
  bundle = join(office.folder, 'case.dhs')
  const exported = await office.lead.ask<{ key: string; events: number }>(['session', 'export', id, '--out', bundle])
  key = exported.key
})

interface Line {
  readonly stream: string
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly by: object
  readonly data: object
}

test('[PRM-13] session journal prints every event with the fields scripts rely on, consent with who and what', async () => {
  const lines = (await office.lead.run(['session', 'journal', id, '--json'])).jsonLines<Line>()
  for (const line of lines) expect(Object.keys(line)).toEqual(['stream', 'seq', 'at', 'type', 'by', 'data'])
  expect(lines.map((one) => one.seq)).toEqual(lines.map((_, index) => index + 1))
  expect(lines[0]).toMatchObject({
    stream: `session/${id}`,
    at: expect.stringMatching(/Z$/),
    by: { role: 'primary', name: 'Lee' },
  })
  expect(lines.find((one) => one.type === 'consent.granted')).toMatchObject({
    by: { name: 'Kim', role: 'customer' },
    data: { kind: 'system.info', by: 'policy' },
  })
  const after = (await office.lead.run(['session', 'journal', id, '--after', '3', '--json'])).jsonLines<Line>()
  expect(after[0]?.seq).toBe(4)
  const people = await office.lead.run(['session', 'journal', id])
  expect(people.stdout.split('\n')[0]).toMatch(/^1\t\d\d:\d\d:\d\d\tLee started session \d{9}: Printer$/)
})

test('[GEN-03] events prints everything since a cursor, and following goes on without a gap', async () => {
  const first = (await office.lead.run(['events', '--json'])).jsonLines<Line & { cursor: number }>()
  const cursor = first.at(-1)?.cursor ?? 0
  expect((await office.lead.run(['events', '--since', String(cursor), '--json'])).stdout).toBe('')
  const follow = await office.lead.start(['events', '--since', String(cursor), '--follow', '--json'])
  const { id: next } = await office.lead.ask<{ id: string }>(['session', 'start', '--topic', 'new'])
  const line = JSON.parse(await follow.waitForLine('session.started')) as Line
  expect(line.stream).toBe(`session/${next}`)
  follow.kill('SIGINT')
  expect((await follow.finished).code).toBe(130)
  await office.lead.ask(['session', 'end', next, '--yes'])
})

test('an export verifies offline, without hub, account or configuration, also against the key', async () => {
  const { code, stdout } = await runDeskhand(['verify', bundle, '--key', key, '--json'])
  const events = (await office.lead.run(['session', 'journal', id, '--json'])).jsonLines().length
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    verified: true,
    stream: `session/${id}`,
    events,
    withheld: 0,
    sealed: true,
    hash: expect.any(String),
    key,
    signedAt: expect.stringMatching(/Z$/),
    findings: [],
  })
  const people = await runDeskhand(['verify', bundle])
  expect(people.stdout).toContain(`✓ ${events} entries, complete and unchanged`)
})

test.each<[string, (lines: string[]) => string[]]>([
  ['truncated', (lines) => [...lines.slice(0, -3), lines.at(-1) ?? '']],
  ['truncated', (lines) => lines.slice(0, -1)],
  ['edited', (lines) => lines.map((line) => line.replace('long enough', 'short'))],
  ['reordered', ([head = '', a = '', b = '', ...rest]) => [head, b, a, ...rest]],
  ['removed', (lines) => lines.filter((_, index) => index !== 4)],
  ['repeated', (lines) => [...lines.slice(0, 3), lines[2] ?? '', ...lines.slice(3)]],
  [
    'forged',
    (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').replace(/"signature":"..../, '"signature":"AAAA')],
  ],
  ['malformed', (lines) => lines.slice(1)],
])('verify names what is %s and exits 1', async (damage, change) => {
  const path = join(office.folder, `${damage}.dhs`)
  const lines = (await readFile(bundle, 'utf8')).trimEnd().split('\n')
  await writeFile(path, `${change(lines).join('\n')}\n`)
  const { code, stdout, stderr } = await runDeskhand(['verify', path, '--json'])
  expect(code).toBe(1)
  const report = JSON.parse(stdout) as { verified: boolean; findings: { damage: string }[] }
  expect([report.verified, report.findings[0]?.damage]).toEqual([false, damage])
  expect(stderr).toContain('bundle.invalid')
  expect((await runDeskhand(['verify', path])).stdout).toContain('✗ ')
})

test('verify names a key that is not the one expected', async () => {
  const { code, stdout } = await runDeskhand(['verify', bundle, '--key', 'other', '--json'])
  expect([code, (JSON.parse(stdout) as { findings: { damage: string }[] }).findings.map((one) => one.damage)]).toEqual([
    1,
    ['unknown-key'],
  ])
})

test('a replay is byte for byte the same from the hub and from a bundle, for the same width', async () => {
  const args = ['session', 'replay', '--width', '60']
  const fromHub = await office.lead.run([...args, id])
  const fromFile = await runDeskhand([...args, bundle])
  expect(fromFile.stdout).toBe(fromHub.stdout)
  expect(fromFile.stdout).toMatch(/^0:00 {2}Lee started session \d{9}: Printer\n/)
  for (const line of fromFile.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  expect((await runDeskhand(['session', 'replay', '--width', '40', bundle])).stdout).not.toBe(fromFile.stdout)
})

test('a replay shows only what is asked for, from a time on, and refuses what it does not know', async () => {
  const chat = await runDeskhand(['session', 'replay', bundle, '--only', 'chat,note'])
  expect(chat.stdout.trimEnd().split('\n')).toHaveLength(3)
  expect((await runDeskhand(['session', 'replay', bundle, '--at', '59:00'])).stdout).toBe('')
  expect((await runDeskhand(['session', 'replay', bundle, '--only', 'weather'])).code).toBe(2)
  expect((await runDeskhand(['session', 'replay', bundle, '--at', 'noon'])).code).toBe(2)
  const paced = await runDeskhand(['session', 'replay', bundle, '--speed', '1000'])
  expect(paced.stdout).toBe((await runDeskhand(['session', 'replay', bundle])).stdout)
  expect((await runDeskhand(['session', 'replay', bundle, '--json'])).jsonLines<Line>()[0]?.type).toBe(
    'session.started',
  )
})

test('a reader that goes away ends a stream quietly', async () => {
  const command = `"$0" "$1" events --json | head -1`
  const { runProgram, built } = await import('../support/programs.ts')
  const { stdout, stderr } = await runProgram(['sh', '-c', command, process.execPath, built('deskhand/deskhand.js')], {
    env: office.lead.env,
  })
  expect(stdout.split('\n')).toHaveLength(2)
  expect(stderr).toBe('')
})

test('export - writes the bundle itself, and a file that cannot be written is named and left out', async () => {
  const { stdout } = await office.lead.run(['session', 'export', id, '--out', '-'])
  expect(stdout.split('\n')[0]).toContain('"deskhandBundle":1')
  const path = join(office.folder, 'nowhere', 'case.dhs')
  expect(await office.lead.fail(['session', 'export', id, '--out', path])).toEqual({
    code: 1,
    error: 'file.unwritable',
  })
})
