// What proves a session afterwards: an export that names every damage, a replay in time, and events that miss nothing.
import { generateKeyPairSync, sign } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/journal/bundle.ts'
import type { StreamId } from '../../src/journal/event.ts'
import { headText } from '../../src/journal/seal.ts'
import { built, startProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { joinSession, type Rep, repAt, type Shape, type StartedSession, startHub, type Told } from './whole-actors.ts'

let rep: Rep
let session: StartedSession
let folder: string
let lines: readonly string[]
let key: string

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  folder = await temporaryFolder('out')
  session = await rep.session(['--topic', 'Evidence'])
  const { agent } = await joinSession(session, 'Jamie')
  for (const text of ['one', 'two', 'three']) await rep.done(['chat', 'send', text])
  await rep.done(['session', 'end', '--yes'])
  await agent.finished
  // The seal is written right after the end; the export takes the journal as it is at that moment.
  await until('the seal', async () => (await rep.journal(session)).some(({ type }) => type === 'session.sealed'))
  const exported = await rep.json(['session', 'export', session.id, '--out', join(folder, 'case.dhs')])
  key = String(exported.key)
  lines = (await readFile(join(folder, 'case.dhs'), 'utf8')).trimEnd().split('\n')
})

/** Someone with the file alone: no hub, no account. */
const auditor = (): Rep => repAt({ DESKHAND_CONFIG_DIR: folder }, 'Auditor')

async function verify(changed: readonly string[], more: readonly string[] = []) {
  const file = join(folder, 'changed.dhs')
  await writeFile(file, changed.map((line) => `${line}\n`).join(''))
  const { code, stdout, stderr } = await auditor().run(['verify', file, '--json', ...more])
  const { verified, findings } = JSON.parse(stdout) as {
    verified: boolean
    findings: { damage: string; seq: number }[]
  }
  const error = (JSON.parse(stderr || '{}') as { error?: { code: string } }).error?.code ?? null
  return { code, verified, error, damages: findings.map(({ damage }) => damage), seqs: findings.map(({ seq }) => seq) }
}

const chatLine = (): number => lines.findIndex((line) => line.includes('"two"'))
const seqAt = (index: number): number => (JSON.parse(lines[index] ?? '') as { seq: number }).seq

describe('deskhand verify', () => {
  test('takes the export as it is, with the key the hub told', async () => {
    expect(await verify(lines, ['--key', key])).toMatchObject({ code: 0, verified: true, error: null, damages: [] })
    expect((await auditor().done(['verify', join(folder, 'case.dhs')])).stdout).toContain(
      'sealed when the session ended',
    )
  })

  test.each([
    ['edited', (all: string[]) => all.with(chatLine(), (all[chatLine()] ?? '').replace('"two"', '"ten"'))],
    ['removed', (all: string[]) => all.toSpliced(chatLine(), 1)],
    ['reordered', (all: string[]) => all.toSpliced(chatLine(), 2, all[chatLine() + 1] ?? '', all[chatLine()] ?? '')],
    ['repeated', (all: string[]) => all.toSpliced(chatLine(), 0, all[chatLine()] ?? '')],
    ['truncated', (all: string[]) => all.slice(0, -2)],
    ['truncated', (all: string[]) => [...all.slice(0, -3), ...all.slice(-1)]],
    ['forged', (all: string[]) => all.with(-1, resigned(all.at(-1) ?? '', 'same key'))],
    ['malformed', () => ['hello']],
  ])('names what was %s, and where', async (damage, change) => {
    const found = await verify(change([...lines]))
    expect(found).toMatchObject({ code: 1, verified: false, error: 'bundle.invalid' })
    expect(found.damages).toContain(damage)
    if (damage === 'edited') expect(found.seqs).toContain(seqAt(chatLine()))
  })

  test('names a head that someone else signed, when it is told the hub’s key', async () => {
    const changed = lines.with(-1, resigned(lines.at(-1) ?? '', 'own key'))
    const found = await verify(changed, ['--key', key])
    expect([found.code, found.damages]).toEqual([1, expect.arrayContaining(['unknown-key'])])
  })
})

describe('deskhand session replay', () => {
  test('goes by time, by kind and at a speed, from the file alone', async () => {
    const file = join(folder, 'case.dhs')
    const all = (await auditor().done(['session', 'replay', file])).stdout.trimEnd().split('\n')
    expect(all[0]).toMatch(/^0:00 {2}Kim Lead started session \d{9}: Evidence$/)
    expect(all.some((line) => line.endsWith('Jamie joined (customer)'))).toBe(true)
    const chat = (await auditor().done(['session', 'replay', file, '--only', 'chat'])).stdout
    expect(chat.match(/Kim Lead: (one|two|three)$/gm)).toHaveLength(3)
    expect((await auditor().done(['session', 'replay', file, '--at', '1:00:00'])).stdout).toBe('')
    const timed = await auditor().done(['session', 'replay', file, '--speed', '1000', '--width', '40'])
    expect(timed.stdout.split('\n').every((line) => line.length <= 40)).toBe(true)
    const hub = await rep.done(['session', 'replay', session.id])
    expect(hub.stdout).toBe((await auditor().done(['session', 'replay', file])).stdout)
    expect((await auditor().run(['session', 'replay', file, '--only', 'weather'])).code).toBe(2)
  })
})

describe('deskhand events', () => {
  test('[GEN-03] misses nothing: who goes on from the cursor of the last line has read every event', async () => {
    const next = await rep.session(['--topic', 'Stream'])
    const { agent } = await joinSession(next, 'Robin')
    const read = new Map<string, Told & { cursor: number }>()
    const lastCursor = (): number => [...read.values()].at(-1)?.cursor ?? 0
    /** Reads for a moment, is killed, and remembers what it has printed in whole lines. */
    const readSome = async (text: string): Promise<void> => {
      const program = await rep.start(['events', '--follow', '--json', '--since', String(lastCursor())])
      await rep.done(['chat', 'send', text])
      await program.waitForLine(`"${text}"`)
      program.kill('SIGKILL')
      await program.finished
      for (const line of program.lines()) {
        const event = JSON.parse(line) as Told & { cursor: number }
        read.set(`${event.stream}/${event.seq}`, event)
      }
    }
    await readSome('first')
    await rep.done(['chat', 'send', 'while nobody read'])
    await rep.done(['sysinfo', 'show', '--category', 'os'])
    await readSome('second')
    await rep.done(['session', 'end', next.id, '--yes'])
    await agent.finished
    for (const event of (await rep.done(['events', '--json', '--since', String(lastCursor())])).jsonLines<Told>())
      read.set(`${event.stream}/${event.seq}`, event as Told & { cursor: number })
    const journal = await rep.journal(next)
    const types = journal.map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['consent.granted', 'sysinfo.collected', 'session.ended']))
    for (const event of journal)
      expect(read.get(`${event.stream}/${event.seq}`), event.type).toMatchObject({ ...event })
    // An administrator hears of the site too, and a number beyond the last one is no error.
    expect([...read.keys()].some((name) => name.startsWith('site'))).toBe(true)
    expect((await rep.done(['events', '--json', '--since', '999999'])).stdout).toBe('')
  })

  test('end quietly when their reader goes away', async () => {
    const command = [process.execPath, built('deskhand/deskhand.js'), 'events', '--follow', '--json']
    const pipe = await startProgram(['sh', '-c', '"$@" | head -1', 'sh', ...command], {
      env: rep.env,
    })
    await pipe.waitForLine('"cursor"')
    await rep.session()
    const { stderr } = await pipe.finished
    expect(stderr).toBe('')
  })
})

test('the shape of an event is the same in the journal, in events and in a bundle’s replay', async () => {
  const keys = ['at', 'by', 'data', 'seq', 'stream', 'type']
  const journal = await rep.journal(session)
  const replayed = (await auditor().done(['session', 'replay', join(folder, 'case.dhs'), '--json'])).jsonLines<Shape>()
  for (const event of [...journal, ...replayed]) {
    expect(Object.keys(event).toSorted()).toEqual(keys)
    expect(event.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Object.keys(event.by as object).toSorted()).toEqual(['id', 'name', 'role'])
  }
  expect(replayed).toEqual(journal)
})

interface Head {
  readonly stream: StreamId
  readonly seq: number
  readonly hash: string
  readonly at: number
}

/** The last line of a bundle, signed by somebody else: with the hub's key named, or with their own. */
function resigned(line: string, as: 'same key' | 'own key'): string {
  const { deskhandHead: head } = JSON.parse(line) as { deskhandHead: Head }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signature = sign(null, Buffer.from(headText(head.stream, head, head.at)), privateKey).toString('base64url')
  const own = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  const named = as === 'own key' ? { key: fingerprint(own), publicKey: own } : {}
  return JSON.stringify({ deskhandHead: { ...head, signature, ...named } })
}
