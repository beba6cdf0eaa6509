// Signals: what the two ends of a direct path tell each other through the hub, which checks who they are and no more.
import type { ClientEnvelope } from '../../protocol/envelope.ts'
import { DeskhandError, type ErrorCode } from '../../protocol/error.ts'
import { MAX_DIRECT_PEERS, MAX_SIGNALS_PER_SECOND } from '../../protocol/limits.ts'
import type { HubLink } from './hub-link.ts'

const SECOND_MS = 1_000

/** One who watches a channel. */
export interface DirectEnd {
  /** The hub's number of it, given when it first asks for a direct path. */
  peer: number | null
}

/** A channel as far as direct paths go. */
export interface Ends {
  readonly sender: HubLink | null
  readonly watchers: ReadonlyMap<HubLink, DirectEnd>
  /** Called when someone was given a number, before the signal is passed on. */
  readonly numbered: () => void
}

/** A word of one end. */
export type Signal = Extract<ClientEnvelope, { t: 'signal' }>

/** The numbers of those who may have a direct path. */
export function peersOf(watchers: Iterable<DirectEnd>): number[] {
  return [...watchers].flatMap(({ peer }) => (peer === null ? [] : [peer]))
}

/** Passes signals on between the sender of a channel and those who watch it; nobody else hears or says any. */
export class Signals {
  readonly #spent = new WeakMap<HubLink, { since: number; count: number }>()
  readonly #now: () => number
  #numbers = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** @param ends  of the channel the signal names; null where the hub knows none */
  pass(link: HubLink, signal: Signal, ends: Ends | null): void {
    const spent = this.#spend(link)
    if (spent > MAX_SIGNALS_PER_SECOND) {
      // Said once a second: an answer to each would double a flood.
      if (spent === MAX_SIGNALS_PER_SECOND + 1) refuse(link, signal, 'signal.too-many', MAX_SIGNALS_PER_SECOND)
      return
    }
    if (ends && ends.sender === link && signal.peer !== null) toWatcher(link, signal, ends)
    else if (ends && signal.peer === null) this.#toSender(link, signal, ends)
    else refuse(link, signal, 'signal.no-peer')
  }

  #toSender(link: HubLink, signal: Signal, ends: Ends): void {
    const { sender, watchers, numbered } = ends
    const from = watchers.get(link)
    if (!from || !sender) {
      refuse(link, signal, 'signal.no-peer')
      return
    }
    if (from.peer === null) {
      if (peersOf(watchers.values()).length >= MAX_DIRECT_PEERS) {
        refuse(link, signal, 'signal.peers-full', MAX_DIRECT_PEERS)
        return
      }
      from.peer = ++this.#numbers
      numbered()
    }
    sender.send({ t: 'signal', channel: signal.channel, peer: from.peer, data: signal.data })
  }

  #spend(link: HubLink): number {
    const now = this.#now()
    const spent = this.#spent.get(link)
    if (spent && now - spent.since < SECOND_MS) return ++spent.count
    this.#spent.set(link, { since: now, count: 1 })
    return 1
  }
}

function toWatcher(link: HubLink, { channel, peer, data }: Signal, { watchers }: Ends): void {
  const [watcher] = [...watchers].find(([, end]) => end.peer === peer) ?? []
  if (watcher) watcher.send({ t: 'signal', channel, peer: null, data })
  else refuse(link, { channel, peer }, 'signal.no-peer')
}

function refuse(link: HubLink, about: Pick<Signal, 'channel' | 'peer'>, code: ErrorCode, limit?: number): void {
  const { channel, peer } = about
  const { details } = new DeskhandError(code, { channel, peer, ...(limit === undefined ? {} : { limit }) })
  link.send({ t: 'notice', code, details })
}
