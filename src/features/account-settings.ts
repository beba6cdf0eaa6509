// What is set for one account, beside what is set for the site: kept as JSON in its row.
import { z } from 'zod'
import { SHARE_COLORS } from './shares/choices.ts'
import { VIEW_SCALES, VIEW_WINDOWS } from './view-choices.ts'

/** How many sessions an account may control at once; the site's own mode limits it further (MUL-02). */
export const sessionMode = z.enum(['single', 'multi'])

/** How pictures of others' machines open for an account (VIEW-04), and in which colours (VIEW-13). */
export const accountView = z.strictObject({
  window: z.enum(VIEW_WINDOWS),
  scale: z.enum(VIEW_SCALES),
  colors: z.enum(SHARE_COLORS),
})
/** How pictures open for an account. */
export type AccountView = Readonly<z.output<typeof accountView>>

/** Where nothing is set: over the whole screen (DSK-11), made to fit, in all colours. */
export const USUAL_VIEW: AccountView = { window: 'full', scale: 'fit', colors: 'true' }

const settings = z.object({ sessionMode: sessionMode.optional(), view: accountView.partial().optional() })

/** Settings of one account. */
export type AccountSettings = Readonly<z.infer<typeof settings>>

/** Reads the settings of a row; what no program of ours wrote counts as nothing set. */
export function readAccountSettings(text: string): AccountSettings {
  try {
    const parsed = settings.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : {}
  } catch {
    return {} // not JSON: nothing is set
  }
}
