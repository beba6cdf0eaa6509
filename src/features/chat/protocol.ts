// Chat: one message to everyone in the session or to one of them.
import { z } from 'zod'
import { MAX_ENVELOPE_BYTES, MAX_NAME_CHARACTERS } from '../../protocol/limits.ts'
import { declare } from '../../session/request.ts'

/** Requests about chat. The text is kept as it arrived and made safe wherever it is shown. */
export const chatRequests = {
  'chat.send': declare({
    target: 'session',
    who: ['primary', 'assistant', 'customer'],
    scope: 'work',
    data: z.strictObject({
      to: z.string().min(1).max(MAX_NAME_CHARACTERS).default('all'),
      text: z
        .string()
        .min(1)
        // The policy counts characters and says how many were too many; nothing longer than this arrives at all.
        .max(MAX_ENVELOPE_BYTES),
    }),
    reply: z.object({}),
  }),
} as const

/** Events of chat; `to` is `all` or a participant id. */
export const chatEvents = {
  'chat.sent': z.strictObject({ to: z.string(), text: z.string() }),
} as const
/** Data of `chat.sent`. */
export type ChatSent = z.infer<(typeof chatEvents)['chat.sent']>
