// The relay: pictures of one channel from the machine that sends them to everyone who may watch, the newest first; and
// mouse and keyboard back from the one who may control it.
import type { Audience } from '../../features/ports.ts'
import type { ClientEnvelope, PictureStats } from '../../protocol/envelope.ts'
import { FRAME_KINDS, type FrameHeader, peekHeader } from '../../protocol/frame.ts'
import { type FramePlace, startFramePlace } from '../../protocol/frame-place.ts'
import { MAX_WATCHED_CHANNELS } from '../../protocol/limits.ts'
import { placeIn } from '../../session/gate.ts'
import { controllerOf, senderOf, sendsOn } from '../../session/rules.ts'
import type { Ask, Core } from '../../session/state.ts'
import type { HubLink } from './hub-link.ts'
import { type Signal, Signals } from './signals.ts'
import { type Watched, type WatchPath, watchersOf } from './watchers.ts'

/** Bytes waiting on a watcher's link at which frames are dropped for it, and below which it is caught up again. */
export const WATCHER_FULL_BYTES = 4 * 1_048_576
const WATCHER_READY_BYTES = 256 * 1_024
/** Refresh frames a channel is asked for at most once in this time, in milliseconds. */
const REFRESH_GAP_MS = 100

interface Channel extends Watched {
  session: string
  ask: string
  /** Participant whose machine is shown. */
  source: string
  /** The link of a rep that sends: they may have several, a customer has one. */
  sender: HubLink | null
  relayedBytes: number
  /** What the sender said last of how it is made. */
  picture: PictureStats | null
  /** What it said last of the windows in it; null where the link takes pictures. */
  windows: readonly string[] | null
  refreshAt: number
  /** Asks again for those who came too soon after the last time. */
  later: NodeJS.Timeout | null
}

type Stats = Extract<ClientEnvelope, { t: 'stats' }>

/** The live link of a participant, if there is one. */
export type LinkOf = (session: string, participant: string) => HubLink | null

/** Relays frames. Unknown channels, foreign senders and people who may not watch get nothing. */
export class Relay {
  readonly #channels = new Map<number, Channel>()
  readonly #linkOf: LinkOf
  readonly #now: () => number
  readonly #signals: Signals

  constructor(linkOf: LinkOf, now: () => number = () => performance.now()) {
    this.#linkOf = linkOf
    this.#now = now
    this.#signals = new Signals(now)
  }

  /** A frame has arrived; returns what is wrong with it, or null. */
  frame(link: HubLink, bytes: Uint8Array): string | null {
    const peeked = peekHeader(bytes)
    if (!peeked.ok) return peeked.code
    const channel = this.#channels.get(peeked.header.channel)
    if (peeked.header.kind === FRAME_KINDS.input) this.#input(channel, link, bytes)
    else if (channel && this.#sender(channel) === link) this.#forward(channel, bytes, peeked.header)
    return null
  }

  /** A participant's link is back: it is told who watches, and asked for whole pictures. */
  returned(link: HubLink, session: string, participant: string): void {
    for (const channel of this.#channels.values()) {
      if (channel.session !== session || channel.source !== participant) continue
      link.send(watchersOf(channel))
      for (const { place } of channel.watchers.values()) place.lose()
      channel.refreshAt = 0
      this.#askRefresh(channel)
    }
  }

  /** An activity has started to send; its frames are let through from now on. */
  open(number: number, session: string, ask: Ask): void {
    const given = { session, ask: ask.id, source: senderOf(ask), controller: controllerOf(ask) }
    const channel = this.#channels.get(number)
    if (channel) this.#tellWatchers(Object.assign(channel, given))
    else
      this.#channels.set(number, {
        number,
        ...given,
        sender: null,
        watchers: new Map(),
        relayedBytes: 0,
        picture: null,
        windows: null,
        refreshAt: 0,
        later: null,
      })
  }

  /** A program of a rep is the one that sends; it is told who watches. */
  send(link: HubLink, number: number, core: Core): boolean {
    const channel = this.#known(number, core)
    if (!channel || placeIn(core, link.proven.identity)?.id !== channel.source) return false
    channel.sender = link
    link.send(watchersOf(channel))
    this.#askRefresh(channel)
    return true
  }

  /** The session a channel belongs to, where it is known. */
  sessionOf(number: number): string | null {
    return this.#channels.get(number)?.session ?? null
  }

  /**
   * A share is over or someone has left: nothing is relayed that no running share sends, nor to anyone who has no place
   * in the session any more.
   */
  recheck(core: Core): void {
    const asks = [...core.asks.values()].filter(({ state }) => state === 'running')
    for (const channel of [...this.#channels.values()]) {
      if (channel.session !== core.id) continue
      if (!asks.some((ask) => sendsOn(ask, channel.number))) this.#channels.delete(channel.number)
      else
        for (const link of [...channel.watchers.keys()]) if (!mayWatch(core, link)) this.unwatch(link, channel.number)
    }
  }

  /** Passes a word between the ends of a direct path; see `signals.ts`. */
  signal(link: HubLink, signal: Signal): void {
    const channel = this.#channels.get(signal.channel)
    const ends = channel && {
      sender: this.#sender(channel),
      watchers: channel.watchers,
      numbered: () => this.#tellWatchers(channel),
    }
    this.#signals.pass(link, signal, ends ?? null)
  }

  /** Who watches a channel, by path; null where it is not known. */
  audience(number: number): Audience | null {
    const channel = this.#channels.get(number)
    if (!channel) return null
    const { relayedBytes, picture } = channel
    const windows = channel.watchers.size > 0 ? channel.windows : null
    const watchers = [...channel.watchers.values()].map(({ participant, path, place, latencyMs }) => ({
      participant,
      path,
      latencyMs,
      dropped: place.dropped(),
    }))
    return { relayedBytes, picture, windows, watchers }
  }

  /** What the sender says of its picture, or who watches of how it arrives. */
  stats(link: HubLink, { channel: number, picture, windows, latencyMs }: Stats): void {
    const channel = this.#channels.get(number)
    const watcher = channel?.watchers.get(link)
    if (watcher && latencyMs !== null) watcher.latencyMs = latencyMs
    if (channel && picture && this.#sender(channel) === link)
      Object.assign(channel, { picture, windows: windows ?? null })
  }

  /** One who watches has another path now; false when they do not watch. */
  changePath(link: HubLink, number: number, path: WatchPath): boolean {
    const channel = this.#channels.get(number)
    const watcher = channel?.watchers.get(link)
    if (!channel || !watcher) return false
    watcher.path = path
    watcher.place.lose()
    this.#tellWatchers(channel)
    if (path === 'relay') this.#askRefresh(channel)
    return true
  }

  /** Starts watching; the sender is told and asked for a whole picture. */
  watch(link: HubLink, number: number, core: Core): boolean {
    const channel = this.#known(number, core)
    const participant = mayWatch(core, link)
    if (!channel || !participant) return false
    if (!channel.watchers.has(link) && this.#watchedBy(link) >= MAX_WATCHED_CHANNELS) return false
    const { peer = null } = channel.watchers.get(link) ?? {}
    channel.watchers.set(link, { place: startFramePlace(), participant, peer, path: 'relay', latencyMs: null })
    this.#tellWatchers(channel)
    this.#askRefresh(channel)
    return true
  }

  unwatch(link: HubLink, number: number): void {
    const channel = this.#channels.get(number)
    if (channel?.watchers.delete(link)) this.#tellWatchers(channel)
  }

  refresh(link: HubLink, number: number): void {
    const channel = this.#channels.get(number)
    const watcher = channel?.watchers.get(link)
    if (!channel || !watcher) return
    watcher.place.lose()
    this.#askRefresh(channel)
  }

  drop(link: HubLink): void {
    for (const channel of this.#channels.values()) {
      if (channel.sender === link) channel.sender = null
      this.unwatch(link, channel.number)
    }
  }

  /** The channel of a running activity; a hub that has just started learns of it here. */
  #known(number: number, core: Core): Channel | null {
    const ask = [...core.asks.values()].find((one) => sendsOn(one, number) && one.state === 'running')
    if (!ask) return null
    if (!this.#channels.has(number)) this.open(number, core.id, ask)
    return this.#channels.get(number) ?? null
  }

  /** Mouse and keyboard of the one who may control it, and watches; of others they go nowhere. */
  #input(channel: Channel | undefined, link: HubLink, bytes: Uint8Array): void {
    const watcher = channel?.watchers.get(link)
    if (channel && watcher && watcher.participant === channel.controller) this.#sender(channel)?.sendFrame(bytes)
  }

  #watchedBy(link: HubLink): number {
    let count = 0
    for (const channel of this.#channels.values()) if (channel.watchers.has(link)) count += 1
    return count
  }

  #sender(channel: Channel): HubLink | null {
    return channel.sender ?? this.#linkOf(channel.session, channel.source)
  }

  #forward(channel: Channel, bytes: Uint8Array, header: FrameHeader): void {
    for (const [link, { place, path }] of channel.watchers) {
      if (path === 'direct') continue
      const verdict = place.judge(header, link.bufferedBytes <= WATCHER_FULL_BYTES)
      if (verdict === 'drop') this.#missed(channel, link, place)
      if (verdict !== 'send') continue
      link.sendFrame(bytes)
      channel.relayedBytes += bytes.byteLength
    }
  }

  /** A watcher that has room again is told what it missed, and gets a whole picture. */
  #missed(channel: Channel, link: HubLink, place: FramePlace): void {
    if (link.bufferedBytes > WATCHER_READY_BYTES) return
    if (place.dropped() > 0) link.send({ t: 'dropped', channel: channel.number, frames: place.dropped() })
    this.#askRefresh(channel)
  }

  #askRefresh(channel: Channel): void {
    const now = this.#now()
    const waitMs = channel.refreshAt + REFRESH_GAP_MS - now
    if (channel.watchers.size === 0) return
    if (waitMs > 0) {
      // On a screen that does not change nobody would ask again for the one who came a moment later.
      channel.later ??= setTimeout(() => this.#askLater(channel), waitMs).unref()
      return
    }
    channel.refreshAt = now
    this.#sender(channel)?.send({ t: 'refresh', channel: channel.number })
  }

  #askLater(channel: Channel): void {
    channel.later = null
    const isLost = [...channel.watchers.values()].some(({ place, path }) => path === 'relay' && place.isLost())
    if (isLost) this.#askRefresh(channel)
  }

  #tellWatchers(channel: Channel): void {
    this.#sender(channel)?.send(watchersOf(channel))
  }
}

/** Everyone in a session sees what is shown in it (MUL-05); gives who they are in it. */
function mayWatch(core: Core, link: HubLink): string | null {
  const place = placeIn(core, link.proven.identity)
  return place?.state === 'present' ? place.id : null
}
