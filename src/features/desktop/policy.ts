// Asking to see, control or show a desktop.
import type { Kind } from '../../session/kinds.ts'
import { askToShare } from '../../session/sharing.ts'
import type { Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { desktopRequests } from './protocol.ts'

type Name = keyof typeof desktopRequests & Kind

/** Asks the customer in focus for one of the four directions. */
function askFor<N extends Name>(kind: N): Policy<RequestData<N>> {
  return (given, data) => askToShare(given, { kind, action: { name: kind, data } })
}

/** The policies of the four directions. */
export const desktopPolicies = {
  'desktop.view': askFor('desktop.view'),
  'desktop.control': askFor('desktop.control'),
  'desktop.share': askFor('desktop.share'),
  'desktop.share-control': askFor('desktop.share-control'),
} as const
