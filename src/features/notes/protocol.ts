// Session notes: one text, saved whole, for reps only.
import { z } from 'zod'
import { MAX_ENVELOPE_BYTES } from '../../protocol/limits.ts'
import { declare } from '../../session/request.ts'

/** Requests about notes. `base` is the version the writer started from: saving over a newer one is a conflict. */
export const noteRequests = {
  'note.save': declare({
    target: 'session',
    who: ['primary', 'assistant'],
    scope: 'work',
    reply: z.object({ version: z.number() }),
    data: z.strictObject({
      text: z.string().max(MAX_ENVELOPE_BYTES),
      base: z.int().min(0).nullable().default(null),
    }),
  }),
} as const

/** Events of notes. */
export const noteEvents = {
  'note.saved': z.strictObject({ text: z.string(), version: z.int().min(1) }),
} as const
