// The chat as its events tell it: the newest messages, oldest first.
import type { Author, Event } from '../../journal/event.ts'
import type { ChatSent } from './protocol.ts'

/** One message. `to` is `all` or a participant id. */
export interface ChatMessage {
  readonly seq: number
  readonly at: number
  readonly from: Author
  readonly to: string
  readonly text: string
}

/** The newest messages and how many there were. */
export interface ChatState {
  readonly messages: readonly ChatMessage[]
  readonly count: number
}

/** Messages kept in the state; older ones are read from the journal. */
export const KEPT_MESSAGES = 500

/** A chat without messages. */
export const emptyChat: ChatState = { messages: [], count: 0 }

/** Reducers of chat events. */
export const chatReducers = {
  'chat.sent': (chat: ChatState, data: ChatSent, event: Event): ChatState => {
    const message = { seq: event.seq, at: event.at, from: event.by, to: data.to, text: data.text }
    const kept = chat.messages.length < KEPT_MESSAGES ? chat.messages : chat.messages.slice(KEPT_MESSAGES / 4)
    return { messages: [...kept, message], count: chat.count + 1 }
  },
} as const
