// An entry its reader may not see: its place in the chain, vouched for by the hub, without what it says.
import { z } from 'zod'
import { type Event, lineHash } from './event.ts'

/** What stands in a bundle for an entry that is kept from its reader. */
export const withheld = z.object({
  stream: z.string().max(80),
  seq: z.int().min(1),
  /** Hash of the entry before it, and of the entry itself. */
  prev: z.string().max(64),
  hash: z.string().max(64),
  key: z.string().max(64),
  signature: z.string().max(200),
})
/** The place of an entry that is kept from its reader. */
export type Withheld = z.infer<typeof withheld>

/** The text that is signed for it, one fact per line. */
export function withheldText({ stream, seq, prev, hash }: Omit<Withheld, 'key' | 'signature'>): string {
  return `deskhand-withheld-v1\n${stream}\n${seq}\n${prev}\n${hash}`
}

/** What is signed for one stored line. */
export function placeOf(event: Event, line: string): Omit<Withheld, 'key' | 'signature'> {
  return { stream: event.stream, seq: event.seq, prev: event.prev, hash: lineHash(line) }
}

/** The line that stands in its place. */
export function withheldLine(place: Withheld): string {
  return JSON.stringify({ deskhandWithheld: place })
}
