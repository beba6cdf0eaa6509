// What another `deskhand-agent` of the same user may ask of the running one, as one JSON line each way.
import { z } from 'zod'
import { MAX_CHAT_CHARACTERS } from '../../src/protocol/limits.ts'
import { kind } from '../../src/session/events.ts'

/** Longest line on the control socket, in bytes. */
export const MAX_CONTROL_BYTES = 65_536
/** Connections to the control socket at the same time. */
export const MAX_CONTROL_CONNECTIONS = 8
/** How long a running agent may take to answer, in milliseconds; a download takes as long as it takes. */
export const ANSWER_WAIT_MS: Readonly<Record<ControlRequest['verb'], number>> = {
  status: 15_000,
  revoke: 15_000,
  leave: 15_000,
  say: 15_000,
  files: 15_000,
  download: 24 * 3_600_000,
}
/** How long an asker may take to say its line, in milliseconds. */
export const CONTROL_PATIENCE_MS = 5_000

/** What may be asked. */
export const controlRequest = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('status') }),
  z.strictObject({ verb: z.literal('revoke'), kinds: z.array(kind).max(40).nullable() }),
  z.strictObject({ verb: z.literal('leave') }),
  z.strictObject({
    verb: z.literal('say'),
    text: z
      .string()
      .min(1)
      .max(4 * MAX_CHAT_CHARACTERS),
  }),
  z.strictObject({ verb: z.literal('files') }),
  z.strictObject({ verb: z.literal('download'), number: z.int().min(1), folder: z.string().min(1).max(4_096) }),
])
/** One thing asked of the running agent. */
export type ControlRequest = z.infer<typeof controlRequest>

/** What `status` answers; times in UTC milliseconds. */
export const agentStatus = z.object({
  pid: z.number(),
  session: z.string(),
  number: z.string(),
  participant: z.string(),
  hub: z.string(),
  company: z.string(),
  link: z.enum(['connecting', 'open', 'away']),
  waiting: z.boolean(),
  people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  grants: z.array(z.object({ kind: z.string(), at: z.number() })),
  activities: z.array(
    z.object({ ask: z.string(), kind: z.string(), by: z.string(), since: z.number(), watchers: z.number().nullable() }),
  ),
})
/** The running agent as it is now. */
export type AgentStatus = z.infer<typeof agentStatus>

const offered = z.object({ number: z.int(), name: z.string(), bytes: z.int(), sha256: z.string() })

/** What is answered. */
export const controlReply = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    status: agentStatus,
    stopped: z.array(z.string()).default([]),
    files: z.array(offered).default([]),
    saved: offered.extend({ path: z.string() }).nullable().default(null),
  }),
  z.object({ ok: z.literal(false), code: z.string(), details: z.record(z.string(), z.unknown()) }),
])
/** The answer of the running agent. */
export type ControlReply = z.infer<typeof controlReply>
