// The events this program understands, read from what the hub sent: anything else is left out.
import type { z } from 'zod'
import { annotateEvents } from '../../src/features/annotate/protocol.ts'
import { chatEvents } from '../../src/features/chat/protocol.ts'
import { fileEvents } from '../../src/features/files/protocol.ts'
import { shareEvents } from '../../src/features/shares/protocol.ts'
import type { Event } from '../../src/journal/event.ts'
import { CORE_EVENTS } from '../../src/session/events.ts'

const READ = {
  'session.started': CORE_EVENTS['session.started'],
  'participant.joined': CORE_EVENTS['participant.joined'],
  'participant.turned-away': CORE_EVENTS['participant.turned-away'],
  'participant.left': CORE_EVENTS['participant.left'],
  'control.passed': CORE_EVENTS['control.passed'],
  'consent.requested': CORE_EVENTS['consent.requested'],
  'consent.granted': CORE_EVENTS['consent.granted'],
  'consent.denied': CORE_EVENTS['consent.denied'],
  'consent.expired': CORE_EVENTS['consent.expired'],
  'consent.withdrawn': CORE_EVENTS['consent.withdrawn'],
  'activity.started': CORE_EVENTS['activity.started'],
  'activity.finished': CORE_EVENTS['activity.finished'],
  'activity.stopped': CORE_EVENTS['activity.stopped'],
  'session.ended': CORE_EVENTS['session.ended'],
  'share.set': shareEvents['share.set'],
  'share.held': shareEvents['share.held'],
  'annotate.added': annotateEvents['annotate.added'],
  'annotate.removed': annotateEvents['annotate.removed'],
  'annotate.cleared': annotateEvents['annotate.cleared'],
  'file.published': fileEvents['file.published'],
  'file.unpublished': fileEvents['file.unpublished'],
  'chat.sent': chatEvents['chat.sent'],
} as const

/** Types this program reacts to. */
export type ReadType = keyof typeof READ
/** Data of such an event. */
export type ReadData<T extends ReadType> = z.output<(typeof READ)[T]>
/** One reaction to each type. */
export type Reactions = { readonly [T in ReadType]: (data: ReadData<T>, event: Event) => void }

/** Calls the reaction to an event; false when it is of another type or not what its type says. */
export function react(reactions: Reactions, event: Event): boolean {
  if (!Object.hasOwn(READ, event.type)) return false
  const type = event.type as ReadType // a key of the table
  const parsed = READ[type].safeParse(event.data)
  if (!parsed.success) return false
  const reaction = reactions[type] as (data: unknown, event: Event) => void // the reaction to its own type
  reaction(parsed.data, event)
  return true
}
