// The streams a link follows: every listener gets each event once and in order, whatever the network does.
import { findEvent } from '../features/events.ts'
import type { Event, StreamId } from '../journal/event.ts'
import { upcast } from '../journal/upcast.ts'
import type { HubEnvelope } from '../protocol/envelope.ts'
import { DeskhandError } from '../protocol/error.ts'
import { MAX_FOLLOWED_STREAMS } from '../protocol/limits.ts'

/** What a follower hears. */
export interface Batch {
  readonly events: readonly Event[]
  readonly upTo: number
  readonly live: boolean
}
type Envelope = Extract<HubEnvelope, { t: 'events' }>

interface Follower {
  /** Everything up to this seq was handed over, or was never this follower's to see. */
  seen: number
  isLive: boolean
  readonly listener: (batch: Batch) => void
}
interface Stream {
  readonly followers: Set<Follower>
  /** While the stream is started again from further back, what still arrives from before is left out. */
  isRestarting: boolean
}

/** How the table reaches the hub; nothing is sent while the link is away. */
export interface FollowWire {
  readonly isOpen: () => boolean
  readonly follow: (stream: StreamId, after: number) => void
  readonly unfollow: (stream: StreamId) => void
  /** Calls back once the hub has dealt with everything sent before; never, when the link goes away. */
  readonly fence: (done: () => void) => void
}

/** The streams a link follows. */
export interface Follows {
  /** @throws DeskhandError `request.too-many` over `MAX_FOLLOWED_STREAMS` */
  add(stream: StreamId, after: number, listener: (batch: Batch) => void): () => void
  has(stream: string): boolean
  /** Where each stream goes on after a reconnect. */
  resume(): Record<string, number>
  /** Brings the hub up to date once a link is open. @param resumed  what its hello said */
  reconcile(resumed: Readonly<Record<string, number>>): void
  /** Hands events over. @throws DeskhandError `link.protocol` when they are out of order or malformed */
  receive(envelope: Envelope): void
  clear(): void
}

/** Makes a table without streams. */
export function followTable(wire: FollowWire): Follows {
  const streams = new Map<string, Stream>()
  const after = (one: Stream): number => Math.min(...[...one.followers].map((follower) => follower.seen))
  const restart = (id: StreamId, one: Stream): void => {
    one.isRestarting = true
    wire.unfollow(id)
    wire.fence(() => {
      one.isRestarting = false
      if (streams.get(id) === one && one.followers.size > 0) wire.follow(id, after(one))
    })
  }
  const start = (id: StreamId, follower: Follower): void => {
    const known = streams.get(id)
    if (!known && streams.size >= MAX_FOLLOWED_STREAMS) throw new DeskhandError('request.too-many')
    const one = known ?? { followers: new Set<Follower>(), isRestarting: false }
    one.followers.add(follower)
    streams.set(id, one)
    if (!wire.isOpen() || one.isRestarting) return
    if (known) restart(id, one)
    else wire.follow(id, follower.seen)
  }
  return {
    add: (id, from, listener) => {
      const follower: Follower = { seen: from, isLive: false, listener }
      start(id, follower)
      return () => {
        const one = streams.get(id)
        if (!one?.followers.delete(follower) || one.followers.size > 0) return
        streams.delete(id)
        if (wire.isOpen()) wire.unfollow(id)
      }
    },
    has: (id) => streams.has(id),
    resume: () => Object.fromEntries([...streams].map(([id, one]) => [id, after(one)])),
    reconcile: (resumed) => {
      for (const id of Object.keys(resumed)) if (!streams.has(id)) wire.unfollow(id as StreamId) // a stream we followed
      for (const [id, one] of streams) {
        one.isRestarting = false
        const told = resumed[id]
        if (told === undefined)
          wire.follow(id as StreamId, after(one)) // keys of the table are stream ids
        else if (after(one) < told) restart(id as StreamId, one)
      }
    },
    receive: (envelope) => {
      const events = checked(envelope)
      const one = streams.get(envelope.stream)
      if (!one || one.isRestarting) return
      for (const follower of [...one.followers]) if (one.followers.has(follower)) hand(follower, envelope, events)
    },
    clear: () => streams.clear(),
  }
}

function hand(follower: Follower, { upTo, live }: Envelope, events: readonly Event[]): void {
  const fresh = events.filter((event) => event.seq > follower.seen)
  const last = events.at(-1)?.seq ?? 0
  if (fresh.length === 0 && upTo <= follower.seen && (!live || follower.isLive)) return
  follower.seen = Math.max(follower.seen, upTo, last)
  follower.isLive = live
  follower.listener({ events: fresh, upTo: follower.seen, live })
}

/** Events that are what they say, in order; a field that a newer hub added does no harm. */
function checked(envelope: Envelope): readonly Event[] {
  let last = 0
  for (const raw of envelope.events) {
    const event = raw as Event // the envelope's schema has spoken; a role of a newer hub stays as it is
    if (event.stream !== envelope.stream || event.seq <= last)
      throw new DeskhandError('link.protocol', { problem: `events of ${envelope.stream} are out of order` })
    last = event.seq
    const parsed = findEvent(event.type)?.safeParse(upcast(event).data)
    if (parsed && !parsed.success && parsed.error.issues.some((issue) => issue.code !== 'unrecognized_keys'))
      throw new DeskhandError('link.protocol', { problem: `event ${event.seq} (${event.type}) is malformed` })
  }
  return envelope.events as readonly Event[] // as above
}
