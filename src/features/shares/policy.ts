// Who may change a running share, tell who holds it, and take it back.
import { isShare, senderOf } from '../../session/rules.ts'
import type { Ask } from '../../session/state.ts'
import { allow, deny, type Given, type Policy, type Verdict } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { Holder, ShareOptions } from './protocol.ts'
import { agreedMonitor, optionsOf, type SharesState, shareOf } from './state.ts'

type With = Given<SharesState>

/** The running share an asker has a part in: the rep who asked for it or the customer it was asked of. */
function ownShare({ core, actor }: With, id: string): Ask | Verdict {
  const ask = core.asks.get(id)
  if (ask?.state !== 'running' || !isShare(ask)) return deny('activity.not-found')
  const isParty = actor.author.role === 'customer' ? ask.customer === actor.author.id : true
  return isParty ? ask : deny('activity.not-found')
}

const isAsk = (value: Ask | Verdict): value is Ask => 'action' in value

/**
 * Changes options. Another monitor than the one that was asked for, or all of them, needs a question of its own: a yes
 * to one monitor is no yes to the next.
 */
export const setShare: Policy<RequestData<'share.set'>, SharesState> = (given, data) => {
  const ask = ownShare(given, data.ask)
  if (!isAsk(ask)) return ask
  const options = optionsOf(given.slice, ask)
  const wanted = Object.fromEntries(Object.entries(data.options).filter(([, value]) => value !== undefined))
  const next = { ...options, ...wanted } as ShareOptions
  const agreed = agreedMonitor(ask)
  if (agreed !== null && next.monitor !== agreed)
    return deny('access.denied', { problem: `only monitor ${agreed} was agreed to` })
  const isSame = JSON.stringify(next) === JSON.stringify(options)
  return allow(isSame ? [] : [{ type: 'share.set', data: { ask: ask.id, options: next } }])
}

function held({ slice }: With, ask: Ask, holder: Holder): Verdict {
  const isSame = shareOf(slice, ask.id).holder === holder
  return allow(isSame ? [] : [{ type: 'share.held', data: { ask: ask.id, holder } }])
}

/** Only the machine that is controlled knows who holds it. */
export const reportHolder: Policy<RequestData<'share.report'>, SharesState> = (given, data) => {
  const ask = ownShare(given, data.ask)
  if (!isAsk(ask)) return ask
  return senderOf(ask) === given.actor.author.id ? held(given, ask, data.holder) : deny('activity.not-found')
}

/** Only the owner takes back; the machine hears of it and lets nothing in until the other side clicks again. */
export const reclaimShare: Policy<RequestData<'share.reclaim'>, SharesState> = (given, data) => {
  const ask = ownShare(given, data.ask)
  if (!isAsk(ask)) return ask
  return senderOf(ask) === given.actor.author.id
    ? held(given, ask, 'owner')
    : deny('access.denied', { problem: 'it is not your machine' })
}
