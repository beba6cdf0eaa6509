// The fold: every event type that changes a session, with the reducer and the part it changes.
import type { Event } from '../journal/event.ts'
import { upcast } from '../journal/upcast.ts'
import { reduceCore } from '../session/reduce.ts'
import { chatReducers } from './chat/state.ts'
import { noteReducers } from './notes/state.ts'
import { emptySession, type SessionState, type Slices } from './state.ts'
import { sysinfoReducers } from './sysinfo/state.ts'

type SliceReducer = (slice: never, data: never, event: Event) => unknown

/** The reducers of each feature's part; a part without reducers does not compile. */
const SLICE_REDUCERS: { readonly [S in keyof Slices]: Readonly<Record<string, SliceReducer>> } = {
  chat: chatReducers,
  notes: noteReducers,
  sysinfo: sysinfoReducers,
}

const BY_TYPE = new Map<string, { readonly slice: keyof Slices; readonly reduce: SliceReducer }>(
  Object.entries(SLICE_REDUCERS).flatMap(([slice, reducers]) =>
    Object.entries(reducers).map(([type, reduce]) => [type, { slice: slice as keyof Slices, reduce }] as const),
  ),
)

/** Folds one event. An unknown type is kept in the journal, counted here, and changes nothing else. */
export function reduceSession(state: SessionState, raw: Event): SessionState {
  const event = upcast(raw)
  const seq = { seq: event.seq }
  const core = reduceCore(state.core, event)
  if (core) return { ...state, core: { ...core, ...seq } }
  const known = BY_TYPE.get(event.type)
  if (!known) return { ...state, core: { ...state.core, ...seq, unknown: state.core.unknown + 1 } }
  const part = known.reduce(state[known.slice] as never, event.data as never, event)
  return { ...state, core: { ...state.core, ...seq }, [known.slice]: part }
}

/** Folds a whole history. */
export function foldSession(id: string, events: Iterable<Event>): SessionState {
  let state = emptySession(id)
  for (const event of events) state = reduceSession(state, event)
  return state
}
