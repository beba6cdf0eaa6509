// The statements of the journal on SQLite, each prepared once.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

const LINE = 'position, stream, seq, line'
const PLACED = `SELECT ${LINE} FROM event WHERE position IN
  (SELECT position FROM event_place WHERE stream = ? AND seq`

const TEXTS = {
  insert: 'INSERT INTO event (position, stream, seq, at, type, request, reply, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  answer: 'INSERT INTO request (key, reply) VALUES (?, ?)',
  last: 'SELECT max(position) AS position FROM event',
  head: 'SELECT max(seq) AS seq FROM event_place WHERE stream = ?',
  reply: `SELECT reply FROM event WHERE position = (SELECT position FROM event_request WHERE key = ?1)
    UNION ALL SELECT reply FROM request WHERE key = ?1`,
  // One call for all keys of a batch: 35 µs a hundred, where a call for each takes 260 µs (measured).
  replies: `SELECT known.key, reply FROM json_each(?1) AS asked CROSS JOIN event_request AS known ON known.key = asked.value
      JOIN event USING (position)
    UNION ALL SELECT request.key, reply FROM json_each(?1) AS asked CROSS JOIN request ON request.key = asked.value`,
  replyAt: 'SELECT reply FROM event WHERE position = ?',
  line: `SELECT ${LINE} FROM event WHERE position = ?`,
  read: `${PLACED} > ? ORDER BY seq LIMIT ?) ORDER BY seq`,
  readBack: `${PLACED} < ? ORDER BY seq DESC LIMIT ?) ORDER BY seq`,
  readAll: `SELECT ${LINE} FROM event WHERE position > ? ORDER BY position LIMIT ?`,
} as const

/** Runs the journal's statements on one connection. */
export class JournalStatements {
  readonly #connection: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(connection: DatabaseSync) {
    this.#connection = connection
  }

  /** The first row, if any. */
  get(name: keyof typeof TEXTS, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.prepared(name).get(...values)
  }

  all(name: keyof typeof TEXTS, ...values: SQLInputValue[]): readonly Record<string, unknown>[] {
    return this.prepared(name).all(...values)
  }

  /** Prepared at its first use, because at the opening the tables may not be there yet. */
  prepared(name: keyof typeof TEXTS): StatementSync {
    const known = this.#prepared.get(name)
    if (known) return known
    const statement = this.#connection.prepare(TEXTS[name])
    this.#prepared.set(name, statement)
    return statement
  }
}
