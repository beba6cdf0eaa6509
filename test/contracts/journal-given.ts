// A journal over a real store, and a store that fails when a test says so, in front of a real one.
import type { StreamId } from '../../src/journal/event.ts'
import { type Folding, Journal, type Judged } from '../../src/journal/journal.ts'
import type { JournalStore } from '../../src/journal/store.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import { migrated } from './storage-engines.ts'

/** What these tests fold: the texts said, in order. */
export interface Said {
  readonly seq: number
  readonly texts: readonly string[]
}

/** A journal of texts. */
export type Texts = Journal<Said>

const folding: Folding<Said> = {
  empty: () => ({ seq: 0, texts: [] }),
  reduce: ({ texts }, { seq, data }) => ({ seq, texts: [...texts, (data as { text: string }).text] }),
  rows: () => [],
}

/** A store whose commits can be made to fail, before or after they reached the disk, or to wait. */
export interface TestStore extends JournalStore {
  /** The next commit fails: `lost` before anything was written, `unknown` after everything was. */
  failNext(how: 'lost' | 'unknown'): void
  /** Commits wait until the returned function is called. */
  hold(): () => void
  /** Batches committed so far, by their number of appends. */
  readonly batches: readonly number[]
}

/** Puts the switch in front of a real store. */
export function testStore(store: JournalStore): TestStore {
  let failing: 'lost' | 'unknown' | null = null
  let open = Promise.resolve()
  const batches: number[] = []
  const unavailable = (): DeskhandError => new DeskhandError('storage.unavailable', { problem: 'the test says so' })
  return {
    batches,
    failNext: (how) => {
      failing = how
    },
    hold: () => {
      const gate = Promise.withResolvers<void>()
      open = gate.promise
      return () => gate.resolve()
    },
    commit: async (batch) => {
      await open
      const how = failing
      failing = null
      if (how === 'lost') throw unavailable()
      const outcomes = await store.commit(batch)
      if (how === 'unknown') throw unavailable()
      batches.push(batch.length)
      return outcomes
    },
    read: (...given) => store.read(...given),
    readBack: (...given) => store.readBack(...given),
    readAll: (...given) => store.readAll(...given),
    head: (stream) => store.head(stream),
    replyOf: (key) => store.replyOf(key),
  }
}

/** A journal with its store; `again` opens a second one on the same database, as another hub would. */
export async function openTexts(url: string, keptStreams?: number) {
  const storage = await migrated(url)
  const store = testStore(storage.journal)
  const faults: unknown[] = []
  const journalOn = (on: JournalStore): Texts =>
    new Journal({
      store: on,
      folding,
      now: Date.now,
      failed: (error) => faults.push(error),
      ...(keptStreams ? { keptStreams } : {}),
    })
  return { storage, store, faults, journal: journalOn(store), journalOn }
}

/** Says a text; the reply names it. */
export function say(journal: Texts, stream: StreamId, text: string, key: string | null = null) {
  return journal.change<{ text: string; seq?: number }, string>(stream, key, () => saying(text))
}

/** The change that says a text. */
export function saying(text: string): Judged<{ text: string }, never> {
  const by = { id: 'p_1', name: 'Kim', role: 'customer' as const }
  return { kind: 'change', drafts: [{ type: 'test.said', data: { text } }], by, reply: { text } }
}
