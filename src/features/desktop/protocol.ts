// Seeing, controlling and showing a whole desktop.
import { z } from 'zod'
import { declare } from '../../session/request.ts'

/** Index of a monitor from 0, or null for the whole desktop. */
const monitor = z.int().min(0).max(63).nullable().default(null)
const asked = { target: 'session', who: ['primary'], scope: 'work', reply: z.object({ ask: z.string() }) } as const

/** Requests about desktops: the customer's to see and control, the rep's own to show and to give (DSK-17). */
export const desktopRequests = {
  'desktop.view': declare({ ...asked, kind: 'desktop.view', data: z.strictObject({ monitor }) }),
  'desktop.control': declare({ ...asked, kind: 'desktop.control', data: z.strictObject({ monitor }) }),
  'desktop.share': declare({ ...asked, kind: 'desktop.share', data: z.strictObject({ monitor }) }),
  /** `understood`: the rep was told what a customer with control can do, and said so (DSK-08). */
  'desktop.share-control': declare({
    ...asked,
    kind: 'desktop.share-control',
    data: z.strictObject({ monitor, understood: z.literal(true) }),
  }),
} as const
