// The policy every kind of sharing has in common: one share of a kind at a time, upgraded in place, never without a screen.
import { type Kind, kindSpec } from './kinds.ts'
import { focusedCustomer, isSamePicture } from './rules.ts'
import { isOpen } from './state.ts'
import { deny, type Given, type Verdict } from './verdict.ts'

/** What would be shared: the kind of consent, and the request with its data as the customer's machine gets it. */
export interface SharePlan {
  readonly kind: Kind
  readonly action: { readonly name: string; readonly data?: unknown }
}

/**
 * Asks the customer in focus. One share of a machine serves every viewer, so a second is refused
 * (`activity.running`); so is looking at what is controlled already, for that shows it. Of a rep's own applications
 * each is a share by itself (APP-15).
 */
export function askToShare({ core }: Given, { kind, action }: SharePlan): Verdict {
  const customer = focusedCustomer(core)
  const running = [...core.asks.values()].find(
    (ask) =>
      isOpen(ask) &&
      ask.customer === customer?.id &&
      (ask.kind === kind || kindSpec(ask.kind).upgrades === kind) &&
      isSamePicture(ask, { kind, action }),
  )
  if (running) return deny('activity.running', { ask: running.id, state: running.state })
  // A customer on the page is asked all the same: the page shows how to start the agent.
  const isTheirs = kindSpec(kind).sender !== 'rep'
  if (isTheirs && customer?.machine?.program === 'agent' && customer.machine.display === 'none')
    return deny('screen.none', { problem: 'its agent found no display' })
  return { verdict: 'ask', kind, action }
}
