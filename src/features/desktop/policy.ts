// Asking to see the customer's desktop.
import { focusedCustomer } from '../../session/rules.ts'
import { isOpen } from '../../session/state.ts'
import { deny, type Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'

/** Asks the customer in focus; one view of a customer's desktop serves every viewer, so a second is refused. */
export const viewDesktop: Policy<RequestData<'desktop.view'>> = ({ core }, data) => {
  const customer = focusedCustomer(core)
  const running = [...core.asks.values()].find(
    (ask) => ask.kind === 'desktop.view' && ask.customer === customer?.id && isOpen(ask),
  )
  if (running) return deny('activity.running', { ask: running.id, state: running.state })
  // A customer on the page is asked all the same: the page shows how to start the agent.
  if (customer?.machine?.program === 'agent' && customer.machine.display === 'none')
    return deny('screen.none', { problem: 'its agent found no display' })
  return { verdict: 'ask', kind: 'desktop.view', action: { name: 'desktop.view', data } }
}
