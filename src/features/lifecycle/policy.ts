// Ending a session.
import { MAX_NOTE_CHARACTERS } from '../../protocol/limits.ts'
import { core as draft } from '../../session/events.ts'
import { departure, stopAsks } from '../../session/rules.ts'
import { allow, deny, type Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'

/** What ending needs to know of the notes. */
interface NotesSlice {
  readonly text: string
  readonly version: number
}

/**
 * Ends the session for everyone; for a rep who no longer controls it, `end` only makes that rep leave (SES-24).
 *
 * The notes handed in with it are saved first (NOT-03). The hub seals the journal afterwards.
 */
export const endSession: Policy<RequestData<'session.end'>, NotesSlice> = ({ core, slice, actor }, { notes }) => {
  const one = actor.participant
  if (one?.role === 'assistant') return allow(departure(core, one.id, 'left'), { ended: false })
  const length = notes === null ? 0 : [...notes].length
  if (length > MAX_NOTE_CHARACTERS) return deny('note.too-long', { limit: MAX_NOTE_CHARACTERS, length })
  const changed = notes !== null && notes !== slice.text
  const saved = changed ? [{ type: 'note.saved', data: { text: notes, version: slice.version + 1 } }] : []
  const reason = one ? 'rep' : 'admin'
  return allow([...saved, ...stopAsks(core, 'ended', () => true), draft('session.ended', { reason })], { ended: true })
}
