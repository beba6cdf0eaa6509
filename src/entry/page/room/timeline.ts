// The conversation as one list: what was said and what happened, in the order of the journal.
import type { ChatSent } from '../../../features/chat/protocol.ts'
import type { Event } from '../../../journal/event.ts'
import type { CoreData } from '../../../session/events.ts'
import type { Kind } from '../../../session/kinds.ts'
import type { Core, Participant } from '../../../session/state.ts'

/** Entries kept; older ones leave the page. */
export const KEPT_ENTRIES = 500

/** One entry. `onlyTo` is the name a message was meant for alone, `me` for this customer; null: everyone. */
export type Entry = { readonly seq: number; readonly at: number } & (
  | {
      readonly is: 'said'
      readonly from: string
      readonly own: boolean
      readonly onlyTo: string | 'me' | null
      readonly text: string
    }
  | { readonly is: 'came'; readonly name: string; readonly role: Participant['role'] }
  | { readonly is: 'left'; readonly name: string }
  | { readonly is: 'passed'; readonly from: string; readonly to: string }
  | { readonly is: 'closed'; readonly kind: Kind; readonly how: 'denied' | 'expired' | 'withdrawn' }
)

/** What an event is read with: the session after it, and who reads. */
export interface Reading {
  readonly core: Core
  readonly me: string
}

/** The list with one event more; the same list when the event is nothing to show here. */
export function addEvent(entries: readonly Entry[], event: Event, reading: Reading): readonly Entry[] {
  const read = Object.hasOwn(READ, event.type) ? READ[event.type] : undefined
  const entry = read?.(event.data as never, event, reading)
  if (!entry) return entries
  const kept = entries.length < KEPT_ENTRIES ? entries : entries.slice(1 - KEPT_ENTRIES)
  return [...kept, { seq: event.seq, at: event.at, ...entry } as Entry]
}

type Bare = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq' | 'at'> : never) : never
type Read = (data: never, event: Event, reading: Reading) => Bare | null

/** How the events that are shown read; what happened before this customer came is not told. */
const READ: Readonly<Record<string, Read>> = {
  'chat.sent': ({ to, text }: ChatSent, { by }, { core, me }) => {
    const onlyTo = to === 'all' ? null : to === me ? 'me' : nameOf(core, to)
    return { is: 'said', from: by.name, own: by.id === me, onlyTo, text }
  },
  'participant.joined': ({ participant }: CoreData<'participant.joined'>, _, { core, me }) => {
    if (participant.id === me || !isHere(core, me)) return null
    return { is: 'came', name: participant.name, role: participant.role }
  },
  'participant.left': ({ participant }: CoreData<'participant.left'>, _, { core, me }) => {
    if (!isHere(core, me)) return null
    return { is: 'left', name: nameOf(core, participant) }
  },
  'control.passed': ({ from, to }: CoreData<'control.passed'>, _, { core, me }) => {
    if (!isHere(core, me)) return null
    return { is: 'passed', from: nameOf(core, from), to: nameOf(core, to) }
  },
  'consent.denied': ({ ask }: CoreData<'consent.denied'>, _, reading) => closed(ask, 'denied', reading),
  'consent.expired': ({ ask }: CoreData<'consent.expired'>, _, reading) => closed(ask, 'expired', reading),
  'consent.withdrawn': ({ ask }: CoreData<'consent.withdrawn'>, _, reading) => closed(ask, 'withdrawn', reading),
}

function closed(id: string, how: 'denied' | 'expired' | 'withdrawn', { core, me }: Reading): Bare | null {
  const ask = core.asks.get(id)
  return ask?.customer === me ? { is: 'closed', kind: ask.kind, how } : null
}

function isHere(core: Core, id: string): boolean {
  return core.participants.get(id)?.state === 'present'
}

function nameOf(core: Core, id: string): string {
  return core.participants.get(id)?.name ?? id
}
