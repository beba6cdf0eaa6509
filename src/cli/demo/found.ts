// Who plays in a demonstration, what its steps have found out so far, and how one fails.
import type { Started } from './programs.ts'

/** What the steps have found out so far. */
export interface Found {
  url: string
  number: string
  session: string
  hub: Started | null
  agent: Started | null
  view: Started | null
  control: Started | null
}

/** The rep who starts the session. */
export const LEAD = { email: 'lead@example.com', name: 'Lee Seo-yeon' }
/** The rep who assists. */
export const SECOND = { email: 'second@example.com', name: 'Park Ji-ho' }
/** The customer's name. */
export const CUSTOMER = 'Kim Min-ji'
/** What the customer's policy allows. */
export const ALLOWED = ['desktop.view', 'desktop.control', 'system.info']
/** Categories of system information (SYS-10). */
export const TEN_CATEGORIES = 10

/** Fails the step. */
export function mustBe(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what)
}
