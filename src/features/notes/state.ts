// The notes as their events tell them: the last saved text.
import type { Event } from '../../journal/event.ts'

/** The notes of a session. */
export interface NotesState {
  readonly text: string
  /** 0 before the first save. */
  readonly version: number
  readonly savedAt: number | null
  readonly savedBy: string | null
}

/** Notes nobody wrote yet. */
export const emptyNotes: NotesState = { text: '', version: 0, savedAt: null, savedBy: null }

/** Reducers of note events. */
export const noteReducers = {
  'note.saved': (
    _: NotesState,
    data: { readonly text: string; readonly version: number },
    event: Event,
  ): NotesState => ({
    text: data.text,
    version: data.version,
    savedAt: event.at,
    savedBy: event.by.name,
  }),
} as const
