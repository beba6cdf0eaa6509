// The marks on every running share, as the events tell them; they go with the share.
import type { Event } from '../../journal/event.ts'
import { type Mark, withMark } from '../../protocol/marks.ts'
import type { CoreData } from '../../session/events.ts'
import { FIRST_PART } from '../../session/rules.ts'
import type { AnnotateData } from './protocol.ts'

/** A mark with who drew it, and when (UTC milliseconds). */
export type DrawnMark = Mark & { readonly by: string; readonly author: string; readonly at: number }

/** What lies over one picture of a running share. */
export interface Layer {
  readonly ask: string
  /** The part of the share it is; null for its first picture. */
  readonly part: string | null
  /** Who holds mouse and keyboard, as the machine that is controlled told it. */
  readonly holder: string
  /** Oldest first. */
  readonly marks: readonly DrawnMark[]
}

/** The layers of the pictures that are shown now, by channel: what is upgraded keeps its channel and its marks. */
export type AnnotateState = ReadonlyMap<number, Layer>

/** Before anything is shared. */
export const emptyAnnotate: AnnotateState = new Map()

/** Reducers of annotations, and of what begins and ends the shares they are drawn on. */
export const annotateReducers = {
  'annotate.added': (state: AnnotateState, { channel, mark }: AnnotateData<'annotate.added'>, { by, at }: Event) =>
    changed(
      state,
      (_, key) => key === channel,
      ({ marks }) => ({
        marks: withMark(marks, { ...mark, by: by.id, author: by.name, at }),
      }),
    ),
  'annotate.removed': (state: AnnotateState, { ask, mark }: AnnotateData<'annotate.removed'>) =>
    changed(
      state,
      (one) => one.ask === ask,
      ({ marks }) => ({ marks: marks.filter(({ id }) => id !== mark) }),
    ),
  'annotate.cleared': (state: AnnotateState, { ask, channel, author }: AnnotateData<'annotate.cleared'>) =>
    changed(
      state,
      (one, key) => one.ask === ask && (channel ?? key) === key,
      ({ marks }) => ({
        marks: author === null ? [] : marks.filter(({ by }) => by !== author),
      }),
    ),
  'activity.started': (state: AnnotateState, { ask, channel }: CoreData<'activity.started'>) =>
    channel === null ? state : shown(state, channel, { ask, part: null }),
  'activity.widened': (state: AnnotateState, { ask, part, channel }: CoreData<'activity.widened'>) =>
    shown(state, channel, { ask, part }),
  'activity.narrowed': (state: AnnotateState, { ask, part }: CoreData<'activity.narrowed'>) =>
    without(state, (one) => one.ask === ask && one.part === (part === FIRST_PART ? null : part)),
  'share.held': (state: AnnotateState, { ask, holder }: { readonly ask: string; readonly holder: string }) =>
    changed(
      state,
      (one) => one.ask === ask,
      () => ({ holder }),
    ),
  'activity.finished': (state: AnnotateState, { ask }: CoreData<'activity.finished'>) =>
    without(state, (one) => one.ask === ask),
  'activity.stopped': (state: AnnotateState, { ask }: CoreData<'activity.stopped'>) =>
    without(state, (one) => one.ask === ask),
  'session.ended': () => emptyAnnotate,
} as const

type Which = (layer: Layer, channel: number) => boolean

function shown(state: AnnotateState, channel: number, of: Pick<Layer, 'ask' | 'part'>): AnnotateState {
  return new Map(state).set(channel, { ...of, holder: 'nobody', marks: state.get(channel)?.marks ?? [] })
}

function changed(state: AnnotateState, which: Which, how: (layer: Layer) => Partial<Layer>): AnnotateState {
  return new Map([...state].map(([key, one]) => [key, which(one, key) ? { ...one, ...how(one) } : one]))
}

function without(state: AnnotateState, which: Which): AnnotateState {
  return new Map([...state].filter(([key, one]) => !which(one, key)))
}
