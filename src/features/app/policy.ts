// Asking to see, control or show an application.
import type { Kind } from '../../session/kinds.ts'
import { askToShare } from '../../session/sharing.ts'
import type { Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { appRequests } from './protocol.ts'

type Name = keyof typeof appRequests & Kind

/** Asks the customer in focus; which application it is, its owner chooses. */
function askFor<N extends Name>(kind: N): Policy<RequestData<N>> {
  return (given, data) => askToShare(given, { kind, action: { name: kind, data } })
}

/** The policies of applications and co-browsing. */
export const appPolicies = {
  'app.view': askFor('app.view'),
  'app.control': askFor('app.control'),
  'app.share': askFor('app.share'),
  'app.share-control': askFor('app.share-control'),
  'cobrowse.view': askFor('cobrowse.view'),
  'cobrowse.control': askFor('cobrowse.control'),
} as const
