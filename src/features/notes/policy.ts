// Saving notes: whole, and never over a version the writer has not seen.
import { MAX_NOTE_CHARACTERS } from '../../protocol/limits.ts'
import { allow, deny, type Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { NotesState } from './state.ts'

/** Saves the notes; a `base` that is not the newest version is a conflict, so no text is lost. */
export const saveNote: Policy<RequestData<'note.save'>, NotesState> = ({ slice }, { text, base }) => {
  const length = [...text].length
  if (length > MAX_NOTE_CHARACTERS) return deny('note.too-long', { limit: MAX_NOTE_CHARACTERS, length })
  if (base !== null && base !== slice.version)
    return deny('session.state', {
      state: `at version ${slice.version} of its notes`,
      problem: `yours started from ${base}`,
    })
  const version = slice.version + 1
  return allow([{ type: 'note.saved', data: { text, version } }], { version })
}
