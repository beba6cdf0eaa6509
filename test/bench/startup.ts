// Starting: `deskhand --help` beside an empty Node program, and the console's first frame beside the same.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure } from './figure.ts'

const ROUNDS = 15
const PROGRAM = 'dist/deskhand/deskhand.js'
/** The console may take this much longer than an empty program, in milliseconds. */
const CONSOLE_LIMIT_MS = 300

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Milliseconds until the program ends. */
function untilEnd(args: readonly string[]): Promise<number> {
  const from = performance.now()
  const child = spawn(process.execPath, [...args], { stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve(performance.now() - from) : reject(new Error(`exit ${code}`))))
  })
}

/** Milliseconds until the program, on a terminal of its own, has written something that matches. */
function untilOutput(command: string, match: RegExp, env: NodeJS.ProcessEnv): Promise<number> {
  const from = performance.now()
  const child = spawn('script', ['-qfec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'], env })
  return new Promise((resolve, reject) => {
    let text = ''
    const timer = setTimeout(() => reject(new Error(`no frame: ${JSON.stringify(text.slice(0, 500))}`)), 10_000)
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (!match.test(text)) return
      clearTimeout(timer)
      resolve(performance.now() - from)
      child.kill('SIGTERM')
    })
  })
}

/** Measures start-up; the two sides take turns so that a slow moment of the machine meets both. */
export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const env = {
    ...process.env,
    DESKHAND_CONFIG_DIR: folder,
    DESKHAND_HUB: 'http://127.0.0.1:9',
    DESKHAND_TOKEN: 'none',
    COLUMNS: '120',
    LINES: '40',
  }
  const times = { empty: [] as number[], help: [] as number[], emptyTerminal: [] as number[], console: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.empty.push(await untilEnd(['-e', '0']))
    times.help.push(await untilEnd([PROGRAM, '--help']))
    times.emptyTerminal.push(await untilOutput(`${process.execPath} -e "console.log('ready')"`, /ready/, env))
    times.console.push(await untilOutput(`stty cols 120 rows 40; exec ${process.execPath} ${PROGRAM}`, /Deskhand/, env))
  }
  await rm(folder, { recursive: true, force: true })
  const [empty, help] = [median(times.empty), median(times.help)]
  yield figure({
    what: 'deskhand --help',
    unit: 'ms',
    value: help,
    peer: 'empty Node program',
    peerValue: empty,
    atMost: 1.6,
  })
  const over = median(times.console) - median(times.emptyTerminal)
  yield figure({
    what: 'console: first frame, over an empty program',
    unit: 'ms',
    value: over,
    peer: 'limit',
    peerValue: CONSOLE_LIMIT_MS,
    atMost: 1,
  })
}
