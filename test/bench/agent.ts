// The agent at rest: processor time while nobody looks, and memory while the hub is away.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure } from './figure.ts'

/** Ticks per second of /proc/PID/stat on Linux. */
const TICKS = 100
/** Time after joining in which the agent comes to rest, giving back what only its start needed, in seconds. */
const START_SECONDS = 5
const IDLE_SECONDS = 20
/** How long the hub is away, in seconds; DESKHAND_BENCH_AWAY_SECONDS shortens it for a quick look. */
const AWAY_SECONDS = Number(process.env.DESKHAND_BENCH_AWAY_SECONDS ?? 600)
/** How often memory is read while the hub is away, in seconds. */
const SAMPLE_SECONDS = 5
/** Both of these with `--quick`, in seconds. */
const QUICK_SECONDS = 10
const PROGRAM = 'dist/agent/deskhand-agent.js'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
}

async function startHub(folder: string): Promise<{ child: ChildProcess; url: string; number: string }> {
  const program = new URL('./messages/hub.ts', import.meta.url).pathname
  const child = fork(program, [folder, '', '1'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [ready] = (await once(child, 'message')) as [{ url: string; numbers: readonly string[] }]
  return { child, url: ready.url, number: ready.numbers[0] ?? '' }
}

function joined(agent: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    agent.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('"joined"')) resolve()
    })
    agent.once('exit', () => reject(new Error(`the agent did not join: ${text}`)))
  })
}

/** What was read at the end of each minute, by its number. */
function minutes(samples: readonly number[]): Record<string, number> {
  const whole = samples.filter((_, at) => at > 0 && (at * SAMPLE_SECONDS) % 60 === 0)
  return Object.fromEntries(whole.map((mib, at) => [`minute${at + 1}MiB`, mib]))
}

/** Measures one agent on a hub of its own. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const [idleSeconds, awaySeconds] = isQuick ? [QUICK_SECONDS, 2 * QUICK_SECONDS] : [IDLE_SECONDS, AWAY_SECONDS]
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const hub = await startHub(join(folder, 'hub'))
  const args = [PROGRAM, hub.number, '--hub', hub.url, '--name', 'Customer', '--platform', 'fake', '--json']
  const env = { ...process.env, XDG_STATE_HOME: folder, XDG_RUNTIME_DIR: folder, HOME: folder }
  const agent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  try {
    await joined(agent)
    const pid = agent.pid as number
    await pause(START_SECONDS * 1_000)
    const before = cpuSeconds(pid)
    await pause(idleSeconds * 1_000)
    const share = ((cpuSeconds(pid) - before) / idleSeconds) * 100
    yield figure({
      what: 'agent idle in a session: processor',
      unit: '% of a core',
      value: share,
      peer: 'limit',
      peerValue: 1,
      atMost: 1,
    })
    // What counts is any change from the moment the hub goes: nothing is left out while the agent settles.
    const samples = [residentMiB(pid)]
    hub.child.kill('SIGKILL')
    for (let passed = 0; passed < awaySeconds; passed += SAMPLE_SECONDS) {
      await pause(SAMPLE_SECONDS * 1_000)
      samples.push(residentMiB(pid))
    }
    const [first = 0] = samples
    const [least, most] = [Math.min(...samples), Math.max(...samples)]
    yield figure({
      what: `agent with the hub away for ${awaySeconds} s: change of resident memory`,
      unit: 'MiB',
      value: Math.max(most - first, first - least),
      peer: 'limit',
      peerValue: 5,
      atMost: 1,
      extra: { atFirstMiB: first, leastMiB: least, mostMiB: most, atLastMiB: samples.at(-1) ?? 0, ...minutes(samples) },
    })
  } finally {
    agent.kill('SIGKILL')
    hub.child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}
