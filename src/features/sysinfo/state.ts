// The newest system information of each customer.
import type { Event } from '../../journal/event.ts'
import type { Categories, SysinfoCollected } from './protocol.ts'

/** One collection of one machine. */
export interface SysinfoSnapshot {
  readonly collectedAt: number
  readonly ask: string
  readonly categories: Categories
}

/** Newest snapshot by customer. */
export interface SysinfoState {
  readonly byCustomer: ReadonlyMap<string, SysinfoSnapshot>
}

/** Nothing collected. */
export const emptySysinfo: SysinfoState = { byCustomer: new Map() }

/** Reducers of system information events. */
export const sysinfoReducers = {
  'sysinfo.collected': (state: SysinfoState, data: SysinfoCollected, event: Event): SysinfoState => ({
    byCustomer: new Map(state.byCustomer).set(data.customer, {
      collectedAt: event.at,
      ask: data.ask,
      categories: data.categories,
    }),
  }),
} as const
