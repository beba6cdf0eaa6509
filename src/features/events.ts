// Every event type Deskhand writes, with its schema. Types this list does not know are kept and counted as newer.
import type { z } from 'zod'
import { CORE_EVENTS } from '../session/events.ts'
import { accountEvents } from './accounts/protocol.ts'
import { annotateEvents } from './annotate/protocol.ts'
import { chatEvents } from './chat/protocol.ts'
import { clipboardEvents } from './clipboard/protocol.ts'
import { fileEvents } from './files/protocol.ts'
import { noteEvents } from './notes/protocol.ts'
import { shareEvents } from './shares/protocol.ts'
import { siteEvents } from './site/protocol.ts'
import { sysinfoEvents } from './sysinfo/protocol.ts'

/** All event types. */
export const EVENTS = {
  ...CORE_EVENTS,
  ...chatEvents,
  ...noteEvents,
  ...annotateEvents,
  ...sysinfoEvents,
  ...shareEvents,
  ...clipboardEvents,
  ...fileEvents,
  ...accountEvents,
  ...siteEvents,
} as const
/** Name of an event type. */
export type EventType = keyof typeof EVENTS
/** Data of an event type. */
export type EventData<T extends EventType> = z.output<(typeof EVENTS)[T]>

/** The schema of a type that came from outside, or undefined. */
export function findEvent(type: string): (typeof EVENTS)[EventType] | undefined {
  return Object.hasOwn(EVENTS, type) ? EVENTS[type as EventType] : undefined
}
