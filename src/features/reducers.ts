// The fold: every event type that changes a session, with the reducer and the part it changes.
import type { Event } from '../journal/event.ts'
import { upcast } from '../journal/upcast.ts'
import { reduceCore } from '../session/reduce.ts'
import { annotateReducers } from './annotate/state.ts'
import { chatReducers } from './chat/state.ts'
import { clipboardReducers } from './clipboard/state.ts'
import { fileReducers } from './files/state.ts'
import { noteReducers } from './notes/state.ts'
import { shareReducers } from './shares/state.ts'
import { emptySession, type SessionState, type Slices } from './state.ts'
import { sysinfoReducers } from './sysinfo/state.ts'

type SliceReducer = (slice: never, data: never, event: Event) => unknown

/** The reducers of each feature's part; a part without reducers does not compile. */
const SLICE_REDUCERS: { readonly [S in keyof Slices]: Readonly<Record<string, SliceReducer>> } = {
  chat: chatReducers,
  notes: noteReducers,
  annotate: annotateReducers,
  sysinfo: sysinfoReducers,
  shares: shareReducers,
  clipboard: clipboardReducers,
  files: fileReducers,
}

interface Part {
  readonly slice: keyof Slices
  readonly reduce: SliceReducer
}

/** A type may change several parts: what is drawn on a share goes with the share. */
const BY_TYPE = Map.groupBy(
  Object.entries(SLICE_REDUCERS).flatMap(([slice, reducers]) =>
    Object.entries(reducers).map(([type, reduce]) => ({ type, slice, reduce }) as Part & { readonly type: string }),
  ),
  ({ type }) => type,
)

/** Folds one event. An unknown type is kept in the journal, counted here, and changes nothing else. */
export function reduceSession(state: SessionState, raw: Event): SessionState {
  const event = upcast(raw)
  const seq = { seq: event.seq }
  const core = reduceCore(state.core, event)
  const parts = BY_TYPE.get(event.type) ?? []
  if (!core && parts.length === 0) return { ...state, core: { ...state.core, ...seq, unknown: state.core.unknown + 1 } }
  const next: SessionState = { ...state, core: { ...(core ?? state.core), ...seq } }
  for (const { slice, reduce } of parts)
    Object.assign(next, { [slice]: reduce(state[slice] as never, event.data as never, event) })
  return next
}

/** Folds a whole history. */
export function foldSession(id: string, events: Iterable<Event>): SessionState {
  let state = emptySession(id)
  for (const event of events) state = reduceSession(state, event)
  return state
}
