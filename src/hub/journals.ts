// The journals as services see them: one session, the site, and reading, over the journal at work.

import type { Decision, Journals } from '../features/ports.ts'
import { reduceSession } from '../features/reducers.ts'
import { emptySession, type SessionState } from '../features/state.ts'
import type { StreamId } from '../journal/event.ts'
import { type Folding, Journal, type Judged } from '../journal/journal.ts'
import type { JournalStore } from '../journal/store.ts'
import { DeskhandError, type ErrorCode, type ErrorDetails } from '../protocol/error.ts'
import { sessionRows } from './projections.ts'

/** A refusal inside the hub, before it becomes a reply. */
export interface Refusal {
  readonly code: ErrorCode
  readonly details: ErrorDetails
}

type Reply = Readonly<Record<string, unknown>>

/** Times a site change is prepared again when the site changed meanwhile. */
const SITE_ATTEMPTS = 20

const folding: Folding<SessionState> = {
  empty: (stream) => emptySession(stream.startsWith('session/') ? stream.slice('session/'.length) : ''),
  reduce: reduceSession,
  rows: sessionRows,
}

/** The journal of a hub, folding sessions. */
export type HubJournal = Journal<SessionState>

/** Opens the journal over a store. @param failed  told what a listener of commits threw */
export function openJournal(
  store: JournalStore,
  now: () => number,
  failed: (error: unknown) => void = () => undefined,
): HubJournal {
  return new Journal({ store, folding, now, failed })
}

function judged(decision: Decision): Judged<Reply, Refusal> {
  if ('code' in decision) return { kind: 'refusal', refusal: { code: decision.code, details: decision.details ?? {} } }
  const { drafts, by, rows = [], reply = {} } = decision
  return { kind: 'change', drafts, by, rows, reply }
}

/** Adapts the journal to what services ask for. */
export function createJournals(journal: HubJournal, store: JournalStore): Journals {
  const change = async (stream: StreamId, key: string | null, judge: (state: SessionState) => Decision) => {
    const done = await journal.change(stream, key, (state) => judged(judge(state)))
    if (done.kind !== 'refusal') return done.reply
    throw new DeskhandError(done.refusal.code, done.refusal.details)
  }
  return {
    session: (id, key, judge) => change(`session/${id}`, key, judge),
    async site(key, prepare) {
      for (let attempt = 0; attempt < SITE_ATTEMPTS; attempt++) {
        const before = (await journal.state('site')).core.seq
        const decision = await prepare()
        const done = await journal.change<Reply, Refusal | 'moved'>('site', key, (state) =>
          state.core.seq === before ? judged(decision) : { kind: 'refusal', refusal: 'moved' },
        )
        if (done.kind !== 'refusal') return done.reply
        if (done.refusal !== 'moved') throw new DeskhandError(done.refusal.code, done.refusal.details)
      }
      throw new DeskhandError('session.busy')
    },
    state: (id) => journal.state(`session/${id}`),
    // What is signed or told to others must have reached the disk: the store is asked, not the memory.
    head: (stream) => store.head(stream),
    read: (stream, after, limit) => store.read(stream, after, limit),
    readBack: (stream, before, limit) => store.readBack(stream, before, limit),
    readAll: (after, limit) => store.readAll(after, limit),
    nextCommit: (ms, signal) =>
      new Promise((resolve) => {
        const stop = journal.onCommit(() => settle())
        const timer = setTimeout(() => settle(), Math.max(0, ms))
        const settle = (): void => {
          stop()
          clearTimeout(timer)
          signal?.removeEventListener('abort', settle)
          resolve()
        }
        signal?.addEventListener('abort', settle)
      }),
  }
}
