// Seeing, controlling and showing single applications, and the window a customer asked for help from.
import { z } from 'zod'
import { declare } from '../../session/request.ts'

const asked = { target: 'session', who: ['primary'], scope: 'work', reply: z.object({ ask: z.string() }) } as const
/** The application the rep means, as a hint: the customer chooses (APP-04). */
const wanted = z.string().max(120).default('')
/** What the rep shows of their own machine. */
const title = z.string().min(1).max(200)

/** Requests about applications. `cobrowse.*` falls back to the customer's choice without an originating window (COB-08). */
export const appRequests = {
  'app.view': declare({ ...asked, kind: 'app.view', data: z.strictObject({ wanted }) }),
  'app.control': declare({ ...asked, kind: 'app.control', data: z.strictObject({ wanted }) }),
  'app.share': declare({ ...asked, kind: 'app.share', data: z.strictObject({ title }) }),
  /** `understood`: the rep was told what a customer with control can do, and said so (APP-19). */
  'app.share-control': declare({
    ...asked,
    kind: 'app.share-control',
    data: z.strictObject({ title, understood: z.literal(true) }),
  }),
  'cobrowse.view': declare({ ...asked, kind: 'cobrowse.view', data: z.strictObject({ wanted }) }),
  'cobrowse.control': declare({ ...asked, kind: 'cobrowse.control', data: z.strictObject({ wanted }) }),
} as const
