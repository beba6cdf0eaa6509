// Starting: `deskhand --help` beside an empty Node program, and the console's first frame beside the same.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure, median } from './figure.ts'
import { untilEnd, untilOutput } from './spawned.ts'

const ROUNDS = { full: 21, quick: 7 } as const
const PROGRAM = 'dist/deskhand/deskhand.js'
const LAUNCHER = 'bin/deskhand.cjs'
/** The console may take this much longer than an empty program, in milliseconds. */
const CONSOLE_LIMIT_MS = 300
const EMPTY = ['-e', '0'] as const

/** The Node of the machine, when it is another than the project's. */
function systemNode(): string | null {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  const env = { ...process.env, PATH: folders.join(':') }
  try {
    const [path, version] = execFileSync('node', ['-p', 'process.execPath+" "+process.version'], { env })
      .toString()
      .trim()
      .split(' ')
    return path && version !== process.version ? path : null
  } catch {
    return null // this machine has no Node of its own
  }
}

/** Milliseconds until a program on a terminal of its own has drawn something that matches; `q` ends it. */
async function untilDrawn(command: string, match: RegExp, env: NodeJS.ProcessEnv): Promise<number> {
  const from = performance.now()
  const line = `stty cols 120 rows 40; exec ${process.execPath} ${command}`
  const child = spawn('script', ['-qfec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'], env })
  const { ms } = await untilOutput(child, match, from)
  const gone = once(child, 'exit')
  child.stdin.on('error', () => undefined).write('q') // a program that has ended by itself reads nothing
  await gone
  return ms
}

/** Measures start-up; all sides take turns so that a slow moment of the machine meets each. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const place = { DESKHAND_CONFIG_DIR: folder, XDG_CACHE_HOME: folder, XDG_STATE_HOME: folder }
  const env = { ...process.env, ...place, DESKHAND_HUB: 'http://127.0.0.1:9', DESKHAND_TOKEN: 'none' }
  const node = process.execPath
  const old = systemNode()
  const sides: Readonly<Record<string, () => Promise<number>>> = {
    empty: () => untilEnd(node, EMPTY),
    help: () => untilEnd(node, [PROGRAM, '--help']),
    launched: () => untilEnd(node, [LAUNCHER, '--help']),
    ...(old && { emptyOld: () => untilEnd(old, EMPTY), launchedOld: () => untilEnd(old, [LAUNCHER, '--help']) }),
    emptyDrawn: () => untilDrawn(`-e "console.log('ready')"`, /ready/, env),
    console: () => untilDrawn(PROGRAM, /Deskhand/, env),
  }
  const times = new Map(Object.keys(sides).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS[isQuick ? 'quick' : 'full']; round++)
    for (const [name, run] of Object.entries(sides)) times.get(name)?.push(await run())
  await rm(folder, { recursive: true, force: true })
  const of = (name: string): number => median(times.get(name) ?? [])
  const beside = { unit: 'ms', peer: 'empty Node program', peerValue: of('empty') }
  yield figure({ what: 'deskhand --help', value: of('help'), ...beside, atMost: 1.6 })
  yield figure({ what: 'deskhand --help, by the installed command', value: of('launched'), ...beside, atMost: 1.6 })
  if (old) {
    // nothing that an old Node starts can be there before it and the new one have started
    const peerValue = of('emptyOld') + of('empty')
    const both = { unit: 'ms', peer: 'both Nodes, empty', peerValue }
    yield figure({ what: 'deskhand --help, where Node is too old', value: of('launchedOld'), ...both, atMost: 1.6 })
  }
  yield figure({
    what: 'console: first frame, over an empty program',
    unit: 'ms',
    value: of('console') - of('emptyDrawn'),
    peer: 'limit',
    peerValue: CONSOLE_LIMIT_MS,
    atMost: 1,
  })
}
