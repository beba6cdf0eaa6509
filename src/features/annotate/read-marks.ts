// The marks on a share as the journal tells them, for commands that show them once.
import type { Event } from '../../journal/event.ts'
import type { CommandContext } from '../command.ts'
import type { FoundShare } from './find-share.ts'
import { type AnnotateState, annotateReducers, type DrawnMark, emptyAnnotate } from './state.ts'

type Reduce = (state: AnnotateState, data: never, event: Event) => AnnotateState

/** Reads a session's journal a page at a time and folds what is drawn. @returns oldest first */
export async function readMarks(
  { request }: Pick<CommandContext, 'request'>,
  { session, ask }: FoundShare,
): Promise<readonly DrawnMark[]> {
  let state = emptyAnnotate
  for (let from = 0; ; ) {
    const page = await request('journal.read', { session, after: from })
    state = (page.events as readonly Event[]).reduce(fold, state) // the reply's schema has spoken
    if (!page.more || page.upTo <= from) return [...state.values()].flatMap((one) => (one.ask === ask ? one.marks : []))
    from = page.upTo
  }
}

function fold(state: AnnotateState, event: Event): AnnotateState {
  if (!Object.hasOwn(annotateReducers, event.type)) return state
  const reduce = annotateReducers[event.type as keyof typeof annotateReducers] as Reduce // the reducer of that type
  return reduce(state, event.data as never, event)
}
