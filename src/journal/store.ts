// The one port of the journal: what an engine must do to keep it. `src/hub/storage/` has one folder per engine.
import type { Head, StreamId } from './event.ts'

/** A row of a projection written in the same transaction as the events it follows from. */
export interface RowWrite {
  readonly table: string
  /** Columns of the primary key. */
  readonly key: Readonly<Record<string, string | number>>
  /** All other columns, or `null` to delete the row. Objects are not allowed: write JSON text. */
  readonly row: Readonly<Record<string, string | number | null>> | null
}

/** One all-or-nothing append. */
export interface Append {
  readonly stream: StreamId
  /** The seq the stream must have now. */
  readonly after: number
  /** Lines for `after + 1`, `after + 2` …, with what the engine indexes of each. */
  readonly lines: readonly { readonly type: string; readonly at: number; readonly line: string }[]
  readonly rows: readonly RowWrite[]
  /** Names the request behind it, unique for ever; `reply` is handed back when the same request comes again. */
  readonly request?: { readonly key: string; readonly reply: string }
}

/** What became of one append. */
export type Appended =
  /** `position` is that of its last line; without lines, of the last line before it. */
  | { readonly outcome: 'done'; readonly position: number }
  | { readonly outcome: 'conflict'; readonly seq: number }
  | { readonly outcome: 'duplicate'; readonly reply: string }

/** A stored line with its place in the order of all streams. */
export interface StoredLine {
  readonly position: number
  readonly stream: StreamId
  readonly seq: number
  readonly line: string
}

/** What the journal needs of a storage engine. */
export interface JournalStore {
  /**
   * Makes every append of the batch durable in one transaction; each is all-or-nothing on its own, so one conflict or
   * duplicate never spoils its neighbours. Several appends to one stream in a batch follow each other.
   * An append without lines (`lines: []`) writes rows only and never conflicts. A request that was answered before is a
   * duplicate whatever `after` says.
   *
   * @returns one outcome per append, in order, after the commit has reached the disk
   * @throws TypeError when an append is malformed (an unknown table, a missing column, a key over 256 characters): then
   *   nothing of the batch is written
   * @throws DeskhandError `storage.unavailable`; whether the batch was written is then unknown: ask again with the same
   *   request keys
   */
  commit(batch: readonly Append[]): Promise<readonly Appended[]>
  /** Lines of one stream with `after < seq`, oldest first, at most `limit`. */
  read(stream: StreamId, after: number, limit: number): Promise<readonly StoredLine[]>
  /** The last `limit` lines of one stream with `seq < before`, oldest first. */
  readBack(stream: StreamId, before: number, limit: number): Promise<readonly StoredLine[]>
  /** Lines of all streams with `after < position`, in commit order, at most `limit`; positions grow strictly in commit order. */
  readAll(after: number, limit: number): Promise<readonly StoredLine[]>
  /** Where a stream ends. */
  head(stream: StreamId): Promise<Head>
  /** The reply recorded for a request key, or null. */
  replyOf(requestKey: string): Promise<string | null>
}
