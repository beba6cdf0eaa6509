// The reducers of the core events: a session's state follows from its journal and from nothing else.
import type { Event } from '../journal/event.ts'
import type { CoreData, CoreType, Person } from './events.ts'
import { FIRST_PART } from './rules.ts'
import { type Ask, type AskPart, type Core, type Grant, isOpen, KEPT_ASKS, type Participant, present } from './state.ts'

type Reducer<T extends CoreType> = (core: Core, data: CoreData<T>, event: Event) => Core

function withParticipant(core: Core, id: string, change: Partial<Participant>): Core {
  const one = core.participants.get(id)
  if (!one) return core
  return { ...core, participants: new Map(core.participants).set(id, { ...one, ...change }) }
}

type Arrival = { readonly state: 'knocking' | 'present'; readonly event: Event }

function addParticipant(core: Core, person: Person, { state, event }: Arrival): Core {
  const { email = null, machine = null } = core.participants.get(person.id) ?? {}
  const joinedSeq = state === 'present' ? event.seq : null
  const one: Participant = { ...person, email, machine, state, since: event.at, joinedSeq, leftSeq: null }
  return { ...core, participants: new Map(core.participants).set(one.id, one) }
}

/** Active with a customer present, waiting without (B.3); the focus follows the first customer and leaves with theirs. */
function settle(core: Core): Core {
  const customers = present(core, 'customer')
  const focus = customers.some((one) => one.id === core.focus) ? core.focus : (customers[0]?.id ?? null)
  return { ...core, focus, phase: customers.length > 0 ? 'active' : 'waiting' }
}

function withAsk(core: Core, id: string, change: Partial<Ask>): Core {
  const ask = core.asks.get(id)
  return ask ? { ...core, asks: new Map(core.asks).set(id, { ...ask, ...change }) } : core
}

function withParts(core: Core, id: string, how: (parts: readonly AskPart[]) => readonly AskPart[]): Core {
  return withAsk(core, id, { parts: how(core.asks.get(id)?.parts ?? []) })
}

function addAsk(core: Core, ask: Ask): Core {
  const asks = new Map(core.asks).set(ask.id, ask)
  for (const old of asks.values()) {
    if (asks.size <= KEPT_ASKS) break
    if (!isOpen(old)) asks.delete(old.id)
  }
  return { ...core, asks }
}

function grant(core: Core, data: CoreData<'consent.granted'>, at: number): Core {
  const answered = withAsk(core, data.ask, { state: 'granted', scope: data.scope, answeredBy: data.by })
  const ask = answered.asks.get(data.ask)
  if (!ask || data.scope === 'once' || data.by === 'earlier') return answered
  const one: Grant = {
    kind: data.scope === 'all' ? 'all' : data.kind,
    scope: data.scope,
    customer: ask.customer,
    by: data.by,
    at,
  }
  return { ...answered, grants: [...answered.grants, one] }
}

function revoke(core: Core, data: CoreData<'consent.revoked'>): Core {
  const { customer, kinds } = data
  const kept = core.grants.filter(
    (one) => one.customer !== customer || (kinds !== null && one.kind !== 'all' && !kinds.includes(one.kind)),
  )
  return { ...core, grants: kept }
}

function start(core: Core, data: CoreData<'session.started'>, event: Event): Core {
  const { version: _, primary, ...facts } = data
  const begun: Core = { ...core, ...facts, phase: 'waiting', primary: primary.id, startedAt: event.at }
  return addParticipant(begun, primary, { state: 'present', event })
}

/** The reducers, one per core event. */
export const CORE_REDUCERS: { readonly [T in CoreType]: Reducer<T> } = {
  'session.started': start,
  'session.tracked': (core, data) => ({ ...core, tracking: data.tracking }),
  'participant.knocked': (core, data, event) => addParticipant(core, data.participant, { state: 'knocking', event }),
  'participant.joined': (core, data, event) =>
    settle(addParticipant(core, data.participant, { state: 'present', event })),
  'participant.described': (core, data) =>
    withParticipant(core, data.participant, { email: data.email, machine: data.machine }),
  'participant.turned-away': (core, data) => withParticipant(core, data.participant, { state: 'turned-away' }),
  'participant.left': (core, data, event) =>
    settle(withParticipant(core, data.participant, { state: 'left', since: event.at, leftSeq: event.seq })),
  'join.failed': (core) => ({ ...core, failedJoins: core.failedJoins + 1 }),
  'invitation.sent': (core) => core,
  'control.passed': (core, data) => ({
    ...withParticipant(withParticipant(core, data.from, { role: 'assistant' }), data.to, { role: 'primary' }),
    primary: data.to,
  }),
  'customer.focused': (core, data) => ({ ...core, focus: data.customer }),
  'consent.requested': (core, data, event) =>
    addAsk(core, {
      id: data.ask,
      kind: data.kind,
      state: 'requested',
      customer: data.customer,
      by: event.by.id,
      action: data.action,
      requestedAt: event.at,
      timeoutMs: data.timeoutMs,
      scope: null,
      answeredBy: null,
      channel: null,
      info: {},
      error: null,
      reason: null,
    }),
  'consent.delivered': (core, data) => withAsk(core, data.ask, { state: 'delivered' }),
  'consent.granted': (core, data, event) => grant(core, data, event.at),
  'consent.denied': (core, data) => withAsk(core, data.ask, { state: 'denied', answeredBy: data.by }),
  'consent.expired': (core, data) => withAsk(core, data.ask, { state: 'expired' }),
  'consent.withdrawn': (core, data) => withAsk(core, data.ask, { state: 'withdrawn', reason: data.reason }),
  'consent.revoked': revoke,
  'activity.started': (core, data) =>
    withAsk(core, data.ask, { state: 'running', channel: data.channel, info: data.info }),
  'activity.widened': (core, { ask, ...part }) => withParts(core, ask, (parts) => [...parts, part]),
  'activity.narrowed': (core, { ask, part }) =>
    part === FIRST_PART
      ? withAsk(core, ask, { isFirstOver: true })
      : withParts(core, ask, (parts) => parts.filter((one) => one.part !== part)),
  'activity.finished': (core, data) => withAsk(core, data.ask, { state: data.outcome, error: data.error }),
  'activity.stopped': (core, data) => withAsk(core, data.ask, { state: 'stopped', reason: data.reason }),
  'session.ended': (core, _, event) => ({ ...core, phase: 'ended', endedAt: event.at, grants: [] }),
  'session.sealed': (core) => ({ ...core, sealed: true }),
}

/** Folds one core event; an event of another kind returns null. */
export function reduceCore(core: Core, event: Event): Core | null {
  if (!Object.hasOwn(CORE_REDUCERS, event.type)) return null
  const reducer = CORE_REDUCERS[event.type as CoreType] as (core: Core, data: unknown, event: Event) => Core
  return reducer(core, event.data, event)
}
