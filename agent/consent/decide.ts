// The decision over one ask, as a pure function: what was decided before is applied, everything else is the customer's.
import { covers, type Kind } from '../../src/session/kinds.ts'
import type { Policy } from './policy.ts'

/** What a decision is made from. */
export interface Situation {
  readonly kind: Kind
  readonly policy: Policy
  /** Yeses of the customer that still stand for this session. */
  readonly standing: readonly (Kind | 'all')[]
  /** Kinds whose `--allow` was taken back with `revoke`; `all` takes back every flag. */
  readonly withdrawn: readonly (Kind | 'all')[]
  /** Whether there is a terminal to ask on. */
  readonly canPrompt: boolean
}

/** What to do about one ask. */
export type Decision =
  | { readonly is: 'refuse'; readonly why: 'denied' | 'not-named' }
  | { readonly is: 'allow'; readonly by: 'earlier' | 'policy' }
  | { readonly is: 'prompt' }

/**
 * Decides over one ask: a `--deny` wins over everything, then a standing yes, then an `--allow`; what is left is asked
 * on the terminal, and refused where there is none. Nothing is ever allowed by the absence of something.
 */
export function decide(given: Situation): Decision {
  const { kind, policy } = given
  if (policy.denyAll || policy.deny.has(kind)) return { is: 'refuse', why: 'denied' }
  if (given.standing.some((one) => covers(one, kind))) return { is: 'allow', by: 'earlier' }
  if (isAllowedByFlag(given)) return { is: 'allow', by: 'policy' }
  return given.canPrompt ? { is: 'prompt' } : { is: 'refuse', why: 'not-named' }
}

function isAllowedByFlag({ kind, policy, withdrawn }: Situation): boolean {
  if (withdrawn.includes('all') || withdrawn.includes(kind)) return false
  if (policy.allow.has(kind)) return covers(kind, kind)
  return policy.allowAll && covers('all', kind)
}
