// Following the session's journal: who is here, what is asked of this machine, and what the others know of it.
import type { Link } from '../../src/client/link.ts'
import type { Event } from '../../src/journal/event.ts'
import type { HeardAsk } from '../consent/ask.ts'
import type { Elsewhere, ShareChange } from '../features/handler.ts'
import type { Shelf } from '../files/shelf.ts'
import type { Happening, Someone } from '../happening.ts'
import { came, nameOf, nobody, type People, passed, started, went } from './people.ts'
import { type Reactions, react } from './read-event.ts'

/** Asks and activities kept while the journal is caught up with. */
export const MAX_HELD = 64
/** Chat messages shown from before. */
export const SHOWN_HISTORY = 20

type Chat = Extract<Happening, { type: 'chat' }>

/** What following needs. */
export interface FollowPorts {
  readonly link: Link
  readonly session: string
  /** This participant. */
  readonly me: string
  readonly company: string
  readonly number: string
  readonly show: (happening: Happening) => void
  readonly ask: (ask: HeardAsk) => void
  /** An ask is no longer open, or what ran for it is over. */
  readonly over: (ask: string, reason: string) => void
  /** A running share is changed, or taken back. */
  readonly changed: (ask: string, change: ShareChange) => void
  /** Told of files that are put here or taken back. */
  readonly files: Pick<Shelf, 'published' | 'unpublished'>
  /** What a rep shows here has started on their machine. */
  readonly startedElsewhere: (ask: string, elsewhere: Elsewhere) => void
  /** Something was asked of another machine. */
  readonly askedOther: (ask: string, kind: HeardAsk['kind'], by: string) => void
  /** What the hub believes to run here, once, when the journal is caught up with for the first time. */
  readonly believed: (asks: readonly string[]) => void
  /** This participant is in; true when they had been waiting for it. */
  readonly admitted: () => boolean
  readonly ended: (reason: 'ended' | 'removed' | 'turned-away' | 'left') => void
}

/** A followed session. */
export interface Followed {
  readonly people: People
  close(): void
}

/** Follows from the beginning. What is open is acted on when the journal has been caught up with, not before. */
export function followSession(ports: FollowPorts): Followed {
  const now = { people: nobody(ports.company, ports.number), caughtUp: false, isStale: false }
  const asks = new Map<string, HeardAsk>()
  const runs = new Set<string>()
  const chats: Chat[] = []
  const reactions = reactionsOf(ports, { now, asks, runs, chats })
  const hear: Listener = (batch) => {
    for (const event of batch.events) react(reactions, event)
    if (now.isStale) queueMicrotask(restart)
    if (now.isStale || !batch.live) return
    if (!now.caughtUp && now.people.here.has(ports.me)) caughtUp()
    for (const ask of [...asks.values()]) {
      asks.delete(ask.id)
      ports.ask(ask)
    }
  }
  const caughtUp = (): void => {
    now.caughtUp = true
    ports.show({ type: 'present', people: [...now.people.here.values()].filter((one) => one.id !== ports.me) })
    for (const chat of chats.splice(0)) ports.show(chat)
    ports.believed([...runs])
    runs.clear()
  }
  /** Who is let in may see what was hidden while they waited, so the journal is read from its beginning. */
  const restart = (): void => {
    if (!now.isStale) return
    now.isStale = false
    stop()
    stop = ports.link.follow(`session/${ports.session}`, 0, hear)
  }
  let stop = ports.link.follow(`session/${ports.session}`, 0, hear)
  return {
    get people() {
      return now.people
    },
    close: () => {
      now.isStale = false
      stop()
    },
  }
}

type Listener = Parameters<Link['follow']>[2]

interface Kept {
  readonly now: { people: People; caughtUp: boolean; isStale: boolean }
  readonly asks: Map<string, HeardAsk>
  readonly runs: Set<string>
  readonly chats: Chat[]
}

function reactionsOf(ports: FollowPorts, kept: Kept): Reactions {
  const { now, asks, runs } = kept
  const { me } = ports
  const news = (happening: Happening): void => void (now.caughtUp && ports.show(happening))
  const over = (ask: string, reason: string): void => {
    runs.delete(ask)
    if (!asks.delete(ask)) ports.over(ask, reason)
  }
  // An ask that the hub calls granted is not put to the customer any more, and nothing starts for it either.
  const granted = (ask: string): void => {
    if (asks.delete(ask) && !now.caughtUp && runs.size < MAX_HELD) runs.add(ask)
  }
  return {
    'session.started': (data) => {
      now.people = started(now.people, data)
    },
    'participant.joined': ({ participant }) => {
      now.people = came(now.people, participant)
      if (participant.id === me) {
        now.isStale = ports.admitted() || now.isStale
        return
      }
      const { id, name, role } = participant
      news({ type: 'person-joined', who: { id, name, role }, note: role === 'customer' ? 'customer' : 'rep' })
    },
    'participant.turned-away': ({ participant }) => void (participant === me && ports.ended('turned-away')),
    'participant.left': ({ participant, reason }) => {
      const who = now.people.here.get(participant)
      now.people = went(now.people, participant)
      if (participant === me) return ports.ended(reason === 'left' ? 'left' : 'removed')
      if (who) news({ type: 'person-left', who })
    },
    'control.passed': (data) => {
      now.people = passed(now.people, data)
      news({ type: 'control-passed', from: nameOf(now.people, data.from), to: nameOf(now.people, data.to) })
    },
    'consent.requested': (data, event) => {
      if (data.customer !== me) return ports.askedOther(data.ask, data.kind, heard(data, event, now.people).by)
      if (asks.has(data.ask) || asks.size >= MAX_HELD) return
      asks.set(data.ask, heard(data, event, now.people))
    },
    'consent.granted': ({ ask }) => granted(ask),
    'consent.denied': ({ ask }) => over(ask, 'rep'),
    'consent.expired': ({ ask }) => over(ask, 'rep'),
    'consent.withdrawn': ({ ask, reason }) => over(ask, reason),
    'activity.started': ({ ask, channel, info }) => {
      if (channel !== null) ports.startedElsewhere(ask, { channel, info })
    },
    'activity.finished': ({ ask }) => over(ask, 'finished'),
    'activity.stopped': ({ ask, reason }) => over(ask, reason),
    'share.set': ({ ask, options }) => ports.changed(ask, { options }),
    'share.held': ({ ask, holder }) => ports.changed(ask, { holder }),
    'annotate.added': ({ ask, channel, mark }, { by }) =>
      ports.changed(ask, { drawing: { is: 'added', channel, mark, by: by.id } }),
    'annotate.removed': ({ ask, mark }) => ports.changed(ask, { drawing: { is: 'removed', mark } }),
    'annotate.cleared': ({ ask, channel, author }) =>
      ports.changed(ask, { drawing: { is: 'cleared', channel, author } }),
    'file.published': (data, { by }) => ports.files.published(data, by.name),
    'file.unpublished': (data) => ports.files.unpublished(data),
    'session.ended': () => ports.ended('ended'),
    'chat.sent': (data, event) => chat(ports, kept, { ...data, event }),
  }
}

type Requested = Parameters<Reactions['consent.requested']>[0]

function heard(data: Requested, event: Event, people: People): HeardAsk {
  const by = people.here.get(event.by.id)?.name ?? event.by.name
  return { id: data.ask, kind: data.kind, by, action: data.action, at: event.at, timeoutMs: data.timeoutMs }
}

function chat(
  ports: FollowPorts,
  { now, chats }: Kept,
  { to, text, event }: { readonly to: string; readonly text: string; readonly event: Event },
): void {
  const from: Someone = { id: event.by.id, name: event.by.name, role: asRole(event.by.role) }
  const own = event.by.id === ports.me
  const one: Chat = { type: 'chat', seq: event.seq, at: event.at, from, text, own, onlyYou: to === ports.me }
  if (now.caughtUp) ports.show(one)
  else if (chats.push(one) > SHOWN_HISTORY) chats.shift()
}

function asRole(role: string): Someone['role'] {
  return role === 'customer' || role === 'assistant' ? role : 'primary'
}
