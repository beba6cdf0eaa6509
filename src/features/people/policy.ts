// Admitting, passing control, choosing the customer, leaving: what each does to the session.
import { core as draft, type Person } from '../../session/events.ts'
import { departure, findParticipant, isShare, isVerdict, stopAsks } from '../../session/rules.ts'
import { type Core, present } from '../../session/state.ts'
import { allow, deny, type Given, type Policy, type Verdict } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'

/** A refusal when no further customer fits (MUL-03). */
export function refuseFull(core: Core): Verdict | null {
  if (present(core, 'customer').length < core.maxCustomers) return null
  return deny('session.full', { limit: core.maxCustomers })
}

/** Lets a knocking customer in, or turns them away. */
export const admit: Policy<RequestData<'session.admit'>> = ({ core }, data) => {
  const knocking = [...core.participants.values()].filter((one) => one.state === 'knocking')
  const one = findParticipant(knocking, data.participant)
  if (isVerdict(one)) return one
  if (!data.admit) return allow([draft('participant.turned-away', { participant: one.id })])
  const { id, name, role, account, language } = one
  const person: Person = { id, name, role, account, language }
  return refuseFull(core) ?? allow([draft('participant.joined', { participant: person })])
}

/**
 * Hands the session to a rep who assists in it (AST-08 … AST-15).
 *
 * Every activity stops, because consent was given while another rep was in control; the chat room and its history stay.
 */
export const passControl: Policy<RequestData<'session.pass'>> = ({ core, actor }, data) => {
  const target = findParticipant(
    present(core).filter((one) => one.role !== 'customer'),
    data.to,
  )
  if (isVerdict(target)) return target
  if (target.role !== 'assistant') return deny('control.not-assisting', { participant: target.name })
  const passed = draft('control.passed', { from: actor.author.id, to: target.id })
  return allow([...stopAsks(core, 'control-passed', () => true), passed], { primary: target.id })
}

/** Chooses the customer to support; all sharing stops so that nobody is shown a screen meant for another (MUL-06). */
export const focus: Policy<RequestData<'session.focus'>> = ({ core }, data) => {
  const customer = findParticipant(present(core, 'customer'), data.customer)
  if (isVerdict(customer)) return customer
  if (customer.id === core.focus) return allow([], { customer: customer.id })
  const focused = draft('customer.focused', { customer: customer.id })
  return allow([...stopAsks(core, 'focus-changed', isShare), focused], { customer: customer.id })
}

/** Leaves. The rep who controls a session with people in it passes control or ends it instead. */
export const leave: Policy<RequestData<'session.leave'>> = ({ core, actor }: Given) => {
  const one = actor.participant
  if (!one) return deny('access.denied', { problem: 'you are not in the session' })
  if (one.role === 'primary')
    return deny('session.state', { state: 'under your control', problem: 'pass control first, or end it' })
  return allow(departure(core, one.id, 'left'))
}
