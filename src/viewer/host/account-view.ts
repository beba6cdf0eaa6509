// How pictures open for the account that looks, as its administrator has set it (VIEW-04, VIEW-13).
import type { Link } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import { type AccountView, USUAL_VIEW } from '../../features/account-settings.ts'
import { kindSpec } from '../../session/kinds.ts'
import { sendsOn } from '../../session/rules.ts'

/** How long the hub may take to say it, in milliseconds: a picture does not wait for that any longer. */
const PATIENCE_MS = 3_000

/**
 * Reads how pictures open for this account, and asks for its colours where nobody has set options of the share yet.
 *
 * A hub that does not say in time means the usual.
 */
export async function accountView({
  link,
  mirror,
  channel,
}: {
  readonly link: Link
  readonly mirror: Mirror
  readonly channel: number
}): Promise<AccountView> {
  const told = await link.request('account.whoami', {}, { timeoutMs: PATIENCE_MS }).catch(() => null)
  const view = told?.view ?? USUAL_VIEW
  const { core, shares } = mirror.state
  const ask = [...core.asks.values()].find((one) => one.state === 'running' && sendsOn(one, channel))
  const isMine = core.participants.get(ask?.by ?? '')?.account === (told?.you.kind === 'account' ? told.you.id : null)
  const isFresh = ask && isMine && kindSpec(ask.kind).shares && !shares.has(ask.id)
  if (isFresh && view.colors !== USUAL_VIEW.colors) {
    const wanted = { ask: ask.id, options: { colors: view.colors } }
    // A share that is over already has no colours to be in.
    await link.request('share.set', wanted, { session: mirror.session, timeoutMs: PATIENCE_MS }).catch(() => undefined)
  }
  return view
}
