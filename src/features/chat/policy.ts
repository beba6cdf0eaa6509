// Who may say what to whom.
import { MAX_CHAT_CHARACTERS } from '../../protocol/limits.ts'
import { findParticipant, isVerdict } from '../../session/rules.ts'
import { present } from '../../session/state.ts'
import { allow, deny, type Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { ChatState } from './state.ts'

/** Counts characters as people do: code points, so an emoji of one code point is one. */
function characters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** A message goes to everyone present or to one of them; over the limit it is refused whole, never cut. */
export const sendChat: Policy<RequestData<'chat.send'>, ChatState> = ({ core }, { to, text }) => {
  // A code point is at most two code units, so short texts need no counting.
  const length = text.length > MAX_CHAT_CHARACTERS ? characters(text) : text.length
  if (length > MAX_CHAT_CHARACTERS) return deny('chat.too-long', { limit: MAX_CHAT_CHARACTERS, length })
  if (to === 'all') return allow([{ type: 'chat.sent', data: { to, text } }])
  const target = findParticipant(present(core), to)
  if (isVerdict(target)) return target
  return allow([{ type: 'chat.sent', data: { to: target.id, text } }])
}
