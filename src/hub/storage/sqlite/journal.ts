// The journal on SQLite: raw prepared statements, one transaction a batch, one fsync a transaction.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { EMPTY_HEAD, type Head, lineHash, type StreamId } from '../../../journal/event.ts'
import type { Append, Appended, JournalStore, StoredLine } from '../../../journal/store.ts'
import { DeskhandError } from '../../../protocol/error.ts'
import { judge } from '../judge.ts'
import { type ReadyRow, readyBatch } from '../rows.ts'
import { sqliteErrors } from './errors.ts'
import { rowWriter } from './row-writer.ts'

const COLUMNS = 'position, stream, seq, line'

const STATEMENTS = {
  insert: 'INSERT INTO event (position, stream, seq, at, type, line) VALUES (?, ?, ?, ?, ?, ?)',
  answer: 'INSERT INTO request (key, reply) VALUES (?, ?)',
  reply: 'SELECT reply FROM request WHERE key = ?',
  last: 'SELECT max(position) AS position FROM event',
  head: 'SELECT seq, line FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1',
  read: `SELECT ${COLUMNS} FROM event WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`,
  readBack: `SELECT ${COLUMNS} FROM event WHERE stream = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  readAll: `SELECT ${COLUMNS} FROM event WHERE position > ? ORDER BY position LIMIT ?`,
} as const

/** The journal of one open SQLite file. */
export class SqliteJournal implements JournalStore {
  readonly #connection: DatabaseSync
  readonly #path: string
  readonly #access: 'write' | 'read'
  readonly #statements = new Map<keyof typeof STATEMENTS, StatementSync>()
  readonly #writeRow: (row: ReadyRow) => void
  /** Settles when nobody works on the database as a whole any more. */
  #pause: Promise<unknown> | undefined

  constructor(connection: DatabaseSync, path: string, access: 'write' | 'read') {
    this.#connection = connection
    this.#path = path
    this.#access = access
    this.#writeRow = rowWriter(connection)
  }

  async commit(batch: readonly Append[]): Promise<readonly Appended[]> {
    if (this.#access === 'read') {
      throw new DeskhandError('storage.unavailable', { problem: 'it was opened for reading only' })
    }
    const rows = readyBatch(batch)
    while (this.#pause) await this.#pause
    return sqliteErrors(this.#path, () => this.#transaction(() => this.#write(batch, rows)))
  }

  async read(stream: StreamId, after: number, limit: number): Promise<readonly StoredLine[]> {
    return this.#all('read', stream, after, limit)
  }

  async readBack(stream: StreamId, before: number, limit: number): Promise<readonly StoredLine[]> {
    return this.#all('readBack', stream, before, limit).toReversed()
  }

  async readAll(after: number, limit: number): Promise<readonly StoredLine[]> {
    return this.#all('readAll', after, limit)
  }

  async head(stream: StreamId): Promise<Head> {
    const last = this.#get('head', stream) as { seq: number; line: string } | undefined // as selected
    return last ? { seq: last.seq, hash: lineHash(last.line) } : EMPTY_HEAD
  }

  async replyOf(requestKey: string): Promise<string | null> {
    return this.#reply(requestKey) ?? null
  }

  /** Runs `work` while commits wait. */
  async pausedFor<T>(work: () => Promise<T>): Promise<T> {
    while (this.#pause) await this.#pause
    const working = work()
    const pause = working.then(
      () => undefined,
      () => undefined,
    )
    this.#pause = pause
    try {
      return await working
    } finally {
      this.#pause = undefined
    }
  }

  /** Waits for whoever works on the whole; the connection is closed by its owner. */
  async close(): Promise<void> {
    while (this.#pause) await this.#pause
  }

  #transaction<T>(work: () => T): T {
    this.#connection.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#connection.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK')
      throw error
    }
  }

  #write(batch: readonly Append[], rows: readonly (readonly ReadyRow[])[]): readonly Appended[] {
    const judged = judge(batch, {
      head: (stream) => (this.#get('head', stream) as { seq: number } | undefined)?.seq ?? 0, // as selected
      reply: (key) => this.#reply(key),
    })
    const last = this.#get('last') as { position: number | null } // an aggregate always gives a row
    let position = last.position ?? 0
    return batch.map((append, index) => {
      const outcome = judged[index] ?? 'good' // judged has as many elements as the batch
      if (outcome !== 'good') return outcome
      position = this.#append(append, position)
      for (const row of rows[index] ?? []) this.#writeRow(row)
      return { outcome: 'done', position }
    })
  }

  #append({ stream, after, lines, request }: Append, before: number): number {
    const insert = this.#statement('insert')
    let position = before
    let seq = after
    for (const { at, type, line } of lines) {
      position += 1
      seq += 1
      insert.run(position, stream, seq, at, type, line)
    }
    if (request) this.#statement('answer').run(request.key, request.reply)
    return position
  }

  #reply(key: string): string | undefined {
    return (this.#get('reply', key) as { reply: string } | undefined)?.reply // as selected
  }

  #all(name: keyof typeof STATEMENTS, ...values: SQLInputValue[]): readonly StoredLine[] {
    return sqliteErrors(this.#path, () => this.#statement(name).all(...values)) as unknown as StoredLine[] // as selected
  }

  #get(name: keyof typeof STATEMENTS, ...values: SQLInputValue[]): unknown {
    return sqliteErrors(this.#path, () => this.#statement(name).get(...values))
  }

  /** Prepared at its first use, because at the opening the tables may not be there yet. */
  #statement(name: keyof typeof STATEMENTS): StatementSync {
    const known = this.#statements.get(name)
    if (known) return known
    const statement = this.#connection.prepare(STATEMENTS[name])
    this.#statements.set(name, statement)
    return statement
  }
}
