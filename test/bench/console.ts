// The console with 5,000 sessions listed: from a key press to the first byte of its frame, beside the limit.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveHub } from '../../src/hub/main.ts'
import { DEADLINE_MS, until } from '../support/wait.ts'
import { type Ask, asker } from './ask.ts'
import { type Figure, figure } from './figure.ts'
import { stop, untilOutput } from './spawned.ts'

const SESSIONS = 5_000
/** Requests under way at once while sessions are made. */
const AT_ONCE = 50
const PRESSES = { full: 300, quick: 100 } as const
const LIMIT_MS = 33
/** Up, down, pages, both ends, a letter of the filter, out of it again. */
const KEYS = ['j', 'j', 'j', 'k', '\x04', '\x15', 'G', 'g', '/', '7', '\x7f', '\r', '?', '\x1b'] as const
/** A lone escape byte may be the start of a longer key: the terminal library waits for the rest, so it is told apart. */
const ESC = '\x1b'
/** Time between presses, so that a frame belongs to one press, in milliseconds. */
const PAUSE_MS = { least: 40, most: 120 } as const

async function listSessions(ask: Ask, token: string): Promise<void> {
  const topics = ['프린터가 인쇄되지 않음', 'VPN drops every hour', 'Outlook asks for the password again']
  for (let made = 0; made < SESSIONS; made += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, i) =>
        ask(token, 'session.start', { topic: `${topics[i % topics.length]} ${made + i}` }),
      ),
    )
}

/** The least there is: gives back what it reads. What it takes is the machine's and the terminal's part. */
const ECHO = `-e "process.stdin.on('data', (key) => process.stdout.write(key)); process.stdout.write('ready')"`

function inTerminal(program: string, env: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams {
  const command = `stty cols 100 rows 40 raw -echo; exec ${process.execPath} ${program}`
  return spawn('script', ['-qfec', command, '/dev/null'], { stdio: 'pipe', env })
}

type Times = Readonly<Record<'key' | 'esc', number[]>>

async function pressKeys(console: ChildProcessWithoutNullStreams, presses: number): Promise<Times> {
  const times: Record<'key' | 'esc', number[]> = { key: [], esc: [] }
  for (let at = 0; at < presses; at++) {
    const pause = PAUSE_MS.least + ((at * 37) % (PAUSE_MS.most - PAUSE_MS.least))
    await new Promise((resolve) => setTimeout(resolve, pause))
    const from = performance.now()
    const drawn = new Promise<void>((resolve) => console.stdout.once('data', () => resolve()))
    const key = KEYS[at % KEYS.length] ?? 'j'
    console.stdin.write(key)
    await drawn
    times[key === ESC ? 'esc' : 'key'].push(performance.now() - from)
  }
  return times
}

/** Measures the console as it is built, on a terminal of its own, against a hub of its own. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const place = { dataDir: folder, database: null, host: '127.0.0.1', port: 0, publicUrl: null }
  const safe = { tlsCert: null, tlsKey: null, behindProxy: false, routes: [], log: () => undefined }
  const hub = await serveHub({ ...place, ...safe })
  const ask = asker(hub.url)
  const account = { email: 'bench@example.com', name: 'Bench', password: 'a bench password' }
  const { token = '' } = await ask(null, 'site.setup', { token: hub.setupToken, ...account })
  await listSessions(ask, token)
  const env = {
    ...process.env,
    DESKHAND_CONFIG_DIR: folder,
    DESKHAND_HUB: hub.url,
    DESKHAND_TOKEN: token,
    DESKHAND_LANG: 'en',
  }
  const console = inTerminal('dist/deskhand/deskhand.js', env)
  const echo = inTerminal(ECHO, env)
  await untilOutput(echo, /ready/)
  let text = ''
  const read = (chunk: Buffer) => {
    text += chunk.toString()
  }
  console.stdout.on('data', read)
  await until('the list', () => text.includes(String(SESSIONS)), 3 * DEADLINE_MS)
  // the hundred sessions that are followed have come when nothing is drawn any more
  await until('quiet', () => isQuiet(() => text.length), 3 * DEADLINE_MS)
  console.stdout.off('data', read)
  const presses = PRESSES[isQuick ? 'quick' : 'full']
  const { key, esc } = await pressKeys(console, presses)
  const { key: echoed } = await pressKeys(echo, presses)
  await Promise.all([stop(console), stop(echo)])
  await hub.close()
  await rm(folder, { recursive: true, force: true })
  yield figure({
    what: `console: key press to frame, ${SESSIONS} sessions listed, 95th percentile`,
    unit: 'ms',
    value: at(key, 0.95),
    peer: 'limit',
    peerValue: LIMIT_MS,
    atMost: 1,
    extra: { p50: at(key, 0.5), max: at(key, 1), 'esc p95': at(esc, 0.95), 'echo p95': at(echoed, 0.95) },
  })
}

function at(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function isQuiet(length: () => number): Promise<boolean> {
  const before = length()
  await new Promise((resolve) => setTimeout(resolve, 500))
  return length() === before
}
