// The hub's side of consent: it records what the customer's agent decided, and lets nobody else decide it.
import { core as draft } from '../../session/events.ts'
import { covers, kindSpec } from '../../session/kinds.ts'
import { FIRST_PART, senderOf, stopAsk, stopAsks, upgradedBy } from '../../session/rules.ts'
import { type Ask, type Core, isOpen, isPending } from '../../session/state.ts'
import { allow, deny, type Given, type Policy, type Verdict } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'

function ownAsk({ core, actor }: Given, id: string): Ask | Verdict {
  const ask = core.asks.get(id)
  if (!ask || ask.customer !== actor.author.id) return deny('activity.not-found')
  return ask
}

const isAsk = (value: Ask | Verdict): value is Ask => 'action' in value

/** The prompt is on the customer's screen. */
export const deliver: Policy<RequestData<'consent.deliver'>> = (given, data) => {
  const ask = ownAsk(given, data.ask)
  if (!isAsk(ask)) return ask
  if (ask.state === 'delivered') return allow([])
  return ask.state === 'requested'
    ? allow([draft('consent.delivered', { ask: ask.id })])
    : deny('consent.not-pending', { state: ask.state })
}

function hasGrant(core: Core, ask: Ask): boolean {
  return core.grants.some((one) => one.customer === ask.customer && covers(one.kind, ask.kind))
}

/** The customer's answer. "All" is only kept for kinds it covers; "earlier" needs an earlier yes on record. */
export const answer: Policy<RequestData<'consent.answer'>> = (given, data) => {
  const ask = ownAsk(given, data.ask)
  if (!isAsk(ask)) return ask
  if (!isPending(ask)) return deny('consent.not-pending', { state: ask.state })
  if (data.answer === 'expired') return allow([draft('consent.expired', { ask: ask.id })])
  if (data.answer === 'no') {
    const by = data.by === 'policy' ? 'policy' : 'customer'
    return allow([draft('consent.denied', { ask: ask.id, by })])
  }
  if (data.by === 'earlier' && !hasGrant(given.core, ask)) return deny('consent.not-granted')
  if (data.answer === 'session' && kindSpec(ask.kind).alwaysAsks)
    return deny('access.denied', { problem: `${ask.kind} is asked every time` })
  const scope = data.answer === 'yes' ? 'once' : data.answer
  return allow([draft('consent.granted', { ask: ask.id, kind: ask.kind, scope, by: data.by })])
}

/** Takes consent back; what runs under it stops. */
export const revoke: Policy<RequestData<'consent.revoke'>> = ({ core, actor }, { kinds }) => {
  const customer = actor.author.id
  const stops = stopAsks(
    core,
    'customer',
    (ask) => ask.customer === customer && (kinds === null || kinds.includes(ask.kind)),
  )
  return allow([draft('consent.revoked', { customer, kinds }), ...stops])
}

/** The rep no longer needs an answer. */
export const withdraw: Policy<RequestData<'consent.withdraw'>> = ({ core }, data) => {
  const ask = core.asks.get(data.ask)
  if (!ask) return deny('activity.not-found')
  return isPending(ask)
    ? allow([draft('consent.withdrawn', { ask: ask.id, reason: 'rep' })])
    : deny('consent.not-pending', { state: ask.state })
}

/** The ask whose activity this participant's own machine carries out. */
function sentAsk({ core, actor }: Given, id: string): Ask | Verdict {
  const ask = core.asks.get(id)
  return ask && senderOf(ask) === actor.author.id ? ask : deny('activity.not-found')
}

/**
 * The sending machine has verified that the activity runs; frames travel on the channel given here.
 *
 * What it replaces ends with it, and its channel goes on: those who watch see no break (DSK-07).
 */
export const startActivity: Policy<RequestData<'activity.start'>> = (given, data) => {
  const ask = sentAsk(given, data.ask)
  if (!isAsk(ask)) return ask
  if (ask.state === 'running') return allow([], { channel: ask.channel })
  if (ask.state !== 'granted') return deny('consent.not-granted')
  const upgraded = upgradedBy(given.core, ask)
  const channel = kindSpec(ask.kind).shares ? (upgraded?.channel ?? given.newChannel()) : null
  const started = draft('activity.started', { ask: ask.id, channel, info: data.info })
  if (!upgraded) return allow([started], { channel })
  const replaced = draft('activity.stopped', { ask: upgraded.id, reason: 'upgraded', next: ask.id })
  return allow([started, replaced], { channel })
}

/** Pictures of one share at once. */
export const MAX_PARTS = 16

/** One more picture of a running share, on a channel of its own. */
export const widenActivity: Policy<RequestData<'activity.widen'>> = (given, { ask: id, part, info }) => {
  const ask = sentAsk(given, id)
  if (!isAsk(ask)) return ask
  if (ask.state !== 'running' || ask.channel === null) return deny('activity.not-found')
  const parts = ask.parts ?? []
  const known = parts.find((one) => one.part === part)
  if (known) return allow([], { channel: known.channel })
  if (part === FIRST_PART) return deny('request.malformed', { problem: `no part may be called ${FIRST_PART}` })
  if (parts.length + 1 >= MAX_PARTS) return deny('request.too-many')
  const channel = given.newChannel()
  return allow([draft('activity.widened', { ask: id, part, channel, info })], { channel })
}

/** One of several pictures is over; the share goes on with the others. */
export const narrowActivity: Policy<RequestData<'activity.narrow'>> = (given, { ask: id, part }) => {
  const ask = sentAsk(given, id)
  if (!isAsk(ask)) return ask
  const parts = ask.parts ?? []
  const isKnown = part === FIRST_PART ? parts.length > 0 && !ask.isFirstOver : parts.some((one) => one.part === part)
  return isKnown ? allow([draft('activity.narrowed', { ask: id, part })]) : deny('activity.not-found')
}

/** It ended by itself, with its verified result. */
export const finishActivity: Policy<RequestData<'activity.finish'>> = (given, data) => {
  const ask = sentAsk(given, data.ask)
  if (!isAsk(ask)) return ask
  if (ask.state !== 'granted' && ask.state !== 'running') return deny('activity.not-found')
  return allow([draft('activity.finished', data)])
}

/** The rep who controls, or the customer whose machine it is, stops it. */
export const stopActivity: Policy<RequestData<'activity.stop'>> = ({ core, actor }, data) => {
  const ask = core.asks.get(data.ask)
  const isCustomer = actor.author.role === 'customer'
  if (!ask || (isCustomer && ask.customer !== actor.author.id)) return deny('activity.not-found')
  return isOpen(ask) ? allow([stopAsk(ask, isCustomer ? 'customer' : 'rep')]) : deny('activity.not-found')
}
