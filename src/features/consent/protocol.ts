// What the agent reports of the customer's decisions, and of the activities that follow them.
import { z } from 'zod'
import { kind } from '../../session/events.ts'
import { declare } from '../../session/request.ts'

const ask = z.string().min(1).max(64)
const nothing = z.object({})
/** Which further picture of a share it is, as its sender calls it. */
const part = z.string().min(1).max(64)
/** The most facts a machine tells of one picture or activity. */
export const MAX_INFO_FACTS = 16
const info = z
  .record(z.string().max(40), z.union([z.string().max(300), z.number(), z.boolean(), z.null()]))
  .refine((facts) => Object.keys(facts).length <= MAX_INFO_FACTS)
  .default({})
/** How often in a second one person may add or end a picture of a share; each is kept for ever. */
export const MAX_PICTURE_CHANGES_PER_SECOND = 20
const perSecond = MAX_PICTURE_CHANGES_PER_SECOND

/** Requests about consent and activities. Only the customer's side can answer; only reps can withdraw or stop. */
export const consentRequests = {
  'consent.deliver': declare({
    target: 'session',
    who: ['customer'],
    scope: 'work',
    data: z.strictObject({ ask }),
    reply: nothing,
  }),
  'consent.answer': declare({
    target: 'session',
    who: ['customer'],
    scope: 'work',
    reply: nothing,
    data: z.strictObject({
      ask,
      answer: z.enum(['yes', 'session', 'all', 'no', 'expired']),
      by: z.enum(['customer', 'policy', 'earlier']),
    }),
  }),
  /** `kinds: null` takes everything back. */
  'consent.revoke': declare({
    target: 'session',
    who: ['customer'],
    scope: 'work',
    data: z.strictObject({ kinds: z.array(kind).max(40).nullable().default(null) }),
    reply: nothing,
  }),
  'consent.withdraw': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    data: z.strictObject({ ask }),
    reply: nothing,
  }),
  /** The machine that is shown or works, the rep's own for what they share, has verified that the activity runs. */
  'activity.start': declare({
    target: 'session',
    who: ['customer', 'primary'],
    scope: 'work',
    reply: z.object({ channel: z.number().nullable() }),
    data: z.strictObject({ ask, info }),
  }),
  /** One more picture of a running share, such as a second window the customer chose (APP-06). */
  'activity.widen': declare({
    target: 'session',
    who: ['customer', 'primary'],
    scope: 'work',
    perSecond,
    reply: z.object({ channel: z.number() }),
    data: z.strictObject({ ask, part, info }),
  }),
  'activity.narrow': declare({
    target: 'session',
    who: ['customer', 'primary'],
    scope: 'work',
    perSecond,
    reply: nothing,
    data: z.strictObject({ ask, part }),
  }),
  /** It ended by itself, with its verified result. */
  'activity.finish': declare({
    target: 'session',
    who: ['customer', 'primary'],
    scope: 'work',
    reply: nothing,
    data: z.strictObject({
      ask,
      outcome: z.enum(['done', 'failed']),
      error: z
        .strictObject({ code: z.string().max(80), message: z.string().max(2_000) })
        .nullable()
        .default(null),
    }),
  }),
  /** Someone stopped it: the rep who controls, or the customer. */
  'activity.stop': declare({
    target: 'session',
    who: ['primary', 'customer'],
    scope: 'work',
    data: z.strictObject({ ask }),
    reply: nothing,
  }),
} as const
