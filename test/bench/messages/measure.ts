// Durable chat through the hub beside a bare durable echo, and fan-out beside a bare broadcast, in one run.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshDatabase } from '../../support/postgres.ts'
import { type Figure, figure, median as middle } from '../figure.ts'

const LINKS = 100
const FAN_LINKS = 500
const SECONDS = 4
const ROUNDS = 3

interface Member {
  readonly token: string
  readonly session: string
}
interface HubReady {
  readonly url: string
  readonly token: string
  readonly members: readonly Member[]
}

async function start<T>(file: string, args: readonly string[]): Promise<{ child: ChildProcess; ready: T }> {
  const child = fork(new URL(file, import.meta.url).pathname, [...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [ready] = (await once(child, 'message')) as [T]
  return { child, ready }
}

async function ask<T>(child: ChildProcess, command: unknown): Promise<T> {
  child.send(command as never)
  const [answer] = (await once(child, 'message')) as [{ done: T }]
  return answer.done
}

async function withClients<T>(work: (clients: ChildProcess) => Promise<T>): Promise<T> {
  const { child } = await start('./clients.ts', [])
  try {
    return await work(child)
  } finally {
    child.kill()
  }
}

interface Rate {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

async function bareEcho(store: 'sqlite' | 'postgres', place: string): Promise<Rate> {
  const { child, ready } = await start<{ port: number }>('./bare.ts', [store, place])
  try {
    return await withClients(async (clients) => {
      await ask(clients, { do: 'open', given: { url: `ws://127.0.0.1:${ready.port}/`, count: LINKS } })
      return ask<Rate>(clients, { do: 'closed', seconds: SECONDS })
    })
  } finally {
    child.kill()
  }
}

async function hubChat(dataDir: string, database: string, follow: boolean): Promise<Rate> {
  const { child, ready } = await start<HubReady>('./hub.ts', [dataDir, database, String(LINKS)])
  try {
    return await withClients(async (clients) => {
      await ask(clients, {
        do: 'open',
        given: { url: ready.url, count: LINKS, hub: { members: ready.members, follow } },
      })
      return ask<Rate>(clients, { do: 'closed', seconds: SECONDS })
    })
  } finally {
    child.kill()
  }
}

async function hubFanout(dataDir: string): Promise<{ perSecond: number; bytes: number }> {
  const { child, ready } = await start<HubReady>('./hub.ts', [dataDir, '', '1'])
  try {
    return await withClients(async (clients) => {
      // Reps of one account on many links: each link follows the session and receives every message.
      const hub = { members: ready.members, follow: true, token: ready.token }
      await ask(clients, { do: 'open', given: { url: ready.url, count: FAN_LINKS, hub } })
      return ask(clients, { do: 'fanout', seconds: SECONDS, bare: 0 })
    })
  } finally {
    child.kill()
  }
}

async function bareFanout(bytes: number): Promise<number> {
  const { child, ready } = await start<{ port: number }>('./bare.ts', ['none'])
  try {
    return await withClients(async (clients) => {
      await ask(clients, { do: 'open', given: { url: `ws://127.0.0.1:${ready.port}/`, count: FAN_LINKS } })
      return (await ask<{ perSecond: number }>(clients, { do: 'fanout', seconds: SECONDS, bare: bytes })).perSecond
    })
  } finally {
    child.kill()
  }
}

/** The two sides take turns, so that a slow moment of the machine meets both; the median of each counts. */
async function rounds(
  folder: string,
  store: 'sqlite' | 'postgres',
  follow: boolean,
): Promise<{ bare: Rate; hub: Rate }> {
  const bare: Rate[] = []
  const hub: Rate[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const name = `${store}-${follow}-${round}`
    bare.push(await bareEcho(store, store === 'sqlite' ? join(folder, `bare-${name}.db`) : await freshDatabase()))
    hub.push(await hubChat(join(folder, `hub-${name}`), store === 'sqlite' ? '' : await freshDatabase(), follow))
  }
  return { bare: median(bare), hub: median(hub) }
}

/** The same for deliveries a second to many links. */
async function fanRounds(folder: string): Promise<{ readonly bare: number; readonly hub: number }> {
  const [bare, hub]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const { perSecond, bytes } = await hubFanout(join(folder, `hub-fan-${round}`))
    hub.push(perSecond)
    bare.push(await bareFanout(bytes))
  }
  return { bare: middle(bare), hub: middle(hub) }
}

function median(rates: readonly Rate[]): Rate {
  return rates.toSorted((a, b) => a.perSecond - b.perSecond)[rates.length >> 1] as Rate
}

/** Measures messages; every round has a fresh folder and a fresh database. */
export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  try {
    for (const store of ['sqlite', 'postgres'] as const) {
      for (const follow of [false, true]) {
        const { bare, hub } = await rounds(folder, store, follow)
        yield figure({
          what: `durable chat, ${LINKS} links, ${store}${follow ? ', each following its session' : ''}`,
          unit: 'messages/s',
          value: hub.perSecond,
          peer: 'bare durable echo',
          peerValue: bare.perSecond,
          ...(follow ? {} : { atLeast: 0.4 }),
          extra: { p50Ms: hub.p50Ms, p99Ms: hub.p99Ms },
        })
      }
    }
    const fan = await fanRounds(folder)
    yield figure({
      what: `chat to ${FAN_LINKS} links of one session`,
      unit: 'deliveries/s',
      value: fan.hub,
      peer: 'bare broadcast, same bytes',
      peerValue: fan.bare,
      atLeast: 0.5,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
