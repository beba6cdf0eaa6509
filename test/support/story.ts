// Journals written for tests: one session told event by event, checked and chained exactly as a hub writes it.
import { EVENTS, type EventData, type EventType } from '../../src/features/events.ts'
import { type Author, EMPTY_HEAD, type Entry, type Event, place, SYSTEM } from '../../src/journal/event.ts'
import type { Person } from '../../src/session/events.ts'

/** A session being told. */
export interface Story {
  readonly id: string
  readonly entries: readonly Entry[]
  readonly events: readonly Event[]
  /** Lets time pass before the next event, in milliseconds. */
  wait(ms: number): Story
  /** Adds an event; data a hub would not write is refused. Without `by` the hub itself is its author. */
  tell<T extends EventType>(type: T, data: EventData<T>, by?: Author): Story
  /** Adds an event of a type this program does not know, as a newer one would have written it. */
  tellNewer(type: string, data: unknown, by?: Author): Story
}

/** A person as the author of events. */
export function authorOf(person: Person): Author {
  return { id: person.id, name: person.name, role: person.role }
}

/**
 * Starts a story.
 *
 * @param id  session id
 * @param at  UTC milliseconds of its first event
 */
export function story(id: string, at: number): Story {
  const entries: Entry[] = []
  let now = at
  let head = EMPTY_HEAD
  const add = (draft: { readonly type: string; readonly data: unknown }, by: Author): Story => {
    const placed = place(`session/${id}`, head, { drafts: [draft], by, at: now })
    entries.push(...placed.entries)
    head = placed.head
    return self
  }
  const self: Story = {
    id,
    entries,
    get events() {
      return entries.map((entry) => entry.event)
    },
    wait: (ms) => {
      now += ms
      return self
    },
    tell: (type, data, by = SYSTEM) => add({ type, data: EVENTS[type].parse(data) }, by),
    tellNewer: (type, data, by = SYSTEM) => add({ type, data }, by),
  }
  return self
}
