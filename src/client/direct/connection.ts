// One direct connection of two programs: found through signals, kept while it is heard of, and gone at the first doubt.
import { CHUNK_BYTES, frameAssembler, PULSE, REFRESH, type Taken } from './chunks.ts'
import { type Outbox, startOutbox } from './outbox.ts'
import { connectionOptions, type DirectServers } from './servers.ts'
import {
  type Candidate,
  MAX_CANDIDATES,
  MAX_CANDIDATES_PER_SIGNAL,
  MAX_SDP_CHARACTERS,
  type SignalBody,
} from './signal-text.ts'
import type { Wrtc } from './wrtc.ts'

/** How long a connection may take to open, in milliseconds. */
export const OPEN_WAIT_MS = 10_000
/** An open connection is looked after this often, in milliseconds. */
const BEAT_MS = 250
/** Candidates found within this time travel together, in milliseconds. */
const GATHER_MS = 30
const LABEL = 'deskhand'

/** What a connection is made of. */
export interface ConnectionParts {
  readonly wrtc: Wrtc
  readonly servers: DirectServers
  /** Of the watcher who tries. */
  readonly attempt: number
  /** The longest frame taken from the other end, in bytes. */
  readonly maxFrameBytes: number
  /** The other end counts as gone when nothing was heard of it for so long, in milliseconds. */
  readonly silentMs: number
  /** This end says that it is there so often, in milliseconds. */
  readonly pulseMs: number
  /** Tells the other end through the hub. */
  readonly tell: (signal: SignalBody) => void
  readonly opened: () => void
  readonly took: (taken: Extract<Taken, { is: 'frame' | 'refresh' }>) => void
  /** A moment to look after things, about every `BEAT_MS` while it is open. */
  readonly beat: () => void
  /** It is no more; told once, and not when it was closed here. */
  readonly broken: (why: string) => void
}

/** A connection; it owns sockets and threads of the library until it is closed. */
export class DirectConnection {
  readonly #parts: ConnectionParts
  readonly #peer: RTCPeerConnection
  readonly #take: (message: Uint8Array) => Taken
  #channel: RTCDataChannel | null = null
  #outbox: Outbox | null = null
  /** Candidates that came before the description they belong to; the library refuses them until then. */
  #early: Candidate[] | null = []
  #tried = 0
  #found: Candidate[] = []
  #gathering: ReturnType<typeof setTimeout> | undefined
  #pulse: ReturnType<typeof setInterval> | undefined
  readonly #patience: ReturnType<typeof setTimeout>
  #beatAt = 0
  #pulsedAt = 0
  #heardAt = 0
  #isClosed = false

  constructor(parts: ConnectionParts) {
    this.#parts = parts
    this.#take = frameAssembler(parts.maxFrameBytes)
    this.#patience = setTimeout(() => this.#break('it took too long to open'), OPEN_WAIT_MS)
    this.#peer = new parts.wrtc.RTCPeerConnection(connectionOptions(parts.servers))
    this.#peer.onicecandidate = ({ candidate }) => this.#gathered(candidate)
    this.#peer.ondatachannel = ({ channel }) => this.#adopt(channel)
    this.#peer.onconnectionstatechange = () => {
      const { connectionState: is } = this.#peer
      if (is === 'failed' || is === 'disconnected' || is === 'closed') this.#break(`the connection is ${is}`)
    }
  }

  get isOpen(): boolean {
    return this.#outbox !== null
  }

  /** Bytes that have not left this machine. */
  get waitingBytes(): number {
    return this.#outbox?.waitingBytes ?? 0
  }

  /** Begins as the watcher. */
  offer(): void {
    this.#adopt(this.#peer.createDataChannel(LABEL, { ordered: true }))
    this.#guard(async () => {
      await this.#peer.setLocalDescription(await this.#peer.createOffer())
      this.#describe('offer')
    })
  }

  /** Begins as the sender, with the watcher's offer. */
  answer(sdp: string): void {
    this.#guard(async () => {
      await this.#accept({ type: 'offer', sdp })
      await this.#peer.setLocalDescription(await this.#peer.createAnswer())
      this.#describe('answer')
    })
  }

  /** What the other end answers, or finds on the way. */
  hear(signal: Extract<SignalBody, { type: 'answer' | 'candidates' }>): void {
    if (signal.type === 'answer') this.#guard(() => this.#accept({ type: 'answer', sdp: signal.sdp }))
    else for (const candidate of signal.candidates) this.#try(candidate)
  }

  /** Sends a frame, however long; only what is open sends. */
  send(frame: Uint8Array): void {
    this.#outbox?.push(frame)
  }

  /** Asks the other end for a frame that stands alone. */
  refresh(): void {
    this.#say(REFRESH)
  }

  /** Ends it at once; nothing is told of it any more. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    clearTimeout(this.#patience)
    clearTimeout(this.#gathering)
    clearInterval(this.#pulse)
    this.#outbox?.close()
    this.#outbox = null
    this.#channel?.close()
    this.#peer.close()
  }

  #say(message: Uint8Array<ArrayBuffer>): void {
    if (this.#channel?.readyState !== 'open') return
    try {
      this.#channel.send(message)
    } catch (error) {
      this.#break(String(error)) // it was closed in the same moment, which the library notices before it says so
    }
  }

  #adopt(channel: RTCDataChannel): void {
    if (this.#channel || channel.label !== LABEL || this.#isClosed) {
      channel.close()
      return
    }
    this.#channel = channel
    channel.binaryType = 'arraybuffer'
    channel.onopen = () => this.#open(channel)
    channel.onclose = () => this.#break('the other end closed it')
    channel.onmessage = ({ data }) => this.#message(data)
    if (channel.readyState === 'open') this.#open(channel)
  }

  #open(channel: RTCDataChannel): void {
    if (this.#isClosed || this.#outbox) return
    clearTimeout(this.#patience)
    this.#outbox = startOutbox({
      get bufferedAmount() {
        return channel.readyState === 'open' ? channel.bufferedAmount : 0
      },
      send: (message) => this.#say(message),
    })
    this.#heardAt = this.#beatAt = performance.now()
    this.#pulse = setInterval(() => this.#beat(), BEAT_MS)
    this.#parts.opened()
  }

  #beat(): void {
    const now = performance.now()
    // Who could not listen has not heard: a program that was busy, or stopped, begins anew.
    if (now - this.#beatAt > 2 * BEAT_MS) this.#heardAt = now
    this.#beatAt = now
    if (now - this.#heardAt > this.#parts.silentMs) {
      this.#break('the other end is silent')
      return
    }
    // Behind what waits, a pulse would say nothing that the rest does not.
    if (now - this.#pulsedAt > this.#parts.pulseMs - BEAT_MS / 2 && this.waitingBytes < CHUNK_BYTES) {
      this.#pulsedAt = now
      this.#say(PULSE)
    }
    this.#parts.beat()
  }

  #message(data: unknown): void {
    if (this.#isClosed) return
    this.#heardAt = performance.now()
    const taken: Taken = data instanceof ArrayBuffer ? this.#take(new Uint8Array(data)) : { is: 'fault' }
    if (taken.is === 'fault') this.#break('the other end says what none of ours would')
    else if (taken.is !== 'nothing') this.#parts.took(taken)
  }

  #describe(type: 'offer' | 'answer'): void {
    const { sdp } = this.#peer.localDescription ?? {}
    if (sdp === undefined || this.#isClosed) return
    if (sdp.length > MAX_SDP_CHARACTERS) this.#break('its description is too long for a signal')
    else this.#parts.tell({ type, attempt: this.#parts.attempt, sdp })
  }

  async #accept(description: { readonly type: 'offer' | 'answer'; readonly sdp: string }): Promise<void> {
    await this.#peer.setRemoteDescription(description)
    const early = this.#early ?? []
    this.#early = null
    for (const candidate of early) this.#add(candidate)
  }

  #try(candidate: Candidate): void {
    this.#tried += 1
    if (this.#tried > MAX_CANDIDATES || this.#isClosed) return
    if (this.#early) this.#early.push(candidate)
    else this.#add(candidate)
  }

  #add(candidate: Candidate): void {
    this.#peer.addIceCandidate(candidate).catch(() => undefined) // one way fewer; another may lead there
  }

  #gathered(candidate: RTCIceCandidate | null): void {
    if (this.#isClosed || !candidate?.candidate) return
    const { sdpMid, sdpMLineIndex } = candidate
    this.#found.push({ candidate: candidate.candidate, sdpMid, sdpMLineIndex })
    this.#gathering ??= setTimeout(() => this.#tellFound(), GATHER_MS)
  }

  #tellFound(): void {
    this.#gathering = undefined
    const { tell, attempt } = this.#parts
    while (this.#found.length > 0)
      tell({ type: 'candidates', attempt, candidates: this.#found.splice(0, MAX_CANDIDATES_PER_SIGNAL) })
  }

  #guard(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#break(String(error)))
  }

  #break(why: string): void {
    if (this.#isClosed) return
    this.close()
    this.#parts.broken(why)
  }
}
