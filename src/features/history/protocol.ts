// Reading journals: pages of one stream, the whole site since a cursor, and the signed head for an export.
import { z } from 'zod'
import { wireEvent } from '../../protocol/envelope.ts'
import { declare } from '../../session/request.ts'

/** Entries one page may hold. */
export const MAX_PAGE = 500

/** Requests about journals. */
export const historyRequests = {
  /** Events of a session after (or, with `back`, before) a seq, those the asker may see. */
  'journal.read': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({
      session: z.string().min(1).max(40),
      after: z.int().min(0).default(0),
      back: z.boolean().default(false),
      limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    }),
    reply: z.object({ events: z.array(wireEvent), upTo: z.number(), more: z.boolean() }),
  }),
  /**
   * Raw lines for an export: exactly what was stored and hashed, and of what the asker may not see its signed place.
   * Reps in the session and administrators only.
   */
  'journal.lines': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    data: z.strictObject({
      session: z.string().min(1).max(40),
      after: z.int().min(0).default(0),
      limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    }),
    reply: z.object({ lines: z.array(z.string()), more: z.boolean() }),
  }),
  /** The head of a journal, signed by the hub's key at this moment. */
  'journal.head': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    data: z.strictObject({ session: z.string().min(1).max(40) }),
    reply: z.object({
      stream: z.string(),
      seq: z.number(),
      hash: z.string(),
      at: z.number(),
      key: z.string(),
      signature: z.string(),
      publicKey: z.string(),
    }),
  }),
  /** Events of every stream the asker may see, after a cursor; the cursor never misses and never repeats. */
  'events.since': declare({
    target: 'site',
    who: ['rep'],
    scope: 'read',
    data: z.strictObject({
      cursor: z.int().min(0).default(0),
      limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
      waitMs: z.int().min(0).max(30_000).default(0),
    }),
    reply: z.object({ events: z.array(wireEvent), cursor: z.number(), more: z.boolean() }),
  }),
} as const
