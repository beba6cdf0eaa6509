// The mirror: a session's journal folded with the hub's own reducers, for whoever shows it.
import { reduceSession } from '../features/reducers.ts'
import { emptySession, type SessionState } from '../features/state.ts'
import type { Event } from '../journal/event.ts'
import type { Link, Presence } from './link.ts'

/** A session as it is now on this side of the link. */
export interface Mirror {
  readonly session: string
  readonly state: SessionState
  readonly presence: Presence
  /** Whether the journal has been caught up with. */
  readonly live: boolean
  subscribe(listener: () => void): () => void
  /** Every event as it arrives, after it was folded. */
  onEvent(listener: (event: Event) => void): () => void
  /** Resolves once the journal has been caught up with. */
  ready(): Promise<void>
  /** Resolves with the first non-null answer of `probe`, asked now and after every change. */
  until<T>(probe: (state: SessionState) => T | null | undefined): Promise<T>
  close(): void
}

/** Follows one session from its beginning. Close it when it is no longer shown. */
export function openMirror(link: Link, session: string): Mirror {
  let state = emptySession(session)
  let presence: Presence = { connected: [], typing: [] }
  let live = false
  const changed = new Set<() => void>()
  const heard = new Set<(event: Event) => void>()
  const tell = (): void => {
    for (const listener of [...changed]) listener()
  }
  const stops = [
    link.follow(`session/${session}`, 0, (batch) => {
      for (const event of batch.events) {
        state = reduceSession(state, event)
        for (const listener of [...heard]) listener(event)
      }
      live = batch.live
      tell()
    }),
    link.onPresence(session, (next) => {
      presence = next
      tell()
    }),
  ]
  const mirror: Mirror = {
    session,
    get state() {
      return state
    },
    get presence() {
      return presence
    },
    get live() {
      return live
    },
    subscribe: (listener) => add(changed, listener),
    onEvent: (listener) => add(heard, listener),
    ready: () => mirror.until(() => (live ? true : null)).then(() => undefined),
    until: (probe) => firstAnswer(mirror, probe),
    close: () => {
      for (const stop of stops) stop()
      changed.clear()
      heard.clear()
    },
  }
  return mirror
}

function add<T>(set: Set<T>, one: T): () => void {
  set.add(one)
  return () => void set.delete(one)
}

function firstAnswer<T>(mirror: Mirror, probe: (state: SessionState) => T | null | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = mirror.subscribe(() => look())
    const look = (): void => {
      try {
        const answer = probe(mirror.state)
        if (answer === null || answer === undefined) return
        stop()
        resolve(answer)
      } catch (error) {
        stop()
        reject(error)
      }
    }
    look()
  })
}
