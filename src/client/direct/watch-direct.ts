// The watcher's side of a channel: begins on the hub's relay, moves to a direct path when there is one, and back at once.
import { FRAME_KINDS, peekHeader } from '../../protocol/frame.ts'
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts'
import type { Link, Signal } from '../link.ts'
import { MAX_INPUT_FRAME_BYTES } from './chunks.ts'
import { DirectConnection } from './connection.ts'
import { joinPaths } from './join-paths.ts'
import type { AskServers } from './servers.ts'
import { readSignal, writeSignal } from './signal-text.ts'
import { loadWrtc } from './wrtc.ts'

/** A direct path nothing is heard on for so long has broken, in milliseconds: two pulses of the sender. */
export const SILENT_MS = 1_100
/** A watcher says that it is there this often, in milliseconds; more would only keep the sender's machine awake. */
const PULSE_MS = 1_000
/** The first and the longest rest between two tries, in milliseconds; each try that fails doubles it. */
export const RETRY_FIRST_MS = 1_000
const RETRY_MAX_MS = 60_000
/** A path that held for so long was a good one: the next try comes soon again. */
const HELD_MS = 10_000
/** After falling back a whole picture is asked for this often until it is there, in milliseconds. */
const ASK_AGAIN_MS = 200
/** Bytes of input waiting on a direct path at which the other end does not take it, and the path is left. */
export const INPUT_FULL_BYTES = 1_048_576
/** Input moves to the direct path after a pause of so long, so that it never overtakes itself, in milliseconds. */
const INPUT_PAUSE_MS = 250

/** Which way frames come. */
export type Path = 'relay' | 'direct'

/** A channel to watch. */
export interface WatchOptions {
  readonly link: Link
  readonly channel: number
  readonly servers: AskServers
  /** Every frame once, in an order a viewer can use, whichever way it came. */
  readonly onFrame: (frame: Uint8Array) => void
  readonly onPath: (path: Path) => void
  /** Randomness for the rests between tries, 0 ≤ x < 1. */
  readonly random?: () => number
}

/** A channel that is watched. */
export interface DirectWatch {
  readonly path: Path
  /** Sends mouse and keyboard; false when it was dropped. */
  sendFrame(frame: Uint8Array): boolean
  /** The viewer lost its place. */
  refresh(): void
  close(): void
}

/** Watches a channel until it is closed; the view goes on whatever becomes of the paths. */
export function watchDirect(options: WatchOptions): DirectWatch {
  return new Watcher(options)
}

class Watcher implements DirectWatch {
  readonly #options: WatchOptions
  readonly #joint = joinPaths()
  readonly #stops: readonly (() => void)[]
  /** Begins anywhere: two windows of one program are not to take each other's words for their own. */
  #attempt: number
  #connection: DirectConnection | null = null
  #failures = 0
  #movedAt = 0
  #relayedInputAt = Number.NEGATIVE_INFINITY
  #retry: ReturnType<typeof setTimeout> | undefined
  #asking: ReturnType<typeof setInterval> | undefined
  #isClosed = false

  constructor(options: WatchOptions) {
    const { link, channel } = options
    this.#options = options
    this.#attempt = Math.floor((options.random ?? Math.random)() * 2 ** 31)
    this.#stops = [
      link.watch(channel, (frame) => this.#relayed(frame)),
      link.onSignal((signal) => this.#hear(signal)),
      link.onNotice((code, details) => {
        if (code.startsWith('signal.') && details.channel === channel) this.#fail()
      }),
      link.onState(({ is }) => (is === 'open' ? this.#try() : this.#rest())),
    ]
    if (link.state.is === 'open') this.#try()
  }

  get path(): Path {
    return this.#joint.path
  }

  sendFrame(frame: Uint8Array): boolean {
    const { link } = this.#options
    const now = performance.now()
    const isQuiet = now - this.#relayedInputAt > INPUT_PAUSE_MS
    if ((this.#connection?.waitingBytes ?? 0) > INPUT_FULL_BYTES) this.#fail()
    if (this.path === 'direct' && this.#connection && isQuiet && frame.byteLength <= MAX_INPUT_FRAME_BYTES) {
      this.#connection.send(frame)
      return true
    }
    this.#relayedInputAt = now
    return link.sendFrame(frame)
  }

  refresh(): void {
    const { link, channel } = this.#options
    if (this.path === 'direct') this.#connection?.refresh()
    else link.refresh(channel)
  }

  close(): void {
    this.#isClosed = true
    this.#rest()
    clearInterval(this.#asking)
    for (const stop of this.#stops) stop()
  }

  #try(): void {
    if (this.#isClosed || this.#connection || this.#options.link.state.is !== 'open') return
    this.#attempt += 1
    this.#connect(this.#attempt).catch(() => this.#fail()) // the hub did not say what servers there are
  }

  async #connect(attempt: number): Promise<void> {
    const { link, channel } = this.#options
    const servers = await this.#options.servers()
    const wrtc = servers.mode === 'off' ? null : await loadWrtc()
    if (!wrtc || attempt !== this.#attempt || this.#connection) return
    this.#connection = new DirectConnection({
      wrtc,
      servers,
      attempt,
      maxFrameBytes: MAX_FRAME_BYTES,
      silentMs: SILENT_MS,
      pulseMs: PULSE_MS,
      tell: (signal) => link.signal(channel, null, writeSignal(signal)),
      opened: () => undefined, // what counts is the first picture
      took: (taken) => void (taken.is === 'frame' && this.#direct(taken.frame)),
      beat: () => undefined,
      broken: () => this.#fail(),
    })
    this.#connection.offer()
  }

  #hear({ channel, peer, data }: Signal): void {
    if (channel !== this.#options.channel || peer !== null) return
    const signal = readSignal(data)
    if (signal?.attempt !== this.#attempt) return
    if (signal.type === 'refused') this.#fail()
    else if (signal.type !== 'offer') this.#connection?.hear(signal)
  }

  #relayed(frame: Uint8Array): void {
    const shown = this.#joint.relay(frame)
    if (!shown) return
    clearInterval(this.#asking)
    this.#options.onFrame(shown)
  }

  #direct(frame: Uint8Array): void {
    const { link, channel, onFrame, onPath } = this.#options
    const peeked = peekHeader(frame)
    const isOurs = peeked.ok && peeked.header.channel === channel && peeked.header.kind === FRAME_KINDS.screen
    if (!isOurs) {
      this.#fail()
      return
    }
    const before = this.path
    const shown = this.#joint.direct(frame)
    if (before !== this.path) {
      this.#movedAt = performance.now()
      link.watchBy(channel, 'direct')
      onPath('direct')
    }
    if (shown) onFrame(shown)
  }

  /** The try, or the path it found, is over; another follows later. */
  #fail(): void {
    const held = this.path === 'direct' && performance.now() - this.#movedAt > HELD_MS
    this.#failures = held ? 0 : this.#failures + 1
    this.#rest()
    const { random = Math.random } = this.#options
    const restMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures, 16))
    this.#retry = setTimeout(() => this.#try(), restMs * (0.5 + random() / 2))
  }

  #rest(): void {
    const { link, channel, onPath } = this.#options
    clearTimeout(this.#retry)
    this.#connection?.close()
    this.#connection = null
    this.#attempt += 1 // what is still said of this one is about nothing any more
    if (this.path === 'relay') return
    this.#joint.fallBack()
    if (this.#isClosed) return
    link.watchBy(channel, 'relay')
    onPath('relay')
    this.#askAgain()
  }

  #askAgain(): void {
    const { link, channel } = this.#options
    clearInterval(this.#asking)
    this.#asking = setInterval(() => {
      if (this.#joint.isWaiting) link.refresh(channel)
      else clearInterval(this.#asking)
    }, ASK_AGAIN_MS)
  }
}
