// The journal on SQLite: raw prepared statements, one transaction a batch, one fsync a transaction.
import type { DatabaseSync } from 'node:sqlite'
import { EMPTY_HEAD, type Head, lineHash, type StreamId } from '../../../journal/event.ts'
import type { Append, Appended, JournalStore, StoredLine } from '../../../journal/store.ts'
import { DeskhandError } from '../../../protocol/error.ts'
import { judge } from '../judge.ts'
import { type ReadyRow, readyBatch } from '../rows.ts'
import { sqliteErrors } from './errors.ts'
import { rowWriter } from './row-writer.ts'
import { JournalStatements } from './statements.ts'
import { placeUpTo, Tail } from './tail.ts'

/** What a transaction has written, to be told to the tail once it is durable. */
interface Written {
  readonly append: Append
  readonly position: number
}

/** The journal of one open SQLite file. */
export class SqliteJournal implements JournalStore {
  readonly #connection: DatabaseSync
  readonly #path: string
  readonly #access: 'write' | 'read'
  readonly #statements: JournalStatements
  readonly #writeRow: (row: ReadyRow) => void
  #tail: Tail | undefined
  /** Settles when nobody works on the database as a whole any more. */
  #pause: Promise<unknown> | undefined

  constructor(connection: DatabaseSync, path: string, access: 'write' | 'read') {
    this.#connection = connection
    this.#path = path
    this.#access = access
    this.#statements = new JournalStatements(connection)
    this.#writeRow = rowWriter(connection)
  }

  async commit(batch: readonly Append[]): Promise<readonly Appended[]> {
    if (this.#access === 'read') {
      throw new DeskhandError('storage.unavailable', { problem: 'it was opened for reading only' })
    }
    const rows = readyBatch(batch)
    while (this.#pause) await this.#pause
    return sqliteErrors(this.#path, () => this.#commit(batch, rows))
  }

  async read(stream: StreamId, after: number, limit: number): Promise<readonly StoredLine[]> {
    return this.#reading((tail) => {
      const placed = this.#lines('read', stream, after, limit)
      if (placed.length >= limit) return placed
      const seq = Math.max(after, placed.at(-1)?.seq ?? 0)
      const positions = tail.positions(stream, seq, Number.POSITIVE_INFINITY).slice(0, limit - placed.length)
      return [...placed, ...this.#linesAt(positions)]
    })
  }

  async readBack(stream: StreamId, before: number, limit: number): Promise<readonly StoredLine[]> {
    return this.#reading((tail) => {
      const here = tail.positions(stream, 0, before)
      const newest = this.#linesAt(here.slice(Math.max(0, here.length - limit)))
      if (newest.length >= limit) return newest
      const seq = Math.min(before, newest[0]?.seq ?? before)
      return [...this.#lines('readBack', stream, seq, limit - newest.length), ...newest]
    })
  }

  async readAll(after: number, limit: number): Promise<readonly StoredLine[]> {
    return this.#reading(() => this.#lines('readAll', after, limit))
  }

  async head(stream: StreamId): Promise<Head> {
    const [last] = await this.readBack(stream, Number.MAX_SAFE_INTEGER, 1)
    return last ? { seq: last.seq, hash: lineHash(last.line) } : EMPTY_HEAD
  }

  async replyOf(requestKey: string): Promise<string | null> {
    return this.#reading((tail) => this.#reply(tail, requestKey) ?? null)
  }

  /** Runs `work` while commits wait; afterwards nothing is taken for known any more. */
  async pausedFor<T>(work: () => Promise<T>): Promise<T> {
    while (this.#pause) await this.#pause
    const working = work().finally(() => {
      this.#tail = undefined
      this.#pause = undefined
    })
    this.#pause = working.catch(() => undefined) // whoever asked for the work is told
    return working
  }

  /** Waits for whoever works on the whole; the connection is closed by its owner. */
  async close(): Promise<void> {
    while (this.#pause) await this.#pause
  }

  #commit(batch: readonly Append[], rows: readonly (readonly ReadyRow[])[]): readonly Appended[] {
    this.#tail ??= Tail.of(this.#connection)
    const tail = this.#tail
    const excess = tail.excess
    const written: Written[] = []
    const outcomes = this.#transaction('BEGIN IMMEDIATE', () => {
      if (excess !== null) placeUpTo(this.#connection, excess)
      return this.#write(batch, rows, written)
    })
    if (excess !== null) tail.drop(excess)
    for (const { append, position } of written) {
      const first = position - append.lines.length + 1
      for (let index = 0; index < append.lines.length; index++) {
        tail.add(append.stream, append.after + 1 + index, first + index)
      }
      if (append.request && append.lines.length > 0) tail.addRequest(append.request.key, position)
    }
    return outcomes
  }

  #write(batch: readonly Append[], rows: readonly (readonly ReadyRow[])[], written: Written[]): readonly Appended[] {
    const tail = this.#tail as Tail // set by the only caller
    const replies = this.#replies(tail, batch)
    const judged = judge(batch, {
      head: (stream) => tail.head(stream) ?? (this.#statements.get('head', stream)?.seq as number | null) ?? 0,
      reply: (key) => replies.get(key),
    })
    let position = (this.#statements.get('last')?.position as number | null) ?? 0
    return batch.map((append, index) => {
      const outcome = judged[index] ?? 'good' // as many as the batch
      if (outcome !== 'good') return outcome
      position = this.#append(append, position)
      for (const row of rows[index] ?? []) this.#writeRow(row)
      written.push({ append, position })
      return { outcome: 'done', position }
    })
  }

  /** @returns the position of its last line */
  #append({ stream, after, lines, request }: Append, before: number): number {
    const insert = this.#statements.prepared('insert')
    const last = lines.length - 1
    for (let index = 0; index <= last; index++) {
      const line = lines[index] as Append['lines'][number] // within its length
      const answered = index === last ? request : undefined
      const place = [before + 1 + index, stream, after + 1 + index] as const
      insert.run(...place, line.at, line.type, answered?.key ?? null, answered?.reply ?? null, line.line)
    }
    if (request && last < 0) this.#statements.prepared('answer').run(request.key, request.reply)
    return before + lines.length
  }

  /** What is known of the requests of a batch. */
  #replies(tail: Tail, batch: readonly Append[]): ReadonlyMap<string, string> {
    const replies = new Map<string, string>()
    const older: string[] = []
    for (const { request } of batch) {
      if (!request) continue
      if (tail.request(request.key) === undefined) older.push(request.key)
      else replies.set(request.key, this.#reply(tail, request.key) ?? '')
    }
    if (older.length === 0) return replies
    for (const row of this.#statements.all('replies', JSON.stringify(older))) {
      replies.set(row.key as string, row.reply as string) // as selected
    }
    return replies
  }

  #reply(tail: Tail, key: string): string | undefined {
    const position = tail.request(key)
    const row = position === undefined ? this.#statements.get('reply', key) : this.#statements.get('replyAt', position)
    return row?.reply as string | undefined // as selected
  }

  #lines(name: 'read' | 'readBack' | 'readAll', ...values: (string | number)[]): readonly StoredLine[] {
    return this.#statements.all(name, ...values) as unknown as readonly StoredLine[] // as selected
  }

  #linesAt(positions: readonly number[]): readonly StoredLine[] {
    return positions.map((position) => this.#statements.get('line', position) as unknown as StoredLine) // as selected
  }

  /** Another process may write while this one only reads: then the tail is read again with the lines, in one moment. */
  #reading<T>(read: (tail: Tail) => T): T {
    return sqliteErrors(this.#path, () => {
      if (this.#access === 'read') return this.#transaction('BEGIN', () => read(Tail.of(this.#connection)))
      this.#tail ??= Tail.of(this.#connection)
      return read(this.#tail)
    })
  }

  #transaction<T>(begin: string, work: () => T): T {
    this.#connection.exec(begin)
    try {
      const result = work()
      this.#connection.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK')
      throw error
    }
  }
}
