// Seeing the customer's desktop.
import { z } from 'zod'
import { declare } from '../../session/request.ts'

/** Requests about desktops. */
export const desktopRequests = {
  'desktop.view': declare({
    target: 'session',
    who: ['primary'],
    scope: 'work',
    kind: 'desktop.view',
    reply: z.object({ ask: z.string() }),
    /** `monitor`: index from 0, or null for the whole desktop. */
    data: z.strictObject({ monitor: z.int().min(0).max(63).nullable().default(null) }),
  }),
} as const
