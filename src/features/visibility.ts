// Who may see which event of a session. Nothing is sent to a link that this table does not let it see.
import type { Event } from '../journal/event.ts'
import type { Core, Participant } from '../session/state.ts'
import type { ChatSent } from './chat/protocol.ts'
import { type EventType, findEvent } from './events.ts'

/** Who looks: a participant, or an administrator from outside. */
export type Viewer = Insider | { readonly kind: 'visitor' }

interface Insider {
  readonly kind: 'participant'
  readonly one: Participant
  /** Everyone who takes or took part. */
  readonly people: Core['participants']
}

type Rule = 'everyone' | 'reps' | 'nobody' | ((event: Event, viewer: Insider) => boolean)

/**
 * A chat message is seen by its sender and its recipients only (CHT-04), by a customer only since they joined.
 *
 * Places in the journal are compared, not times: a clock that is set back shows nobody more than they may see.
 */
const chatRule: Rule = (event, { one: viewer }) => {
  const { to } = event.data as ChatSent
  if (viewer.role === 'customer' && event.seq < (viewer.joinedSeq ?? Number.POSITIVE_INFINITY)) return false
  return to === 'all' || to === viewer.id || event.by.id === viewer.id
}

/** What goes over a clipboard, or as a file, is known to all reps and to the one customer it belongs to. */
const ownRule: Rule = ({ data }, { one }) =>
  one.role !== 'customer' || (data as { readonly customer: string }).customer === one.id

const RULES: { readonly [T in EventType]: Rule } = {
  'session.started': 'everyone',
  'session.tracked': 'reps',
  'participant.knocked': 'reps',
  'participant.joined': 'everyone',
  'participant.described': (event, { one }) => one.role !== 'customer' || named(event) === one.id,
  'participant.turned-away': 'reps',
  /** Who was never let in was never here for the customers. */
  'participant.left': (event, { one, people }) =>
    one.role !== 'customer' || (people.get(named(event))?.joinedSeq ?? null) !== null,
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
  'activity.widened': 'everyone',
  'activity.narrowed': 'everyone',
  'activity.finished': 'everyone',
  'activity.stopped': 'everyone',
  'share.set': 'everyone',
  'share.held': 'everyone',
  'session.ended': 'everyone',
  'session.sealed': 'reps',
  'chat.sent': chatRule,
  'note.saved': 'reps',
  /** A customer sees what was collected from their own machine, nobody else's. */
  'sysinfo.collected': (event, { one }) => one.role !== 'customer' || event.by.id === one.id,
  /** Everyone in a session sees what is shown in it (MUL-05), and what is drawn on that (ANN-02). */
  'annotate.added': 'everyone',
  'annotate.removed': 'everyone',
  'annotate.cleared': 'everyone',
  'clipboard.pushed': ownRule,
  'clipboard.pulled': ownRule,
  'file.published': ownRule,
  'file.unpublished': ownRule,
  'file.downloaded': ownRule,
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
  if (viewer.one.joinedSeq === null) return endsWaiting(event, viewer.one.id)
  if (viewer.one.leftSeq !== null && event.seq > viewer.one.leftSeq) return false
  if (rule === 'everyone') return true
  if (rule === 'reps') return viewer.one.role !== 'customer'
  return rule(event, viewer)
}

/** All that someone outside the door learns: that they are not let in, or that there is nothing left to wait for. */
function endsWaiting(event: Event, id: string): boolean {
  if (event.type === 'session.ended') return true
  return event.type === 'participant.turned-away' && named(event) === id
}

/** The participant an event names. */
function named({ data }: Event): string {
  return (data as { readonly participant: string }).participant
}

/** Whether every one of these may be seen by everyone present: then one text serves all links. */
export function seenByAll(entries: readonly { readonly event: Event }[]): boolean {
  return entries.every(({ event }) => {
    const rule = findEvent(event.type) ? RULES[event.type as EventType] : 'reps'
    return rule === 'everyone' || (rule === chatRule && (event.data as ChatSent).to === 'all')
  })
}
