// Which sessions a list holds: newest first, paged by the last row seen, filtered, without ever sorting the whole table.
import { type Kysely, sql } from 'kysely'
import type { SessionQuery, SessionRow } from '../../features/ports.ts'
import { type Database, SCHEMA } from './schema.ts'
import { escapeLike, foldText, storable } from './text.ts'

/** Rows of one page, whatever was asked for. */
export const MAX_PAGE_ROWS = 1_000
/** Characters a search is cut to. */
export const MAX_SEARCH_CHARACTERS = 200
/** Words of a search that count. */
export const MAX_SEARCH_WORDS = 16
/** States one list may name. */
export const MAX_STATES = 16

const COLUMNS = Object.keys(SCHEMA.session.columns).map((column) => `session.${column}`) as (keyof SessionRow)[] // as declared

/** One page of sessions, newest first; sessions that started in the same millisecond are ordered by id. */
export async function sessionList(db: Kysely<Database>, query: SessionQuery): Promise<readonly SessionRow[]> {
  const limit = Math.max(0, Math.min(Math.trunc(query.limit), MAX_PAGE_ROWS))
  const states = query.states && [...new Set(query.states)].slice(0, MAX_STATES)
  if (!states) return page(db, query, limit)
  // One indexed walk a state, then the newest of all: `state IN (…) ORDER BY …` would sort every matching session.
  const pages = await Promise.all(states.map((state) => page(db, query, limit, state)))
  return pages.flat().sort(newestFirst).slice(0, limit)
}

function newestFirst(a: SessionRow, b: SessionRow): number {
  return b.started_at - a.started_at || (a.id < b.id ? 1 : -1)
}

function page(db: Kysely<Database>, query: SessionQuery, limit: number, state?: string): Promise<SessionRow[]> {
  const { member, text, before } = query
  // An account's own sessions are walked by the membership's copy of the time, so that no sort is needed either.
  const [start, id] = member === undefined ? ['session.started_at', 'session.id'] : ['m.started_at', 'm.session']
  const from =
    member === undefined
      ? sql`session`
      : sql`session_member AS m JOIN session ON session.id = m.session AND m.account = ${storable(member)}`
  const conditions = [
    state === undefined ? undefined : sql`session.state = ${storable(state)}`,
    text ? search(text) : undefined,
    before
      ? sql`(${sql.ref(start as string)}, ${sql.ref(id as string)}) < (${before.startedAt}, ${storable(before.id)})`
      : undefined,
  ].filter((condition) => condition !== undefined)
  const where = conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`
  return sql<SessionRow>`
    SELECT ${sql.join(COLUMNS.map((column) => sql.ref(column)))} FROM ${from} ${where}
    ORDER BY ${sql.ref(start as string)} DESC, ${sql.ref(id as string)} DESC LIMIT ${limit}`
    .execute(db)
    .then(({ rows }) => rows)
}

/** Each word must occur somewhere; a number may be typed in groups, as it is read aloud. */
function search(text: string) {
  const folded = foldText(text.slice(0, MAX_SEARCH_CHARACTERS)).trim()
  const words = folded.split(/\s+/).slice(0, MAX_SEARCH_WORDS)
  const everyWord = sql.join(words.map(holds), sql` AND `)
  return /^[\d\s-]+$/.test(folded) ? sql`((${everyWord}) OR ${holds(folded.replace(/[\s-]/g, ''))})` : everyWord
}

function holds(word: string) {
  return sql`session.search LIKE ${`%${escapeLike(word)}%`} ESCAPE '\\'`
}
