// The poison corpus as everything other people can name or say: no output of a program may act on a terminal.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/client/config.ts'
import { post } from '../../src/client/post.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../support/hostile.ts'
import { built, runAgent, runProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { joinSession, newMachine, type Rep, type StartedSession, startHub, type WholeHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const CUSTOMERS = 50
/** What a name may not hold: it is one line. */
const LINE_ENDS = /[\n\v\f\r\x85\u2028\u2029]/g
/** What the wire takes as it is: a lone half of a character cannot be sent. */
const TEXTS = HOSTILE_TEXTS.map(({ value }) => value).filter((value) => value.isWellFormed() && value.trim() !== '')
const short = (text: string, most: number): string => [...text].slice(0, most).join('')

let hub: WholeHub
let rep: Rep
let session: StartedSession
let folder: string
/** What is shown of everything, as argv. */
let commands: readonly (readonly string[])[]

beforeAll(async () => {
  hub = await startHub()
  rep = hub.lead
  folder = await temporaryFolder('out')
  await rep.done(['admin', 'site', 'set', 'session.maxCustomers', String(CUSTOMERS)])
  session = await rep.session(['--topic', '\x1b]52;c;ZXZpbA==\x07\x1b[2J\u202etopic\u009b31m'])
  const url = hub.url
  const token = (await readConfig(rep.env)).hubs[url]?.token ?? ''
  const strange = TEXTS.filter((text) => text.length < 300)
  const step = Math.floor(strange.length / (CUSTOMERS - 2))
  for (let count = 0; count < CUSTOMERS - 2; count++) {
    const text = strange[count * step] ?? ''
    const machine = {
      program: 'agent',
      build: short(text, 20),
      platform: short(text, 20),
      hostname: short(text, 100),
      display: 'none',
      interactive: false,
    } as const
    const data = {
      code: session.number,
      name: `x${short(text.replace(LINE_ENDS, ' '), 50)}`,
      machine,
      language: short(text, 5),
    }
    await post({ url, token: '' }, { name: 'session.join', data })
  }
  for (const text of TEXTS)
    await post({ url, token }, { name: 'chat.send', data: { text: short(text, 1_000) } }, { session: session.id })
  await post(
    { url, token },
    { name: 'note.save', data: { text: short(TEXTS.join('\n'), 9_000), base: 0 } },
    {
      session: session.id,
    },
  )
  await rep.done(['session', 'export', '--out', join(folder, 'case.dhs')])
  commands = [
    ['session', 'list'],
    ['session', 'show'],
    ['session', 'journal'],
    ['session', 'replay'],
    ['session', 'replay', join(folder, 'case.dhs')],
    ['session', 'invite'],
    ['chat', 'tail', '-n', '400'],
    ['note', 'show'],
    ['consent', 'list'],
    ['events'],
    ['verify', join(folder, 'case.dhs')],
    ['session', 'show', '\x1b[2J\u009b'],
    ['chat', 'send', '--to', 'x\x1b]0;evil\x07', 'hi'],
    ['\x1b[2J'],
  ]
}, 120_000)

/** The dangerous characters of a text that are not the line ends a terminal adds. */
function dangerous(text: string): string | null {
  const found = DANGEROUS_IN_TERMINAL.exec(text.replaceAll('\r\n', '\n').replaceAll('\n', ' '))
  return found ? JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 20)) : null
}

describe.each(['a pipe', '--json', 'a terminal'])('into %s', (sink) => {
  test('no command prints a character that acts', async () => {
    for (const args of commands) {
      const command = [process.execPath, built('deskhand/deskhand.js'), ...args, '--no-color']
      // `script` gives the program a terminal and keeps every byte of it.
      const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      const { stdout, stderr } = await (sink === 'a terminal'
        ? runProgram(['script', '-qec', quoted, '/dev/null'], { env: { ...rep.env, TERM: 'xterm' } })
        : rep.run(sink === '--json' ? [...args, '--json'] : args))
      const separators = sink === 'a pipe' ? stdout.replaceAll('\t', ' ') : stdout
      expect(dangerous(separators), args.join(' ')).toBeNull()
      expect(dangerous(stderr), args.join(' ')).toBeNull()
      if (args[0] !== 'consent') expect(stdout + stderr, args.join(' ')).not.toBe('')
    }
  })
})

test('a pipe keeps one row a line and one field between two tabs, whatever the texts hold', async () => {
  const rows = (await rep.done(['chat', 'tail', '-n', '400'])).stdout.trimEnd().split('\n')
  expect(rows).toHaveLength(TEXTS.length)
  for (const row of rows) expect(row.split('\t'), row).toHaveLength(4)
  const shown = (await rep.json<{ participants: object[] }>(['session', 'show'])).participants
  expect(shown).toHaveLength(CUSTOMERS - 1)
})

test('JSON brings every text back exactly as it was sent', async () => {
  const tail = (await rep.done(['chat', 'tail', '-n', '400', '--json'])).jsonLines<{ text: string }>()
  expect(tail.map(({ text }) => text)).toEqual(TEXTS.map((text) => short(text, 1_000)))
})

test('the customer’s program shows the rep’s side as harmlessly, and a saved report holds no escape either', async () => {
  const evil = await hub.rep('Evil')
  await hub.lead.done(['admin', 'user', 'edit', evil.email, '--name', 'Ev\x1b[2Jil\u202e'])
  await hub.lead.done(['admin', 'site', 'set', 'site.company', JSON.stringify('Ac\x1b]0;x\x07me\u009b')])
  const own = await evil.session()
  const env = { GREETING: 'hi\x1b[2J\u202e', PLAIN: 'x' }
  const plain = await newMachine(env)
  const agent = await plain.agent([own.joinUrl, '--platform', 'fake', '--allow', 'system.info'])
  await agent.waitForLine('Here now')
  const { agent: json } = await joinSession(own, 'J\u009bson', [])
  const account = { url: hub.url, token: (await readConfig(evil.env)).hubs[hub.url]?.token ?? '' }
  for (const text of TEXTS)
    await post(account, { name: 'chat.send', data: { text: short(text, 1_000) } }, { session: own.id })
  await evil.done(['chat', 'send', 'that was all'])
  await agent.waitForLine('that was all')
  await json.waitForLine('that was all')
  const focus = (await evil.json<{ focus: string }>(['session', 'show'])).focus
  expect(focus).not.toBeNull()
  await evil.done(['sysinfo', 'save', '--out', join(folder, 'machine.txt')])
  expect(dangerous(await readFile(join(folder, 'machine.txt'), 'utf8'))).toBeNull()
  const status = await runAgent(['status'], { env: plain.env })
  for (const { stdout, stderr } of [agent.output, json.output, status])
    expect([dangerous(stdout), dangerous(stderr)]).toEqual([null, null])
  const wrong = await runAgent(['\x1b[2J\u202e'], { env: plain.env })
  expect([wrong.code, dangerous(wrong.stderr)]).toEqual([2, null])
})
