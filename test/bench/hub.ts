// Starting the hub after a power cut: on a journal of 100,000 events, beside an empty one and the limit.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asker } from './ask.ts'
import { type Figure, figure, median } from './figure.ts'
import { stop, untilOutput } from './spawned.ts'

const EVENTS = { full: 100_000, quick: 10_000 } as const
const SESSIONS = 100
const ROUNDS = { full: 9, quick: 3 } as const
const LIMIT_MS = 1_000
const SECONDS = 4

interface Filled {
  readonly token: string
  readonly events: number
}

interface HubReady {
  readonly url: string
  readonly token: string
  readonly members: readonly { readonly token: string; readonly session: string }[]
}

async function say<T>(child: ChildProcess, command: unknown): Promise<T> {
  child.send(command as never)
  const [answer] = (await once(child, 'message')) as [{ done: T }]
  return answer.done
}

/** Fills a hub with chat until it holds so many events, and ends it as a power cut would. */
async function fill(dataDir: string, events: number): Promise<Filled> {
  const start = (file: string, args: readonly string[]): ChildProcess =>
    fork(new URL(file, import.meta.url).pathname, [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const hub = start('./messages/hub.ts', [dataDir, '', String(SESSIONS)])
  const [{ url, token, members }] = (await once(hub, 'message')) as [HubReady]
  const clients = start('./messages/clients.ts', [])
  await once(clients, 'message')
  let made = 0
  try {
    if (events > 0) await say(clients, { do: 'open', given: { url, count: SESSIONS, hub: { members, follow: false } } })
    while (made < events) {
      const { perSecond } = await say<{ perSecond: number }>(clients, { do: 'closed', seconds: SECONDS })
      made += Math.floor(perSecond * SECONDS) // those of its warm-up come on top
    }
  } finally {
    await Promise.all([stop(clients), stop(hub)])
  }
  return { token, events: made }
}

/** Milliseconds until a served hub has answered its first request; it is ended as a power cut would. */
async function untilAnswer(dataDir: string, token: string): Promise<number> {
  const from = performance.now()
  const args = ['dist/deskhand/deskhand.js', 'hub', 'serve', '--data', dataDir, '--port', '0', '--json']
  const hub = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const { text } = await untilOutput(hub, /\n/, from)
    await asker((JSON.parse(text) as { url: string }).url)(token, 'session.list', {})
    return performance.now() - from
  } finally {
    await stop(hub)
  }
}

/** Measures the start of the built hub. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const amount = isQuick ? 'quick' : 'full'
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  try {
    const full = await fill(join(folder, 'full'), EVENTS[amount])
    const empty = await fill(join(folder, 'empty'), 0)
    const times = { full: [] as number[], empty: [] as number[] }
    for (let round = 0; round < ROUNDS[amount]; round++) {
      times.empty.push(await untilAnswer(join(folder, 'empty'), empty.token))
      times.full.push(await untilAnswer(join(folder, 'full'), full.token))
    }
    const value = median(times.full)
    const what = `hub after SIGKILL, at least ${EVENTS[amount]} events: start to first answer`
    const extra = { events: full.events }
    yield figure({ what, unit: 'ms', value, peer: 'limit', peerValue: LIMIT_MS, atMost: 1, extra })
    yield figure({ what, unit: 'ms', value, peer: 'few events', peerValue: median(times.empty), extra })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
