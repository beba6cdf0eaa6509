// The journal on SQLite: judged here on a connection that reads, written by a thread, one fsync a batch.
import type { DatabaseSync } from 'node:sqlite'
import { EMPTY_HEAD, type Head, lineHash, type StreamId } from '../../../journal/event.ts'
import type { Append, Appended, JournalStore, StoredLine } from '../../../journal/store.ts'
import { DeskhandError } from '../../../protocol/error.ts'
import { judge } from '../judge.ts'
import { type ReadyRow, readyBatch } from '../rows.ts'
import type { Value } from '../schema.ts'
import { sqliteErrors } from './errors.ts'
import { JournalStatements } from './statements.ts'
import { Tail } from './tail.ts'
import type { Answered, Transaction } from './transaction.ts'
import { Writer } from './writer.ts'

/** What a transaction writes of an append, to be told to the tail once it is durable. */
interface Written {
  readonly append: Append
  readonly position: number
}

/** Appends with their rows made ready. */
interface Batch {
  readonly batch: readonly Append[]
  readonly rows: readonly (readonly ReadyRow[])[]
}

/** A judged batch: what is to be written, and what each append is told once it is. */
interface Prepared {
  readonly transaction: Omit<Transaction, 'asked'>
  readonly written: readonly Written[]
  readonly outcomes: readonly Appended[]
}

/** The journal of one open SQLite file. */
export class SqliteJournal implements JournalStore {
  readonly #connection: DatabaseSync
  readonly #path: string
  readonly #access: 'write' | 'read'
  readonly #statements: JournalStatements
  readonly #writer: Writer
  #tail: Tail | undefined
  /** Settles when whoever writes now, or works on the database as a whole, has ended. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(connection: DatabaseSync, path: string, access: 'write' | 'read') {
    this.#connection = connection
    this.#path = path
    this.#access = access
    this.#statements = new JournalStatements(connection)
    this.#writer = new Writer(path)
  }

  async commit(batch: readonly Append[]): Promise<readonly Appended[]> {
    if (this.#access === 'read') {
      throw new DeskhandError('storage.unavailable', { problem: 'it was opened for reading only' })
    }
    const rows = readyBatch(batch)
    return this.#inTurn(() => this.#commit({ batch, rows }))
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
    return this.#inTurn(async () => {
      try {
        return await work()
      } finally {
        this.#tail = undefined
      }
    })
  }

  /** Waits for whoever writes or works on the whole; the connection is closed by its owner. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#writer.close())
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined) // whoever asked for the work is told
    return result
  }

  /** Nobody else writes until it ends, so what the batch is judged by still holds when it is written. */
  async #commit(given: Batch): Promise<readonly Appended[]> {
    this.#tail ??= sqliteErrors(this.#path, () => Tail.of(this.#connection))
    const tail = this.#tail
    const prepare = (replies: ReadonlyMap<string, string>): Prepared =>
      sqliteErrors(this.#path, () => this.#prepare(tail, replies, given))
    const { replies, asked } = sqliteErrors(this.#path, () => this.#replies(tail, given.batch))
    try {
      const prepared = prepare(replies)
      const answered = await this.#write(tail, prepared, asked)
      if (answered.length === 0) return prepared.outcomes
      // Requests from before the tail have come again: seldom, so only then the batch is judged a second time.
      for (const { key, reply } of answered) replies.set(key, reply)
      const again = prepare(replies)
      await this.#write(tail, again, [])
      return again.outcomes
    } catch (error) {
      this.#tail = undefined // whether it was written may not be known
      throw error
    }
  }

  async #write(tail: Tail, { transaction, written }: Prepared, asked: readonly string[]): Promise<Answered> {
    if (written.length === 0 && asked.length === 0) return []
    const answered = await this.#writer.write({ ...transaction, asked })
    if (answered.length > 0) return answered
    if (transaction.place !== null) tail.drop(transaction.place)
    for (const one of written) remember(tail, one)
    return answered
  }

  #prepare(tail: Tail, replies: ReadonlyMap<string, string>, { batch, rows }: Batch): Prepared {
    const judged = judge(batch, {
      head: (stream) => tail.head(stream) ?? (this.#statements.get('head', stream)?.seq as number | null) ?? 0,
      reply: (key) => replies.get(key),
    })
    const written: Written[] = []
    let position = tail.last
    const outcomes = batch.map((append, index): Appended => {
      const outcome = judged[index] ?? 'good' // as many as the batch
      if (outcome !== 'good') return outcome
      position += append.lines.length
      written.push({ append, position })
      return { outcome: 'done', position }
    })
    const good = rows.filter((_, index) => judged[index] === 'good')
    return { outcomes, written, transaction: { place: tail.excess, ...valuesOf(written), rows: good.flat() } }
  }

  /** Replies to the requests of a batch that are in the tail, and the keys of the others. */
  #replies(tail: Tail, batch: readonly Append[]) {
    const replies = new Map<string, string>()
    const asked: string[] = []
    for (const { request } of batch) {
      if (!request) continue
      if (tail.request(request.key) === undefined) asked.push(request.key)
      else replies.set(request.key, this.#reply(tail, request.key) ?? '')
    }
    return { replies, asked }
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

/** What is inserted; a request stands beside the last line of its append, or alone where there is none. */
function valuesOf(written: readonly Written[]): Pick<Transaction, 'events' | 'answers'> {
  const events: Value[] = []
  const answers: string[] = []
  for (const { append, position } of written) {
    const { stream, after, lines, request } = append
    const last = lines.length - 1
    for (let index = 0; index <= last; index++) {
      const { at, type, line } = lines[index] as Append['lines'][number] // within its length
      const answered = index === last ? request : undefined
      events.push(position - last + index, stream, after + 1 + index, at, type)
      events.push(answered?.key ?? null, answered?.reply ?? null, line)
    }
    if (request && last < 0) answers.push(request.key, request.reply)
  }
  return { events, answers }
}

function remember(tail: Tail, { append, position }: Written): void {
  const { stream, after, lines, request } = append
  const first = position - lines.length + 1
  for (let index = 0; index < lines.length; index++) tail.add(stream, after + 1 + index, first + index)
  if (request && lines.length > 0) tail.addRequest(request.key, position)
}
