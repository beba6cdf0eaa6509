// Asking for system information, and taking the agent's report.
import { core as draft } from '../../session/events.ts'
import { allow, deny, type Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { SysinfoState } from './state.ts'

/** Asks the customer in focus for their machine's system information. */
export const collectSysinfo: Policy<RequestData<'sysinfo.collect'>, SysinfoState> = () => ({
  verdict: 'ask',
  kind: 'system.info',
  action: { name: 'sysinfo.collect', data: {} },
})

/** Takes a report for an ask this customer has granted; it finishes the ask. */
export const reportSysinfo: Policy<RequestData<'sysinfo.report'>, SysinfoState> = ({ core, actor }, data) => {
  const ask = core.asks.get(data.ask)
  if (!ask || ask.customer !== actor.author.id || ask.action.name !== 'sysinfo.collect')
    return deny('activity.not-found')
  if (ask.state !== 'granted' && ask.state !== 'running') return deny('consent.not-granted')
  return allow([
    { type: 'sysinfo.collected', data: { ask: ask.id, customer: ask.customer, categories: data.categories } },
    draft('activity.finished', { ask: ask.id, outcome: 'done', error: null }),
  ])
}
