// Measures the storage engines: appends beside a bare INSERT loop, lists and the opening beside their limits.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { Directory, SessionQuery, Storage } from '../../src/features/ports.ts'
import { openStorage } from '../../src/hub/storage/open.ts'
import type { StreamId } from '../../src/journal/event.ts'
import type { Append } from '../../src/journal/store.ts'
import { append, linesOf, sessionRow } from '../contracts/storage-given.ts'
import { freshDatabase } from '../support/postgres.ts'
import { runFolder } from '../support/run-folder.ts'
import { type Figure, figure } from './figure.ts'

/** Appends of one commit. */
const BATCH = 100
/** Commits of one round, and rounds of each side in turn, so that a slow moment of the machine meets both. */
const COMMITS = 60
const ROUNDS = 6
/** At least this share of the bare loop's lines a second: bare has one table, no index and nothing to look up. */
const LEAST_RATIO = 0.4
const SESSIONS = 100_000
const EVENTS = 100_000
const LIST_LIMIT_MS = 10
const OPEN_LIMIT_MS = 100

/** Makes one commit of these lines, ready to be run: making it is not measured. */
type Commit = (texts: readonly string[]) => () => unknown

/** Measures both engines. */
export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(runFolder(), 'bench-storage-'))
  yield* engine(`sqlite:${join(folder, 'hub.db')}`, bareSqlite(join(folder, 'bare.db')))
  const client = new pg.Client({ connectionString: await freshDatabase() })
  await client.connect()
  yield* engine(await freshDatabase(), await barePostgres(client))
  await client.end()
  await rm(folder, { recursive: true })
}

async function* engine(url: string, bare: Commit): AsyncGenerator<Figure> {
  let storage = await openStorage(url)
  await storage.migrate()
  const name = storage.engine
  yield await appends(`${name}: lines/s, 1 stream`, bare, ours(storage, { streams: 1, isKeyed: false, run: 'a' }))
  yield await appends(`${name}: lines/s, 100 streams`, bare, ours(storage, { streams: 100, isKeyed: false, run: 'b' }))
  const keyed = ours(storage, { streams: 100, isKeyed: true, run: 'c' })
  yield await appends(`${name}: lines/s, 100 streams, each with a request`, bare, keyed, LEAST_RATIO)
  for (let after = 0; after < EVENTS; after += 1000) await storage.journal.commit([append('rep/a_1', after, 1000)])
  await storage.close()
  const start = performance.now()
  storage = await openStorage(url)
  await storage.pending()
  await storage.journal.head('rep/a_1')
  yield limit(`${name}: open over ${EVENTS} events, first head`, performance.now() - start, OPEN_LIMIT_MS)
  await storage.rebuild(manySessions())
  yield* lists(storage)
  await storage.close()
}

async function appends(what: string, bare: Commit, mine: Commit, atLeast?: number): Promise<Figure> {
  const texts = Array.from({ length: BATCH }, (_, index) => JSON.stringify({ index, text: 'x'.repeat(280) }))
  let bareMs = 0
  let mineMs = 0
  for (let round = 0; round < ROUNDS; round++) {
    bareMs += await timed(Array.from({ length: COMMITS }, () => bare(texts)))
    mineMs += await timed(Array.from({ length: COMMITS }, () => mine(texts)))
  }
  const perSecond = (ms: number) => (1000 * ROUNDS * COMMITS * BATCH) / ms
  return figure({
    what,
    unit: 'lines/s',
    value: perSecond(mineMs),
    peer: 'bare INSERT',
    peerValue: perSecond(bareMs),
    ...(atLeast === undefined ? {} : { atLeast }),
  })
}

async function* lists(storage: Storage): AsyncGenerator<Figure> {
  const middle = { startedAt: SESSIONS / 2, id: `s_${SESSIONS / 2}` }
  const queries: Record<string, SessionQuery> = {
    'newest page': { limit: 50 },
    'page in the middle': { limit: 50, before: middle },
    "an account's page": { limit: 50, member: 'a_7' },
    'page of two states': { limit: 50, states: ['ended', 'active'] },
    'search that finds many': { limit: 50, text: '프린터' },
  }
  for (const [what, query] of Object.entries(queries)) {
    yield limit(
      `${storage.engine}: ${SESSIONS} sessions, ${what}`,
      await listMs(storage.directory, query),
      LIST_LIMIT_MS,
    )
  }
  const ms = await listMs(storage.directory, { limit: 50, text: 'nothing like it' })
  const peerValue = await listMs(storage.directory, { limit: 50 })
  const what = `${storage.engine}: ${SESSIONS} sessions, search that finds nothing`
  yield figure({ what, unit: 'ms', value: ms, peer: 'newest page', peerValue })
}

/** The median of some calls, in milliseconds. */
async function listMs(directory: Directory, query: SessionQuery): Promise<number> {
  const times: number[] = []
  for (let call = 0; call < 15; call++) times.push(await timed([() => directory.sessions(query)]))
  return times.sort((a, b) => a - b)[7] ?? 0
}

async function* manySessions() {
  for (let start = 0; start < SESSIONS; start += 1000) {
    const ids = Array.from({ length: 1000 }, (_, index) => start + index)
    const rows = ids.flatMap((id) => [
      sessionRow(`s_${id}`, { started_at: id, state: id % 1000 === 0 ? 'active' : 'ended', topic: `프린터 ${id}` }),
      { table: 'session_member', key: { session: `s_${id}`, account: `a_${id % 50}` }, row: { started_at: id } },
    ])
    yield* linesOf([rows])
  }
}

interface Load {
  readonly streams: number
  readonly isKeyed: boolean
  /** Keeps the streams and requests of one load apart from another's. */
  readonly run: string
}

function ours({ journal }: Storage, { streams, isKeyed, run }: Load): Commit {
  const heads = new Map<StreamId, number>()
  return (texts) => {
    const batch: Append[] = texts.map((line, index) => {
      const stream: StreamId = `session/s_${run}00000000000${index % streams}`
      const after = heads.get(stream) ?? 0
      heads.set(stream, after + 1)
      const key = `p_${run}0000000000${index}/chat.send/${Math.random().toString(36)}${Math.random().toString(36)}`
      const request = isKeyed ? { request: { key, reply: '{"seq":12,"at":1763600000000}' } } : {}
      return { stream, after, lines: [{ type: 'chat.sent', at: 1_763_600_000_000, line }], rows: [], ...request }
    })
    return async () => {
      const outcomes = await journal.commit(batch)
      if (outcomes.some(({ outcome }) => outcome !== 'done')) throw new Error('an append was not done')
    }
  }
}

function bareSqlite(path: string): Commit {
  const connection = new DatabaseSync(path)
  connection.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
  connection.exec('CREATE TABLE m (id INTEGER PRIMARY KEY, room TEXT, ts INTEGER, body TEXT)')
  const insert = connection.prepare('INSERT INTO m (room, ts, body) VALUES (?, ?, ?)')
  return (texts) => () => {
    connection.exec('BEGIN')
    for (const text of texts) insert.run('r', 0, text)
    connection.exec('COMMIT')
  }
}

async function barePostgres(client: pg.Client): Promise<Commit> {
  await client.query('CREATE TABLE m (id bigserial PRIMARY KEY, room text, ts bigint, body text)')
  const text = "INSERT INTO m (room, ts, body) SELECT 'r', 0, unnest($1::text[])"
  return (texts) => () => client.query({ name: 'insert', text, values: [[...texts]] })
}

function limit(what: string, value: number, limitMs: number): Figure {
  return figure({ what, unit: 'ms', value, peer: 'limit', peerValue: limitMs, atMost: 1 })
}

async function timed(works: readonly (() => unknown)[]): Promise<number> {
  const start = performance.now()
  for (const work of works) await work()
  return performance.now() - start
}
