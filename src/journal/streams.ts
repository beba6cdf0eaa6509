// The streams a journal holds folded in memory: loaded when asked for, dropped when they may be behind or are not used.
import { EMPTY_HEAD, type Event, type Head, readLine, type StreamId } from './event.ts'
import type { JournalStore } from './store.ts'

/** Streams kept folded in memory when nothing happens in them. */
export const KEPT_STREAMS = 5_000
/** Lines read at once when a stream is folded. */
const READ_LINES = 1_000

/** A folded stream with the changes of this process that are on their way to the disk. */
export interface Open<S> {
  readonly stream: StreamId
  state: S
  head: Head
  /** Changes judged on this state that are not durable yet. */
  pending: number
  /** Everything up to this seq has reached the disk. */
  durable: number
  /** Who waits for what their answer stands on to be durable. */
  waiting: { readonly seq: number; readonly wake: () => void }[]
  /** Something that was judged on it did not come true, or something came that it lacks. */
  stale: boolean
}

/** A stream in memory; `open` is null while it is being folded. */
interface Slot<S> {
  readonly loading: Promise<Open<S>>
  open: Open<S> | null
  /** Something was appended that the fold on its way may lack. */
  missed: boolean
}

/** How a stream is folded from its first event. */
export interface Fold<S> {
  empty(stream: StreamId): S
  reduce(state: S, event: Event): S
}

/** The streams in memory. */
export class Streams<S> {
  readonly #store: JournalStore
  readonly #fold: Fold<S>
  readonly #kept: number
  readonly #slots = new Map<StreamId, Slot<S>>()

  constructor(store: JournalStore, fold: Fold<S>, kept: number = KEPT_STREAMS) {
    this.#store = store
    this.#fold = fold
    this.#kept = kept
  }

  /** How many are in memory. */
  get count(): number {
    return this.#slots.size
  }

  /** The stream as it is now, when it is in memory: nothing has to be waited for. */
  ready(stream: StreamId): Open<S> | undefined {
    const slot = this.#slots.get(stream)
    if (!slot?.open || slot.open.stale) return undefined
    this.#use(stream, slot)
    return slot.open
  }

  /** The stream as it is now, folded when it is not in memory. */
  async open(stream: StreamId): Promise<Open<S>> {
    for (;;) {
      const known = this.#slots.get(stream)
      const slot = known ?? this.#load(stream)
      this.#use(stream, slot)
      if (!known && this.#slots.size > this.#kept) this.#evict()
      const open = await slot.loading
      if (!open.stale) return open
    }
  }

  /** Forgets what is in memory of a stream: something was appended that it lacks. */
  forget(stream: StreamId): void {
    const slot = this.#slots.get(stream)
    if (!slot) return
    this.#slots.delete(stream)
    slot.missed = true
    if (slot.open) this.spoil(slot.open)
  }

  /** What was judged on a state that did not come true is judged again. */
  spoil(open: Open<S>): void {
    if (open.stale) return
    open.stale = true
    if (this.#slots.get(open.stream)?.open === open) this.#slots.delete(open.stream)
    wake(open, () => true)
  }

  /** Some entries reached the disk. A stream that was dropped and folded again meanwhile may lack them. */
  settled(open: Open<S>, entries: number): void {
    open.durable += entries
    wake(open, ({ seq }) => seq <= open.durable)
    const slot = this.#slots.get(open.stream)
    if (slot && slot.open !== open) this.forget(open.stream)
  }

  /** The one used longest ago is the first of the map. */
  #use(stream: StreamId, slot: Slot<S>): void {
    this.#slots.delete(stream)
    this.#slots.set(stream, slot)
  }

  #load(stream: StreamId): Slot<S> {
    const slot: Slot<S> = { loading: this.#read(stream).then(keep, drop), open: null, missed: false }
    const slots = this.#slots
    function keep(open: Open<S>): Open<S> {
      if (slot.missed) open.stale = true
      else slot.open = open
      return open
    }
    function drop(error: unknown): never {
      if (slots.get(stream) === slot) slots.delete(stream)
      throw error
    }
    return slot
  }

  async #read(stream: StreamId): Promise<Open<S>> {
    for (;;) {
      let state = this.#fold.empty(stream)
      let seq = 0
      for (;;) {
        const lines = await this.#store.read(stream, seq, READ_LINES)
        for (const { line } of lines) state = this.#fold.reduce(state, readLine(line))
        seq = lines.at(-1)?.seq ?? seq
        if (lines.length < READ_LINES) break
      }
      const head = seq === 0 ? EMPTY_HEAD : await this.#store.head(stream)
      // Another hub may have appended between the two reads: the next commit would conflict, so read again.
      if (head.seq === seq) return { stream, state, head, pending: 0, durable: seq, waiting: [], stale: false }
    }
  }

  #evict(): void {
    for (const [stream, { open }] of this.#slots) {
      if (this.#slots.size <= this.#kept * 0.9) return
      if (open?.pending === 0) this.#slots.delete(stream)
    }
  }
}

/** Resolves when everything the stream holds now is durable, or never will be. */
export async function durable<S>(open: Open<S>): Promise<void> {
  const { seq } = open.head
  if (open.durable < seq && !open.stale) await new Promise<void>((wake) => open.waiting.push({ seq, wake }))
}

function wake<S>(open: Open<S>, which: (one: Open<S>['waiting'][number]) => boolean): void {
  if (open.waiting.length === 0) return
  const woken = open.waiting.filter(which)
  open.waiting = open.waiting.filter((one) => !which(one))
  for (const one of woken) one.wake()
}
