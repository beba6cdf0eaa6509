// What a journal entry is: an event, its draft before it has a place, and the line it is stored, hashed and sent as.
import { hash } from 'node:crypto'

/** The name of a journal: `site`, `session/<id>`, `rep/<id>`. */
export type StreamId = 'site' | `session/${string}` | `rep/${string}`

/** Who caused an event, as they were named at that moment. */
export interface Author {
  readonly id: string
  readonly name: string
  readonly role: 'primary' | 'assistant' | 'customer' | 'rep' | 'admin' | 'system'
}

/** The author of what the hub does by itself. */
export const SYSTEM: Author = { id: 'system', name: 'Deskhand', role: 'system' }

/** An event that has not been given its place yet. */
export interface Draft<T extends string = string, D = unknown> {
  readonly type: T
  readonly data: D
}

/**
 * One entry of a journal.
 *
 * `seq` counts 1, 2, 3 … within its stream; `at` is the hub's clock in UTC milliseconds; `prev` is the hash of the line
 * before it, or the empty string for the first.
 */
export interface Event<T extends string = string, D = unknown> extends Draft<T, D> {
  readonly stream: StreamId
  readonly seq: number
  readonly at: number
  readonly by: Author
  readonly prev: string
}

/** An event with the exact text that is stored, hashed, sent and exported. */
export interface Entry {
  readonly event: Event
  readonly line: string
}

/** Where a journal ends: the last seq and the hash of its line. `{ seq: 0, hash: '' }` is an empty journal. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

/** The head of a journal that has no events. */
export const EMPTY_HEAD: Head = { seq: 0, hash: '' }

/** The SHA-256 of a line, base64url, 43 characters. */
export function lineHash(line: string): string {
  return hash('sha256', line, 'base64url')
}

/**
 * Gives drafts their places after `head`.
 *
 * The key order of the line is fixed here and nowhere else: the line, not the object, is what the chain proves.
 */
export function place(
  stream: StreamId,
  head: Head,
  given: { readonly drafts: readonly Draft[]; readonly by: Author; readonly at: number },
): { readonly entries: readonly Entry[]; readonly head: Head } {
  const entries: Entry[] = []
  let { seq, hash: prev } = head
  for (const draft of given.drafts) {
    seq += 1
    const event: Event = { stream, seq, at: given.at, type: draft.type, by: given.by, data: draft.data, prev }
    const line = JSON.stringify(event)
    entries.push({ event, line })
    prev = lineHash(line)
  }
  return { entries, head: { seq, hash: prev } }
}

/** Reads one stored line back; the store only ever holds lines that `place` wrote. */
export function readLine(line: string): Event {
  return JSON.parse(line) as Event
}
