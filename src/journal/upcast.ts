// Events are for ever: what an older program wrote is brought up to today's shape when it is read, never rewritten.
import type { Event } from './event.ts'

type Upcaster = (event: Event) => Event

/**
 * Upcasters by event type, each turning any older shape into today's. Empty until the first released shape changes;
 * `fixtures/journals/v*` must fold to their recorded states for ever.
 */
export const UPCASTERS: Readonly<Record<string, Upcaster>> = {}

/** The event in today's shape; unknown types pass as they are. */
export function upcast(event: Event, upcasters: Readonly<Record<string, Upcaster>> = UPCASTERS): Event {
  return Object.hasOwn(upcasters, event.type) ? (upcasters[event.type] as Upcaster)(event) : event
}
