// A policy that says "ask": what the hub checks before the customer is bothered, and the event that asks.
import { core as draft } from '../session/events.ts'
import { isOff } from '../session/permitted.ts'
import { focusedCustomer } from '../session/rules.ts'
import { isPending, present } from '../session/state.ts'
import { allow, deny, type Given, type Verdict } from '../session/verdict.ts'

/** Questions a customer may have open at once. */
export const MAX_PENDING_ASKS = 20

type Asking = Extract<Verdict, { verdict: 'ask' }>

/** Turns "ask" into the event that asks, or into a refusal: switched off, not joined, away, or too many at once. */
export function askEvents(given: Given, asking: Asking): Exclude<Verdict, Asking> {
  const { core, settings } = given
  if (isOff(settings, asking.kind)) return deny('feature.off', { kind: asking.kind })
  const customer = asking.customer
    ? present(core, 'customer').find((one) => one.id === asking.customer)
    : focusedCustomer(core)
  if (!customer) return deny('customer.not-joined')
  if (!given.connected.has(customer.id)) return deny('customer.away')
  const pending = [...core.asks.values()].filter((ask) => isPending(ask) && ask.customer === customer.id)
  if (pending.length >= MAX_PENDING_ASKS) return deny('request.too-many')
  const ask = given.newId('k')
  const { name, data = {} } = asking.action
  const requested = draft('consent.requested', {
    ask,
    kind: asking.kind,
    customer: customer.id,
    action: { name, data },
    timeoutMs: core.consentTimeoutMs,
  })
  return allow([requested], { ask })
}
