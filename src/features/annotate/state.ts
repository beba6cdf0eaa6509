// The marks on every running share, as the events tell them; they go with the share.
import type { Event } from '../../journal/event.ts'
import { type Mark, withMark } from '../../protocol/marks.ts'
import type { CoreData } from '../../session/events.ts'
import type { AnnotateData } from './protocol.ts'

/** A mark with who drew it, and when (UTC milliseconds). */
export type DrawnMark = Mark & { readonly by: string; readonly author: string; readonly at: number }

/** What lies over one running share. */
export interface Layer {
  readonly channel: number
  /** Who holds mouse and keyboard, as the machine that is controlled told it. */
  readonly holder: string
  /** Oldest first. */
  readonly marks: readonly DrawnMark[]
}

/** The layers of the running shares, by ask. */
export type AnnotateState = ReadonlyMap<string, Layer>

/** Before anything is shared. */
export const emptyAnnotate: AnnotateState = new Map()

/** The layer that lies over a channel now, with its ask; a share that was upgraded keeps its channel. */
export function layerOf(state: AnnotateState, channel: number): (Layer & { readonly ask: string }) | null {
  for (const [ask, layer] of [...state].toReversed()) if (layer.channel === channel) return { ...layer, ask }
  return null
}

/** Reducers of annotations, and of what begins and ends the shares they are drawn on. */
export const annotateReducers = {
  'annotate.added': (state: AnnotateState, { ask, mark }: AnnotateData<'annotate.added'>, { by, at }: Event) =>
    change(state, ask, (marks) => withMark(marks, { ...mark, by: by.id, author: by.name, at })),
  'annotate.removed': (state: AnnotateState, { ask, mark }: AnnotateData<'annotate.removed'>) =>
    change(state, ask, (marks) => marks.filter(({ id }) => id !== mark)),
  'annotate.cleared': (state: AnnotateState, { ask, author }: AnnotateData<'annotate.cleared'>) =>
    change(state, ask, (marks) => (author === null ? [] : marks.filter(({ by }) => by !== author))),
  'activity.started': (state: AnnotateState, { ask, channel }: CoreData<'activity.started'>): AnnotateState => {
    if (channel === null) return state
    const marks = layerOf(state, channel)?.marks ?? []
    return new Map(state).set(ask, { channel, holder: 'nobody', marks })
  },
  'share.held': (state: AnnotateState, { ask, holder }: { readonly ask: string; readonly holder: string }) => {
    const layer = state.get(ask)
    return layer ? new Map(state).set(ask, { ...layer, holder }) : state
  },
  'activity.finished': (state: AnnotateState, { ask }: CoreData<'activity.finished'>) => without(state, ask),
  'activity.stopped': (state: AnnotateState, { ask }: CoreData<'activity.stopped'>) => without(state, ask),
  'session.ended': () => emptyAnnotate,
} as const

function change(
  state: AnnotateState,
  ask: string,
  how: (marks: readonly DrawnMark[]) => readonly DrawnMark[],
): AnnotateState {
  const layer = state.get(ask)
  return layer ? new Map(state).set(ask, { ...layer, marks: how(layer.marks) }) : state
}

function without(state: AnnotateState, ask: string): AnnotateState {
  if (!state.has(ask)) return state
  const rest = new Map(state)
  rest.delete(ask)
  return rest
}
