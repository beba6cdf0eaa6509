// Who may see which event of a session. Nothing is sent to a link that this table does not let it see.
import type { Event } from '../journal/event.ts'
import type { Participant } from '../session/state.ts'
import type { ChatSent } from './chat/protocol.ts'
import { type EventType, findEvent } from './events.ts'

/** Who looks: a participant, or an administrator from outside. */
export type Viewer = { readonly kind: 'participant'; readonly one: Participant } | { readonly kind: 'visitor' }

type Rule = 'everyone' | 'reps' | 'nobody' | ((event: Event, viewer: Participant) => boolean)

/** A chat message is seen by its sender and its recipients only (CHT-04), by a customer only since they joined. */
const chatRule: Rule = (event, viewer) => {
  const { to } = event.data as ChatSent
  if (viewer.role === 'customer' && viewer.state === 'present' && event.at < viewer.since) return false
  return to === 'all' || to === viewer.id || event.by.id === viewer.id
}

const RULES: { readonly [T in EventType]: Rule } = {
  'session.started': 'everyone',
  'participant.knocked': 'reps',
  'participant.joined': 'everyone',
  'participant.described': (event, viewer) =>
    viewer.role !== 'customer' || (event.data as { readonly participant: string }).participant === viewer.id,
  'participant.turned-away': 'reps',
  'participant.left': 'everyone',
  'join.failed': 'reps',
  'invitation.sent': 'reps',
  'control.passed': 'everyone',
  'customer.focused': 'everyone',
  'consent.requested': 'everyone',
  'consent.delivered': 'everyone',
  'consent.granted': 'everyone',
  'consent.denied': 'everyone',
  'consent.expired': 'everyone',
  'consent.withdrawn': 'everyone',
  'consent.revoked': 'everyone',
  'activity.started': 'everyone',
  'activity.finished': 'everyone',
  'activity.stopped': 'everyone',
  'session.ended': 'everyone',
  'session.sealed': 'reps',
  'chat.sent': chatRule,
  'note.saved': 'reps',
  /** A customer sees what was collected from their own machine, nobody else's. */
  'sysinfo.collected': (event, viewer) => viewer.role !== 'customer' || event.by.id === viewer.id,
  'account.added': 'nobody',
  'account.changed': 'nobody',
  'token.created': 'nobody',
  'token.revoked': 'nobody',
  'login.limited': 'nobody',
  'setting.changed': 'nobody',
  'codes.guessed': 'nobody',
}

/**
 * Whether a viewer may see an event of a session.
 *
 * Types of a newer program are shown to reps only. An administrator from outside sees all but private messages.
 */
export function canSee(event: Event, viewer: Viewer): boolean {
  const rule = findEvent(event.type) ? RULES[event.type as EventType] : 'reps'
  if (rule === 'nobody') return false
  if (viewer.kind === 'visitor')
    return typeof rule !== 'function' || event.type !== 'chat.sent' || (event.data as ChatSent).to === 'all'
  if (viewer.one.state === 'knocking' || viewer.one.state === 'turned-away') return endsWaiting(event, viewer.one.id)
  if (viewer.one.state === 'left' && event.at > viewer.one.since) return false
  if (rule === 'everyone') return true
  if (rule === 'reps') return viewer.one.role !== 'customer'
  return rule(event, viewer.one)
}

/** All that someone outside the door learns: that they are not let in, or that there is nothing left to wait for. */
function endsWaiting({ type, data }: Event, id: string): boolean {
  if (type === 'session.ended') return true
  return type === 'participant.turned-away' && (data as { readonly participant: string }).participant === id
}

/** Whether every one of these may be seen by everyone present: then one text serves all links. */
export function seenByAll(entries: readonly { readonly event: Event }[]): boolean {
  return entries.every(({ event }) => {
    const rule = findEvent(event.type) ? RULES[event.type as EventType] : 'reps'
    return rule === 'everyone' || (rule === chatRule && (event.data as ChatSent).to === 'all')
  })
}
