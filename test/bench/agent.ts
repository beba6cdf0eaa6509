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
const IDLE_SECONDS = 20
/** How long the hub is away, in seconds; DESKHAND_BENCH_AWAY_SECONDS shortens it for a quick look. */
const AWAY_SECONDS = Number(process.env.DESKHAND_BENCH_AWAY_SECONDS ?? 600)
/** Time after the hub went in which buffers of the live link are given back, in seconds. */
const SETTLE_SECONDS = 10
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
    await pause(3_000)
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
    hub.child.kill('SIGKILL')
    await pause(SETTLE_SECONDS * 1_000)
    const first = residentMiB(pid)
    let [least, most] = [first, first]
    for (let passed = SETTLE_SECONDS; passed < awaySeconds; passed += 5) {
      await pause(5_000)
      const now = residentMiB(pid)
      least = Math.min(least, now)
      most = Math.max(most, now)
    }
    yield figure({
      what: `agent with the hub away for ${awaySeconds} s: change of resident memory`,
      unit: 'MiB',
      value: Math.max(most - first, first - least),
      peer: 'limit',
      peerValue: 5,
      atMost: 1,
      extra: { atFirstMiB: first, leastMiB: least, atLastMiB: residentMiB(pid) },
    })
  } finally {
    agent.kill('SIGKILL')
    hub.child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}
