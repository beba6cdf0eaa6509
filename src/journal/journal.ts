// The journal at work: judges changes against folded state, chains their events, and commits many at once.
import { DeskhandError } from '../protocol/error.ts'
import {
  type Author,
  type Draft,
  EMPTY_HEAD,
  type Entry,
  type Event,
  type Head,
  place,
  readLine,
  type StreamId,
} from './event.ts'
import type { Append, Appended, JournalStore, RowWrite } from './store.ts'

/** How the journal keeps a state beside the events of a stream. */
export interface Folding<S> {
  empty(stream: StreamId): S
  reduce(state: S, event: Event): S
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

/** Told of every commit of this process, in order, before the change's promise resolves. */
export type CommitListener<S> = (stream: StreamId, entries: readonly Entry[], state: S) => void

interface Open<S> {
  readonly stream: StreamId
  state: S
  head: Head
  /** Changes judged on this state that are not durable yet. */
  pending: number
  stale: boolean
}

interface Pending<S> {
  readonly open: Open<S>
  readonly append: Append
  readonly entries: readonly Entry[]
  settle(outcome: Appended): void
  fail(error: unknown): void
  /** Judge again on the reloaded state. */
  again(): void
}

/** Streams kept folded in memory when nothing happens in them. */
const KEPT_STREAMS = 5_000
/** Times a change is judged again when other hubs were faster. */
const MAX_ATTEMPTS = 8
/** Lines read at once when a stream is folded. */
const READ_LINES = 1_000
/** Appends of one transaction. */
const MAX_BATCH = 2_000

/** Appends, folds and tells. One per hub process. */
export class Journal<S> {
  readonly #store: JournalStore
  readonly #folding: Folding<S>
  readonly #now: () => number
  readonly #streams = new Map<StreamId, Promise<Open<S>>>()
  readonly #listeners = new Set<CommitListener<S>>()
  #queue: Pending<S>[] = []
  #flushing = false
  #scheduled = false

  constructor(given: { readonly store: JournalStore; readonly folding: Folding<S>; readonly now: () => number }) {
    this.#store = given.store
    this.#folding = given.folding
    this.#now = given.now
  }

  onCommit(listener: CommitListener<S>): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The folded state of a stream, with changes of this process that are on their way to the disk. */
  async state(stream: StreamId): Promise<S> {
    return (await this.#open(stream)).state
  }

  /** The folded state if the stream is in memory, without waiting. */
  async head(stream: StreamId): Promise<Head> {
    return (await this.#open(stream)).head
  }

  /** Forgets what is in memory of a stream: another hub has appended to it. */
  forget(stream: StreamId): void {
    const open = this.#streams.get(stream)
    if (!open) return
    this.#streams.delete(stream)
    const spoil = (one: Open<S>): void => {
      one.stale = true
    }
    open.then(spoil, () => undefined)
  }

  /**
   * Judges a change and makes it durable; judged again when another hub was faster.
   *
   * @param key  names the request for ever: the same key again gives the first reply and changes nothing
   * @throws DeskhandError `session.busy` after 8 attempts, `storage.unavailable`
   */
  async change<R, X>(stream: StreamId, key: string | null, judge: (state: S) => Judged<R, X>): Promise<Changed<R, X>> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const open = await this.#open(stream)
      const judged = judge(open.state)
      if (judged.kind === 'refusal') return { kind: 'refusal', refusal: judged.refusal }
      if (judged.drafts.length === 0 && !judged.rows?.length) return { kind: 'done', reply: judged.reply, entries: [] }
      const outcome = await this.#append<R, X>(open, key, judged)
      if (outcome !== 'again') return outcome
    }
    throw new DeskhandError('session.busy')
  }

  #append<R, X>(
    open: Open<S>,
    key: string | null,
    judged: Extract<Judged<R, X>, { kind: 'change' }>,
  ): Promise<Changed<R, X> | 'again'> {
    const before = open.state
    const after = open.head.seq
    const { entries, head } = place(open.stream, open.head, { ...judged, at: this.#now() })
    let state = before
    for (const entry of entries) state = this.#folding.reduce(state, entry.event)
    const rows = this.#folding.rows(before, state)
    const append: Append = {
      stream: open.stream,
      after,
      lines: entries.map(({ event, line }) => ({ type: event.type, at: event.at, line })),
      rows: judged.rows ? [...judged.rows, ...rows] : rows,
      ...(key === null ? {} : { request: { key, reply: JSON.stringify(withPlace(judged.reply, entries)) } }),
    }
    open.state = state
    open.head = head
    open.pending += 1
    return new Promise((resolve, reject) => {
      this.#queue.push({
        open,
        append,
        entries,
        settle: (outcome) => {
          if (outcome.outcome === 'done') resolve({ kind: 'done', reply: withPlace(judged.reply, entries), entries })
          else if (outcome.outcome === 'duplicate') resolve({ kind: 'repeated', reply: JSON.parse(outcome.reply) as R })
          else resolve('again')
        },
        fail: reject,
        again: () => resolve('again'),
      })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled || this.#flushing) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      void this.#flush()
    })
  }

  async #flush(): Promise<void> {
    this.#flushing = true
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, MAX_BATCH)
      await this.#commit(batch)
    }
    this.#flushing = false
  }

  async #commit(pendings: readonly Pending<S>[]): Promise<void> {
    try {
      const outcomes = await this.#store.commit(pendings.map((one) => one.append))
      for (const [at, one] of pendings.entries()) this.#settle(one, outcomes[at] as Appended)
    } catch (error) {
      for (const one of pendings) {
        this.#spoil(one.open)
        one.open.pending -= 1
        one.fail(error)
      }
    }
    this.#recall()
  }

  #settle(one: Pending<S>, outcome: Appended): void {
    one.open.pending -= 1
    if (outcome.outcome === 'done') {
      for (const listener of this.#listeners) listener(one.open.stream, one.entries, one.open.state)
    } else this.#spoil(one.open)
    one.settle(outcome)
  }

  /** What was judged on a state that did not come true is judged again. */
  #spoil(open: Open<S>): void {
    if (open.stale) return
    open.stale = true
    this.#streams.delete(open.stream)
  }

  #recall(): void {
    if (!this.#queue.some((one) => one.open.stale)) return
    const spoilt = this.#queue.filter((one) => one.open.stale)
    this.#queue = this.#queue.filter((one) => !one.open.stale)
    for (const one of spoilt) one.again()
  }

  #open(stream: StreamId): Promise<Open<S>> {
    const known = this.#streams.get(stream)
    if (known) return known
    const loading = this.#load(stream)
    this.#streams.set(stream, loading)
    loading.catch(() => this.#streams.delete(stream))
    if (this.#streams.size > KEPT_STREAMS) void this.#evict()
    return loading
  }

  async #load(stream: StreamId): Promise<Open<S>> {
    let state = this.#folding.empty(stream)
    let seq = 0
    for (;;) {
      const lines = await this.#store.read(stream, seq, READ_LINES)
      for (const { line } of lines) state = this.#folding.reduce(state, readLine(line))
      seq = lines.at(-1)?.seq ?? seq
      if (lines.length < READ_LINES) break
    }
    const head = seq === 0 ? EMPTY_HEAD : await this.#store.head(stream)
    // Another hub may have appended between the two reads: the next commit would conflict, so load again.
    if (head.seq !== seq) return this.#load(stream)
    return { stream, state, head, pending: 0, stale: false }
  }

  async #evict(): Promise<void> {
    for (const [stream, loading] of this.#streams) {
      if (this.#streams.size <= KEPT_STREAMS * 0.9) return
      const open = await loading.catch(() => null)
      if (open && open.pending === 0) this.#streams.delete(stream)
    }
  }
}

/** Replies to changes say where their last event stands. */
function withPlace<R>(reply: R, entries: readonly Entry[]): R {
  const last = entries.at(-1)?.event
  return last && typeof reply === 'object' && reply !== null ? { ...reply, seq: last.seq, at: last.at } : reply
}
