// The sender's side of a channel: every frame once to each direct path, and once to the hub if anyone needs it from there.
import { FRAME_KINDS, type FrameHeader, peekHeader } from '../../protocol/frame.ts'
import { type FramePlace, startFramePlace } from '../../protocol/frame-place.ts'
import type { Link, Signal, Watchers } from '../link.ts'
import { listeners } from '../listeners.ts'
import { MAX_INPUT_FRAME_BYTES } from './chunks.ts'
import { DirectConnection } from './connection.ts'
import type { AskServers } from './servers.ts'
import { readSignal, type SignalBody, writeSignal } from './signal-text.ts'
import { loadWrtc } from './wrtc.ts'

/**
 * Direct paths one sender keeps; who comes later stays on the hub's relay.
 *
 * Each costs encryption of every frame: 4 to 5 % of a core at 30 frames of 60 kB a second, the hub's link 2 % for all.
 */
export const MAX_SERVED_PEERS = 2
/** Bytes waiting on a direct path at which frames are dropped for it. */
export const PEER_FULL_BYTES = 1_048_576
/** Bytes waiting below which a path that lost its place is caught up again. */
const PEER_READY_BYTES = 256 * 1_024
/** Bytes waiting on the link to the hub at which frames are dropped for it, so that it never slows a direct path. */
export const HUB_FULL_BYTES = 4 * 1_048_576
/** A watcher that was silent for so long is gone, in milliseconds; it notices sooner itself. */
const SILENT_MS = 3_500
/**
 * The sender says that it is there this often, in milliseconds. Each pulse wakes four threads: at four a second a still
 * screen took 1.15 % of a core, at two 0.7 %.
 */
const PULSE_MS = 500

/** A channel to serve. */
export interface ServeOptions {
  readonly link: Link
  readonly channel: number
  /** Who looks, from the beginning; told anew with `watched`. */
  readonly watchers: Watchers
  readonly servers: AskServers
}

/** A channel that is served on every path. */
export interface DirectServer {
  /** Sends a frame on every path; false when it was lost on the way to the hub. */
  send(frame: Uint8Array): boolean
  /** What waits on the path that takes frames fastest, in bytes: nobody slow holds the others up. */
  bufferedBytes(): number
  /** Who looks now; direct paths of others are closed. */
  watched(watchers: Watchers): void
  /** Mouse and keyboard over a direct path, of those the hub says may control; whole frames, not checked any further. */
  onInput(listener: (frame: Uint8Array) => void): () => void
  /** A direct path needs a frame that stands alone. */
  onRefresh(listener: () => void): () => void
  /** Closes every direct path at once. */
  close(): void
}

interface Peer {
  readonly connection: DirectConnection
  readonly attempt: number
  readonly place: FramePlace
}

/** Serves a channel until it is closed. Nothing of WebRTC is loaded before a watcher asks for it. */
export function serveDirect(options: ServeOptions): DirectServer {
  return new Server(options)
}

class Server implements DirectServer {
  readonly #options: ServeOptions
  readonly #peers = new Map<number, Peer>()
  /** The newest try of each watcher. */
  readonly #attempts = new Map<number, number>()
  readonly #onInput = listeners<[Uint8Array]>()
  readonly #onRefresh = listeners<[]>()
  readonly onInput = this.#onInput.add
  readonly onRefresh = this.#onRefresh.add
  readonly #stops: readonly (() => void)[]
  readonly #hubPlace = startFramePlace()
  #watchers: Watchers
  #isClosed = false

  constructor(options: ServeOptions) {
    const { link } = options
    this.#options = options
    this.#watchers = options.watchers
    this.#stops = [
      link.onSignal((signal) => this.#hear(signal)),
      // Without the hub nobody says who may look, so nobody does.
      link.onState(({ is }) => void (is !== 'open' && this.#closeAll())),
    ]
  }

  send(frame: Uint8Array): boolean {
    const peeked = peekHeader(frame)
    if (this.#isClosed || !peeked.ok) return false
    for (const { connection, place } of this.#peers.values()) {
      if (!connection.isOpen) continue
      const hasRoom = connection.waitingBytes <= PEER_FULL_BYTES
      if (place.judge(peeked.header, hasRoom) === 'send') connection.send(frame)
    }
    return this.#watchers.relayed === 0 || this.#sendToHub(frame, peeked.header)
  }

  bufferedBytes(): number {
    const { link } = this.#options
    const waiting = [...this.#peers.values()]
      .filter(({ connection }) => connection.isOpen)
      .map(({ connection }) => connection.waitingBytes)
    if (this.#watchers.relayed > 0) waiting.push(link.bufferedBytes)
    return waiting.length === 0 ? 0 : Math.min(...waiting)
  }

  watched(watchers: Watchers): void {
    if (watchers.relayed > 0 && this.#watchers.relayed === 0) this.#hubPlace.lose()
    this.#watchers = watchers
    for (const peer of this.#peers.keys()) if (!watchers.peers.includes(peer)) this.#drop(peer)
    for (const peer of this.#attempts.keys()) if (!watchers.peers.includes(peer)) this.#attempts.delete(peer)
  }

  close(): void {
    this.#isClosed = true
    for (const stop of this.#stops) stop()
    this.#closeAll()
  }

  /** The hub keeps the places of its own watchers, so it is given refreshes that it may not need. */
  #sendToHub(frame: Uint8Array, header: FrameHeader): boolean {
    const { link } = this.#options
    const hasRoom = link.bufferedBytes <= HUB_FULL_BYTES
    const verdict = this.#hubPlace.judge(header, hasRoom)
    if (verdict === 'drop' || !hasRoom) return false
    return link.state.is === 'open' && link.sendFrame(frame)
  }

  #hear({ channel, peer, data }: Signal): void {
    if (channel !== this.#options.channel || peer === null || this.#isClosed) return
    const signal = readSignal(data)
    if (!signal) return
    if (signal.type === 'offer') void this.#accept(peer, signal)
    else if (signal.type === 'candidates') {
      const known = this.#peers.get(peer)
      if (known?.attempt === signal.attempt) known.connection.hear(signal)
    }
  }

  async #accept(peer: number, { attempt, sdp }: Extract<SignalBody, { type: 'offer' }>): Promise<void> {
    if (!this.#watchers.peers.includes(peer)) return
    this.#drop(peer)
    this.#attempts.set(peer, attempt)
    const { servers } = this.#options
    const given = await servers().catch(() => null) // no answer: no direct path
    const wrtc = given && given.mode !== 'off' ? await loadWrtc() : null
    if (this.#isClosed || this.#attempts.get(peer) !== attempt) return
    const tell = (signal: SignalBody): void =>
      this.#options.link.signal(this.#options.channel, peer, writeSignal(signal))
    if (!wrtc || !given || this.#peers.size >= MAX_SERVED_PEERS) {
      tell({ type: 'refused', attempt })
      return
    }
    const place = startFramePlace()
    const connection = new DirectConnection({
      wrtc,
      servers: given,
      attempt,
      maxFrameBytes: MAX_INPUT_FRAME_BYTES,
      silentMs: SILENT_MS,
      pulseMs: PULSE_MS,
      tell,
      opened: () => this.#onRefresh.tell(),
      took: (taken) => {
        if (taken.is === 'frame') return this.#input(peer, taken.frame)
        place.lose()
        this.#onRefresh.tell()
      },
      beat: () => {
        if (place.isLost() && connection.waitingBytes < PEER_READY_BYTES) this.#onRefresh.tell()
      },
      broken: () => this.#forget(peer, attempt),
    })
    this.#peers.set(peer, { connection, attempt, place })
    connection.answer(sdp)
  }

  #input(peer: number, frame: Uint8Array): void {
    const peeked = peekHeader(frame)
    const isInput = peeked.ok && peeked.header.kind === FRAME_KINDS.input
    if (!isInput || peeked.header.channel !== this.#options.channel) this.#drop(peer)
    else if (this.#watchers.controls.includes(peer)) this.#onInput.tell(frame)
  }

  #forget(peer: number, attempt: number): void {
    if (this.#peers.get(peer)?.attempt === attempt) this.#peers.delete(peer)
  }

  #drop(peer: number): void {
    this.#peers.get(peer)?.connection.close()
    this.#peers.delete(peer)
  }

  #closeAll(): void {
    for (const peer of [...this.#peers.keys()]) this.#drop(peer)
    this.#attempts.clear()
  }
}
