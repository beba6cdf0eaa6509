// A session's life: start, list, show, end.
import { z } from 'zod'
import { MAX_ENVELOPE_BYTES, MAX_NAME_CHARACTERS, MAX_TOPIC_CHARACTERS } from '../../protocol/limits.ts'
import { declare } from '../../session/request.ts'

const participant = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  state: z.string(),
  connected: z.boolean(),
  account: z.string().nullable(),
  language: z.string(),
  display: z.string().nullable(),
  platform: z.string().nullable(),
  since: z.number(),
})
const ask = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  customer: z.string(),
  by: z.string(),
  at: z.number(),
  channel: z.number().nullable(),
  info: z.record(z.string(), z.unknown()),
  answeredBy: z.string().nullable(),
  reason: z.string().nullable(),
})

/** A session in full, as `session.show` answers. Times are UTC milliseconds. */
export const sessionDetail = z.object({
  id: z.string(),
  number: z.string(),
  type: z.string(),
  channel: z.string(),
  state: z.string(),
  topic: z.string(),
  queue: z.string().nullable(),
  tracking: z.record(z.string(), z.string()),
  company: z.string(),
  primary: z.string(),
  focus: z.string().nullable(),
  participants: z.array(participant),
  grants: z.array(
    z.object({ kind: z.string(), scope: z.string(), by: z.string(), customer: z.string(), at: z.number() }),
  ),
  asks: z.array(ask),
  notes: z.string(),
  failedJoins: z.number(),
  hasPassword: z.boolean(),
  needsApproval: z.boolean(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  joinUrl: z.string(),
  joinCommand: z.string(),
  seq: z.number(),
  newer: z.number(),
})
/** A session in detail. */
export type SessionDetail = z.infer<typeof sessionDetail>

/** One line of the session list. */
export const sessionLine = z.object({
  id: z.string(),
  number: z.string(),
  type: z.string(),
  channel: z.string(),
  state: z.string(),
  topic: z.string(),
  primary: z.object({ id: z.string(), name: z.string() }),
  customers: z.array(z.string()),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
})
/** One line of the session list. */
export type SessionLine = z.infer<typeof sessionLine>

/** Requests about a session's life. */
export const lifecycleRequests = {
  'session.start': declare({
    target: 'site',
    who: ['rep'],
    scope: 'work',
    data: z.strictObject({
      type: z.enum(['outbound']).default('outbound'),
      topic: z.string().trim().max(MAX_TOPIC_CHARACTERS).default(''),
      tracking: z
        .record(z.string().min(1).max(60), z.string().max(200))
        .refine((all) => Object.keys(all).length <= 10, 'at most 10')
        .default({}),
      password: z.string().min(1).max(MAX_NAME_CHARACTERS).nullable().default(null),
      approval: z.boolean().default(false),
      language: z.string().max(10).default('en'),
    }),
    reply: z.object({
      id: z.string(),
      number: z.string(),
      state: z.string(),
      joinUrl: z.string(),
      joinCommand: z.string(),
    }),
  }),
  'session.list': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    data: z.strictObject({
      states: z.array(z.enum(['waiting', 'active', 'ended'])).default(['waiting', 'active']),
      everyone: z.boolean().default(false),
      text: z.string().max(200).default(''),
      limit: z.int().min(1).max(1_000).default(200),
      before: z
        .strictObject({ startedAt: z.number(), id: z.string().max(40) })
        .nullable()
        .default(null),
    }),
    reply: z.object({ sessions: z.array(sessionLine) }),
  }),
  'session.show': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({ session: z.string().min(1).max(40) }),
    reply: sessionDetail,
  }),
  'session.end': declare({
    target: 'session',
    who: ['primary', 'assistant', 'visitor'],
    scope: 'work',
    data: z.strictObject({
      notes: z.string().max(MAX_ENVELOPE_BYTES).nullable().default(null),
    }),
    reply: z.object({ ended: z.boolean() }),
  }),
} as const
