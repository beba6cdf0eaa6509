// The journal at work: judges changes against folded state, chains their events, and commits many at once.
import { DeskhandError } from '../protocol/error.ts'
import { type Author, type Draft, type Entry, type Head, place, type StreamId } from './event.ts'
import type { Append, Appended, JournalStore, RowWrite } from './store.ts'
import { durable, type Fold, type Open, Streams } from './streams.ts'

/** How the journal keeps a state beside the events of a stream. */
export interface Folding<S> extends Fold<S> {
  /** Rows that follow from a change, written in the same transaction. */
  rows(before: S, after: S): readonly RowWrite[]
}

/** What a judge decided: events to append, or a refusal that changes nothing. */
export type Judged<R, X> =
  | {
      readonly kind: 'change'
      readonly drafts: readonly Draft[]
      readonly by: Author
      readonly rows?: readonly RowWrite[]
      readonly reply: R
    }
  | { readonly kind: 'refusal'; readonly refusal: X }

/** The outcome of a change, after it is durable. `head` is where the stream was once its events were in. */
export type Changed<R, X> =
  | { readonly kind: 'done'; readonly reply: R; readonly entries: readonly Entry[] }
  | { readonly kind: 'repeated'; readonly reply: R }
  | { readonly kind: 'refusal'; readonly refusal: X }

/**
 * Told of every commit of this process, in order, before the change's promise resolves.
 *
 * `state` is what the stream was once these entries were in, without changes that are still on their way to the disk.
 */
export type CommitListener<S> = (stream: StreamId, entries: readonly Entry[], state: S) => void

interface Pending<S> {
  readonly open: Open<S>
  readonly append: Append
  readonly entries: readonly Entry[]
  /** The state once its entries are in. */
  readonly state: S
  readonly reply: unknown
  /** `again`: judge again on the reloaded state. */
  settle(outcome: Changed<unknown, never> | 'again'): void
  fail(error: unknown): void
}

/** Times a change is judged again when other hubs were faster. */
const MAX_ATTEMPTS = 8
/** Appends of one transaction. */
const MAX_BATCH = 2_000
/** Turns of the event loop for which a commit waits while each brings more. */
const MAX_GATHER_TURNS = 16

/** Appends, folds and tells. One per hub process. */
export class Journal<S> {
  readonly #store: JournalStore
  readonly #folding: Folding<S>
  readonly #now: () => number
  readonly #failed: (error: unknown) => void
  readonly #streams: Streams<S>
  #listeners: readonly CommitListener<S>[] = []
  #queue: Pending<S>[] = []
  #flushing = false

  /**
   * @param given.failed       told what a listener threw: that is a fault of the program, and no reason to fail a change
   * @param given.keptStreams  streams kept in memory, `KEPT_STREAMS` unless told otherwise
   */
  constructor(given: {
    readonly store: JournalStore
    readonly folding: Folding<S>
    readonly now: () => number
    readonly failed: (error: unknown) => void
    readonly keptStreams?: number
  }) {
    this.#store = given.store
    this.#folding = given.folding
    this.#now = given.now
    this.#failed = given.failed
    this.#streams = new Streams(given.store, given.folding, given.keptStreams)
  }

  onCommit(listener: CommitListener<S>): () => void {
    this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener)
    }
  }

  /** The folded state of a stream, with changes of this process that are on their way to the disk. */
  async state(stream: StreamId): Promise<S> {
    return (await this.#streams.open(stream)).state
  }

  /** Where a stream ends, with changes of this process that are on their way to the disk. */
  async head(stream: StreamId): Promise<Head> {
    return (await this.#streams.open(stream)).head
  }

  /** Forgets what is in memory of a stream: another hub has appended to it. */
  forget(stream: StreamId): void {
    this.#streams.forget(stream)
  }

  /**
   * Judges a change and makes it durable; judged again when another hub was faster.
   *
   * An answer that changes nothing waits until what it was judged on is durable, so that nothing is ever said that a
   * failing disk makes untrue.
   *
   * @param key  names the request for ever: the same key again gives the first reply and changes nothing
   * @throws DeskhandError `session.busy` after 8 attempts, `storage.unavailable`
   */
  async change<R, X>(stream: StreamId, key: string | null, judge: (state: S) => Judged<R, X>): Promise<Changed<R, X>> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const open = this.#streams.ready(stream) ?? (await this.#streams.open(stream))
      const judged = judge(open.state)
      const outcome =
        judged.kind === 'change' && (judged.drafts.length > 0 || judged.rows?.length)
          ? await this.#append<R, X>(open, key, judged)
          : await this.#unchanged<R, X>(open, judged)
      if (outcome !== 'again') return outcome
    }
    throw new DeskhandError('session.busy')
  }

  async #unchanged<R, X>(open: Open<S>, judged: Judged<R, X>): Promise<Changed<R, X> | 'again'> {
    const { seq } = open.head
    await durable(open)
    if (open.stale) return 'again'
    if (judged.kind === 'refusal') return judged
    return { kind: 'done', reply: withPlace(judged.reply, { seq, at: this.#now() }), entries: [] }
  }

  #append<R, X>(
    open: Open<S>,
    key: string | null,
    judged: Extract<Judged<R, X>, { kind: 'change' }>,
  ): Promise<Changed<R, X> | 'again'> {
    const after = open.head.seq
    const at = this.#now()
    const { entries, head } = place(open.stream, open.head, { ...judged, at })
    const { state, rows } = foldRows(this.#folding, open.state, entries)
    const reply = withPlace(judged.reply, { seq: head.seq, at })
    const append: Append = {
      stream: open.stream,
      after,
      lines: entries.map(({ event, line }) => ({ type: event.type, at: event.at, line })),
      rows: judged.rows ? [...judged.rows, ...rows] : rows,
      ...(key === null ? {} : { request: { key, reply: JSON.stringify(reply) } }),
    }
    open.state = state
    open.head = head
    open.pending += 1
    return new Promise((settle, fail) => {
      // The reply is the caller's own, and a repeated one is what the same request was answered with before.
      this.#queue.push({ open, append, entries, state, reply, settle: settle as Pending<S>['settle'], fail })
      if (!this.#flushing) void this.#flush()
    })
  }

  /** A commit begins before what the last one brought is told, so that the store need not wait for the telling. */
  async #flush(): Promise<void> {
    this.#flushing = true
    await this.#gather()
    let tell = (): void => undefined
    while (this.#queue.length > 0) {
      const committing = this.#commit(this.#queue.splice(0, MAX_BATCH))
      tell()
      const { settled, isAsExpected } = await committing
      tell = settled
      // Changes judged on what did not come true are not to reach the store: they are taken back first.
      if (isAsExpected && this.#queue.length > 0) continue
      tell()
      tell = () => undefined
      this.#recall()
    }
    this.#flushing = false
  }

  /**
   * Resolves once a turn of the event loop has brought nothing more.
   *
   * What arrives together is read over several turns, and a commit costs much the same whatever it holds: measured with
   * 100 links, one commit holds 90 of their messages so, and half of them when it begins at once.
   */
  async #gather(): Promise<void> {
    let had = 0
    for (let turn = 0; turn < MAX_GATHER_TURNS && had < this.#queue.length && had < MAX_BATCH; turn++) {
      had = this.#queue.length
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** @returns what tells everyone how it went, and whether all was written */
  async #commit(pendings: readonly Pending<S>[]): Promise<{ settled(): void; isAsExpected: boolean }> {
    try {
      const outcomes = await this.#store.commit(pendings.map((one) => one.append))
      return {
        settled: () => {
          for (const [at, one] of pendings.entries()) this.#settle(one, outcomes[at] as Appended)
        },
        isAsExpected: outcomes.every(({ outcome }) => outcome === 'done'),
      }
    } catch (error) {
      return { settled: await this.#afterFailure(pendings, error), isAsExpected: false }
    }
  }

  /** A malformed append is refused with its whole batch: its neighbours are not to suffer for it. */
  async #afterFailure(pendings: readonly Pending<S>[], error: unknown): Promise<() => void> {
    if (!(error instanceof TypeError) || pendings.length === 1)
      return () => {
        for (const one of pendings) this.#fail(one, error)
      }
    for (const one of pendings) (await this.#commit([one])).settled()
    return () => undefined
  }

  #fail(one: Pending<S>, error: unknown): void {
    one.open.pending -= 1
    this.#streams.spoil(one.open)
    one.fail(error)
  }

  #settle(one: Pending<S>, outcome: Appended): void {
    const { open, entries, state, reply } = one
    open.pending -= 1
    if (outcome.outcome === 'done') {
      this.#streams.settled(open, entries.length)
      this.#tell(open.stream, entries, state)
      one.settle({ kind: 'done', reply, entries })
      return
    }
    this.#streams.spoil(open)
    one.settle(outcome.outcome === 'conflict' ? 'again' : { kind: 'repeated', reply: JSON.parse(outcome.reply) })
  }

  #tell(stream: StreamId, entries: readonly Entry[], state: S): void {
    for (const listener of this.#listeners)
      try {
        listener(stream, entries, state)
      } catch (error) {
        this.#failed(error)
      }
  }

  #recall(): void {
    if (!this.#queue.some((one) => one.open.stale)) return
    const spoilt = this.#queue.filter((one) => one.open.stale)
    this.#queue = this.#queue.filter((one) => !one.open.stale)
    for (const one of spoilt) {
      one.open.pending -= 1
      one.settle('again')
    }
  }
}

/** Folds entries and gathers the rows that follow. */
function foldRows<S>(
  folding: Folding<S>,
  before: S,
  entries: readonly Entry[],
): { readonly state: S; readonly rows: readonly RowWrite[] } {
  const rows: RowWrite[] = []
  let state = before
  for (const { event } of entries) {
    const next = folding.reduce(state, event)
    rows.push(...folding.rows(state, next))
    state = next
  }
  return { state, rows: rows.length > 1 ? lastOfEach(rows) : rows }
}

/** Of several rows with one key, the last counts. */
function lastOfEach(rows: readonly RowWrite[]): readonly RowWrite[] {
  return [...new Map(rows.map((row) => [JSON.stringify([row.table, row.key]), row])).values()]
}

/** Replies to changes say where their last event stands, or where the stream stood when nothing was to be done. */
function withPlace<R>(reply: R, place: { readonly seq: number; readonly at: number }): R {
  return typeof reply === 'object' && reply !== null ? { ...reply, ...place } : reply
}
