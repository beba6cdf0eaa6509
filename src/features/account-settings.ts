// What is set for one account, beside what is set for the site: kept as JSON in its row.
import { z } from 'zod'

/** How many sessions an account may control at once; the site's own mode limits it further (MUL-02). */
export const sessionMode = z.enum(['single', 'multi'])

const settings = z.object({ sessionMode: sessionMode.optional() })

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
