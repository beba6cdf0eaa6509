// One live connection to a hub: hello, requests, follows and frames, reconnecting with back-off until it is closed.
import type { RequestInput, RequestName, RequestReply } from '../features/requests.ts'
import type { StreamId } from '../journal/event.ts'
import { type ClientEnvelope, type HubEnvelope, hubEnvelope } from '../protocol/envelope.ts'
import { asDeskhandError, DeskhandError, fromWire } from '../protocol/error.ts'
import { FRAME_KINDS, peekHeader } from '../protocol/frame.ts'
import { MAX_LINK_BACKLOG_BYTES, MAX_WATCHED_CHANNELS } from '../protocol/limits.ts'
import { parseJson } from '../protocol/parse-json.ts'
import { BUILD, PROTOCOL } from '../protocol/version.ts'
import { type Dialler, dialler } from './dial.ts'
import { type Batch, followTable } from './follows.ts'
import { hubAddress } from './hub-address.ts'
import type { Link, LinkOptions, LinkState, Presence, RequestOptions, Signal, Watchers } from './link.ts'
import { keyedListeners, listeners } from './listeners.ts'
import { isDroppable, MAX_MISREAD } from './misread.ts'
import { pendingRequests } from './pending.ts'
import { writeRequest } from './reply.ts'
import type { OpenSocket } from './socket.ts'

/** How long a request waits for its answer unless it says otherwise, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 30_000

/**
 * Opens a link over a given kind of socket; it connects by itself.
 *
 * @throws DeskhandError `usage` or `hub.insecure` for an address that is none or may carry no token
 */
export function connectLink(options: LinkOptions, openSocket: OpenSocket): Link {
  return new HubLink(options, openSocket)
}

type Envelope<T extends HubEnvelope['t']> = Extract<HubEnvelope, { t: T }>

class HubLink implements Link {
  readonly url: string
  state: LinkState = { is: 'connecting', attempt: 1 }
  readonly #options: LinkOptions
  readonly #random: () => number
  readonly #dial: Dialler
  #resumed: Readonly<Record<string, number>> = {}
  #fences = 0
  /** Messages of this connection that could not be read and were left out. */
  #misread = 0
  readonly #pending = pendingRequests()
  readonly #presences = new Map<string, Presence>()
  readonly #onState = listeners<[LinkState]>()
  readonly #onPresence = keyedListeners<string, [Presence]>()
  readonly #onRefresh = listeners<[number]>()
  readonly #onWatchers = listeners<[number, Watchers]>()
  readonly #onSignal = listeners<[Signal]>()
  readonly #onInput = listeners<[number, Uint8Array]>()
  readonly #claimed = new Set<number>()
  readonly #onDropped = listeners<[number, number]>()
  readonly #onNotice = listeners<[string, Readonly<Record<string, unknown>>]>()
  readonly #onFrame = keyedListeners<number, [Uint8Array]>()
  readonly onState = this.#onState.add
  readonly onRefresh = this.#onRefresh.add
  readonly onWatchers = this.#onWatchers.add
  readonly onSignal = this.#onSignal.add
  readonly onInput = this.#onInput.add
  readonly onDropped = this.#onDropped.add
  readonly onNotice = this.#onNotice.add
  readonly #follows = followTable({
    isOpen: () => this.state.is === 'open',
    follow: (stream, after) => this.#send({ t: 'follow', stream, after }),
    unfollow: (stream) => this.#send({ t: 'unfollow', stream }),
    fence: (done) => this.#fence(done),
  })

  readonly watchBy: Link['watchBy'] = (channel, path) => this.#send({ t: 'watch', channel, on: true, path })
  readonly signal: Link['signal'] = (channel, peer, data) => this.#send({ t: 'signal', channel, peer, data })
  readonly refresh: Link['refresh'] = (channel) => this.#send({ t: 'refresh', channel })
  readonly tellStats: Link['tellStats'] = (channel, { picture = null, windows, latencyMs = null }) =>
    this.#send({ t: 'stats', channel, picture, latencyMs, ...(windows && { windows: [...windows] }) })
  readonly typing: Link['typing'] = (session, typing) => this.#send({ t: 'presence', session, typing })

  readonly #handlers: { readonly [T in HubEnvelope['t']]: (envelope: Envelope<T>) => void } = {
    welcome: (envelope) => this.#welcome(envelope),
    reply: (envelope) => void this.#pending.settle(envelope),
    events: (envelope) => this.#follows.receive(envelope),
    presence: (envelope) => this.#presence(envelope),
    watchers: ({ channel, relayed, ...who }) =>
      this.#onWatchers.tell(channel, { ...who, relayed: relayed ?? who.count }),
    signal: (envelope) => this.#onSignal.tell(envelope),
    refresh: ({ channel }) => this.#onRefresh.tell(channel),
    dropped: ({ channel, frames }) => this.#onDropped.tell(channel, frames),
    notice: ({ code, details }) => this.#onNotice.tell(code, details),
    bye: ({ error }) => this.#dial.lose(fromWire(error)),
  }

  constructor(options: LinkOptions, openSocket: OpenSocket) {
    this.url = hubAddress(options.url)
    this.#options = options
    this.#random = options.random ?? Math.random
    this.#dial = dialler(
      { base: this.url, openSocket, random: this.#random },
      {
        changed: (state) => this.#away(state),
        opened: () => this.#hello(),
        text: (text) => this.#receive(text),
        bytes: (bytes) => this.#frame(bytes),
        ended: (error) => this.#end(error),
      },
    )
    this.#dial.start()
  }

  get bufferedBytes(): number {
    return this.#dial.connection?.bufferedBytes ?? 0
  }
  onPresence(session: string, listener: (presence: Presence) => void): () => void {
    const known = this.#presences.get(session)
    if (known) listener(known)
    return this.#onPresence.add(session, listener)
  }

  ready(): Promise<Extract<LinkState, { is: 'open' }>> {
    return new Promise((resolve, reject) => {
      const look = (state: LinkState): boolean => {
        if (state.is === 'open') resolve(state)
        else if (state.is === 'closed') reject(this.#closedError())
        return state.is === 'open' || state.is === 'closed'
      }
      if (look(this.state)) return
      const stop = this.#onState.add((state) => void (look(state) && stop()))
    })
  }

  async request<N extends RequestName>(
    name: N,
    data: RequestInput<N>,
    options: RequestOptions = {},
  ): Promise<RequestReply<N>> {
    if (this.state.is === 'closed') throw this.#closedError()
    const { session, timeoutMs = REQUEST_TIMEOUT_MS, id = this.#newId() } = options
    const text = writeRequest({ t: 'request', id, name, data, ...(session === undefined ? {} : { session }) })
    const late = (): DeskhandError =>
      this.state.is === 'open'
        ? new DeskhandError('timeout', { seconds: timeoutMs / 1_000, what: name })
        : new DeskhandError('hub.unreachable', { url: this.url })
    const answer = this.#pending.add({ id, name, text, timeoutMs, late })
    if (this.state.is === 'open') this.#dial.connection?.send(text)
    return answer
  }

  follow(stream: StreamId, after: number, listener: (batch: Batch) => void): () => void {
    return this.#follows.add(stream, after, listener)
  }

  watch(channel: number, listener: (frame: Uint8Array) => void): () => void {
    const isNew = !this.#onFrame.has(channel)
    if (isNew && this.#onFrame.keys().length >= MAX_WATCHED_CHANNELS) throw new DeskhandError('request.too-many')
    const remove = this.#onFrame.add(channel, listener)
    if (isNew) this.#send({ t: 'watch', channel, on: true })
    return () => {
      remove()
      if (!this.#onFrame.has(channel)) this.#send({ t: 'watch', channel, on: false })
    }
  }

  claim(channel: number): () => void {
    this.#claimed.add(channel)
    this.#send({ t: 'send', channel })
    return () => void this.#claimed.delete(channel)
  }

  sendFrame(frame: Uint8Array): boolean {
    if (this.state.is !== 'open' || this.bufferedBytes + frame.byteLength > MAX_LINK_BACKLOG_BYTES) return false
    this.#dial.connection?.send(frame)
    return true
  }

  close(): void {
    this.#end(null)
  }

  #hello(): void {
    this.#misread = 0
    this.#resumed = this.#follows.resume()
    this.#dial.connection?.send(
      JSON.stringify({
        t: 'hello',
        protocol: PROTOCOL,
        build: BUILD,
        features: this.#options.features ?? {},
        token: this.#options.token,
        resume: this.#resumed,
      } satisfies ClientEnvelope),
    )
  }

  /** Whatever goes wrong with what the hub sent ends this link and nothing else. */
  #receive(text: string): void {
    try {
      const told = parseJson(text)
      const parsed = hubEnvelope.safeParse(told)
      if (parsed.success) this.#dispatch(parsed.data)
      else this.#leaveOut('an envelope is malformed', isDroppable(told))
    } catch (error) {
      this.#end(asDeskhandError(error))
    }
  }

  #dispatch(envelope: HubEnvelope): void {
    if (this.state.is !== 'open' && envelope.t !== 'welcome' && envelope.t !== 'bye')
      throw new DeskhandError('link.protocol', { problem: `${envelope.t} before welcome` })
    const handle = this.#handlers[envelope.t] as (envelope: HubEnvelope) => void // the handler of its own type
    handle(envelope)
  }

  #welcome(welcome: Envelope<'welcome'>): void {
    if (this.state.is === 'open') throw new DeskhandError('link.protocol', { problem: 'welcome twice' })
    if (welcome.protocol < PROTOCOL.min || welcome.protocol > PROTOCOL.max)
      throw new DeskhandError('link.version', { ...PROTOCOL, got: welcome.protocol })
    this.#dial.welcomed()
    this.state = { is: 'open', you: welcome.you, build: welcome.build, clockSkewMs: welcome.at - Date.now() }
    for (const text of this.#pending.texts()) this.#dial.connection?.send(text)
    this.#follows.reconcile(this.#resumed)
    for (const channel of this.#onFrame.keys()) {
      this.#send({ t: 'watch', channel, on: true })
      this.#send({ t: 'refresh', channel })
    }
    for (const channel of this.#claimed) this.#send({ t: 'send', channel })
    this.#onState.tell(this.state)
  }

  #presence({ session, connected, typing }: Envelope<'presence'>): void {
    const presence = { connected, typing }
    if (this.#follows.has(`session/${session}`)) this.#presences.set(session, presence)
    this.#onPresence.tell(session, presence)
  }

  #frame(bytes: Uint8Array): void {
    try {
      const peeked = peekHeader(bytes)
      if (this.state.is !== 'open') throw new DeskhandError('link.protocol', { problem: 'a frame before welcome' })
      if (peeked.ok) {
        const heard = peeked.header.kind === FRAME_KINDS.input ? this.#onInput : this.#onFrame
        heard.tell(peeked.header.channel, bytes)
      } else this.#leaveOut(peeked.code, true)
    } catch (error) {
      this.#end(asDeskhandError(error))
    }
  }

  /** Goes on without a message that cannot be read, where the link can; what it carries else would be missing. */
  #leaveOut(problem: string, mayBeLost: boolean): void {
    if (!mayBeLost || this.state.is !== 'open') throw new DeskhandError('link.protocol', { problem })
    this.#misread += 1
    if (this.#misread > MAX_MISREAD)
      throw new DeskhandError('link.protocol', {
        problem: `${this.#misread} messages are malformed, the last: ${problem}`,
      })
  }

  #away(state: LinkState): void {
    this.#presences.clear()
    this.#set(state)
  }

  #end(error: DeskhandError | null): void {
    if (this.state.is === 'closed') return
    this.#dial.stop()
    this.state = { is: 'closed', error }
    this.#pending.failAll(this.#closedError())
    this.#follows.clear()
    this.#onFrame.clear()
    this.#onState.tell(this.state)
  }

  #closedError(): DeskhandError {
    return (this.state.is === 'closed' ? this.state.error : null) ?? new DeskhandError('interrupted')
  }

  #set(state: LinkState): void {
    this.state = state
    this.#onState.tell(state)
  }

  #send(envelope: ClientEnvelope): void {
    if (this.state.is === 'open') this.#dial.connection?.send(JSON.stringify(envelope))
  }

  /** The hub deals with a link's messages in order, so an answer to this one comes after all before it. */
  #fence(done: () => void): void {
    const connection = this.#dial.connection
    const id = `fence-${++this.#fences}-${this.#newId()}`
    const after = (): void => {
      if (this.#dial.connection === connection && this.state.is === 'open') done()
    }
    this.request('site.about', {}, { id }).then(after, after)
  }

  #newId(): string {
    const part = (): string => Math.floor(this.#random() * 2 ** 48).toString(36)
    return `${part()}${part()}`
  }
}
