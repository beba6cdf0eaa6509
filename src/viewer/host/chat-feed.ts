// The chat of a session as a viewer's page shows it; what is written there goes to everyone.
import type { Link } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import { type ChatMessage, chatMessages } from '../../features/chat/state.ts'
import { type ChatLine, MAX_CHAT_LINES } from '../wire.ts'
import type { ViewerFeed } from './feed.ts'

/** Feeds a page with the newest messages. @param me  the reader's participant id */
export function chatFeed(link: Link, mirror: Mirror, me: string): NonNullable<ViewerFeed['chat']> {
  const lineOf = ({ seq, from, text, at }: ChatMessage): ChatLine => ({
    id: String(seq),
    from: from.name,
    isMine: from.id === me,
    text,
    at,
  })
  return {
    list: () => chatMessages(mirror.state.chat).slice(-MAX_CHAT_LINES).map(lineOf),
    onChange: (listener) => {
      let { count } = mirror.state.chat
      return mirror.subscribe(() => {
        if (mirror.state.chat.count === count) return
        count = mirror.state.chat.count
        listener()
      })
    },
    send: (text) => {
      // What the hub refuses does not appear in the chat, which the writer sees.
      link.request('chat.send', { text }, { session: mirror.session }).catch(() => undefined)
    },
  }
}
