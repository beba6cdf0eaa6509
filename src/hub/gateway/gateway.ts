// The gateway: takes links in, reads what they say, and hands each message to the part that answers it.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Directory } from '../../features/ports.ts'
import { resolveSession } from '../../features/reach.ts'
import type { StreamId } from '../../journal/event.ts'
import type { ClientEnvelope } from '../../protocol/envelope.ts'
import { asDeskhandError, DeskhandError, toWire } from '../../protocol/error.ts'
import { LINK_IDLE_MS, MAX_FRAME_BYTES, MAX_PENDING_REQUESTS } from '../../protocol/limits.ts'
import { BUILD, SUBPROTOCOL } from '../../protocol/version.ts'
import { placeIn } from '../../session/gate.ts'
import type { Dispatch } from '../dispatch.ts'
import type { HubJournal } from '../journals.ts'
import type { Feed } from './feed.ts'
import { closeWith, type HubLink } from './hub-link.ts'
import type { Presence } from './presence.ts'
import type { Relay } from './relay.ts'
import { Strangers } from './strangers.ts'
import { type Hello, readEnvelope, welcome } from './welcome.ts'

/** Presence of one session is told at most this often, in milliseconds. */
const PRESENCE_GAP_MS = 100
/** Features of this hub with their versions, intersected with the program's. */
const FEATURES: Readonly<Record<string, number>> = { chat: 1, notes: 1, sysinfo: 1, desktop: 1 }

/** What the gateway works with. */
export interface GatewayParts {
  readonly dispatch: Dispatch
  readonly directory: Directory
  readonly journal: HubJournal
  readonly feed: Feed
  readonly relay: Relay
  readonly presence: Presence
  readonly now: () => number
  /** Told when a link came or went, so that sessions nobody attends are noticed. */
  readonly onPresence: (owner: string) => void
}

/** Takes links in until it is closed. */
export class Gateway {
  readonly #parts: GatewayParts
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
    // One message of a link, then everybody else has a turn: a flood from one waits behind nobody but itself.
    allowSynchronousEvents: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  readonly #pulse: NodeJS.Timeout
  readonly #telling = new Set<string>()
  readonly #strangers = new Strangers()

  constructor(parts: GatewayParts) {
    this.#parts = parts
    this.#pulse = setInterval(() => this.#ping(), LINK_IDLE_MS / 2)
    this.#pulse.unref()
  }

  /** Takes over an HTTP upgrade to `GET /v1/link`. */
  upgrade(request: IncomingMessage, socket: Duplex, given: { readonly head: Buffer; readonly address: string }): void {
    const stranger = this.#strangers.add(given.address, socket)
    // Where the handshake fails the socket is closed, and with it the stranger is no longer counted.
    this.#server.handleUpgrade(request, socket, given.head, (ws) => {
      stranger.listen()
      this.#accept(ws, given.address, stranger.known).catch(() => ws.terminate())
    })
  }

  /** Says goodbye to every link and stops taking new ones. */
  async close(): Promise<void> {
    clearInterval(this.#pulse)
    for (const socket of this.#server.clients) closeWith(socket, new DeskhandError('hub.stopping'))
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        for (const socket of this.#server.clients) socket.terminate()
      }, 500)
      this.#server.close(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  /** Cuts links that use a token or belong to an owner. */
  cut(which: { readonly tokenHash?: string; readonly owner?: string }): void {
    for (const link of this.#parts.presence.links()) {
      const { tokenHash, owner } = link.proven
      if (which.tokenHash ? tokenHash === which.tokenHash : owner === which.owner)
        link.close(new DeskhandError('auth.expired'))
    }
  }

  /** Tells everyone who follows a session who is here. Several changes at once are told once. */
  tellPresence(session: string): void {
    if (this.#telling.has(session)) return
    this.#telling.add(session)
    setTimeout(() => {
      this.#telling.delete(session)
      // Presence is droppable: a session that cannot be read now is told the next time.
      this.#sendPresence(session).catch(() => undefined)
    }, PRESENCE_GAP_MS).unref()
  }

  async #sendPresence(session: string): Promise<void> {
    const { journal, presence, feed } = this.#parts
    const state = await journal.state(`session/${session}`)
    const connected = [...presence.connected(state)]
    const typing = [...presence.typing(session)]
    // Customers are not told of those who wait to be let in.
    const inside = connected.filter((id) => state.core.participants.get(id)?.state === 'present')
    for (const link of feed.linksOf(`session/${session}`)) {
      const place = placeIn(state.core, link.proven.identity)
      if (place?.state !== 'present') continue
      link.send({ t: 'presence', session, connected: place.role === 'customer' ? inside : connected, typing })
    }
  }

  async #accept(socket: WebSocket, address: string, known: () => void): Promise<void> {
    const { directory, now } = this.#parts
    const welcomed = await welcome(socket, { address, directory, now })
    if (!welcomed) return
    known()
    const { link, hello, version, held } = welcomed
    socket.on('pong', () => {
      link.heardAt = performance.now()
    })
    socket.on('close', () => this.#gone(link))
    try {
      this.#arrived(link, hello, version)
    } catch (error) {
      link.close(asDeskhandError(error))
    }
    for (const [data, isBinary] of held((data, isBinary) => this.#hear(link, data, isBinary)))
      this.#hear(link, data, isBinary)
  }

  #arrived(link: HubLink, hello: Hello, version: number): void {
    const { presence, feed, now, relay } = this.#parts
    const { identity } = link.proven
    const features = Object.fromEntries(
      Object.entries(hello.features).flatMap(([name, theirs]) => {
        const ours = FEATURES[name]
        return ours === undefined ? [] : [[name, Math.min(ours, theirs)]]
      }),
    )
    // A participant has one program: a newer link of it takes over, an older one that lingers is told so.
    if (identity.kind === 'participant')
      for (const old of presence.linksOf(link.proven.owner ?? '')) old.close(new DeskhandError('link.replaced'))
    presence.add(link)
    link.send({ t: 'welcome', protocol: version, build: BUILD, features, you: identity, at: now() })
    for (const [stream, after] of Object.entries(hello.resume)) feed.follow(link, stream as StreamId, after)
    if (identity.kind === 'participant') {
      relay.returned(link, identity.session, identity.id)
      this.tellPresence(identity.session)
    }
    this.#tellFollowed(link)
    this.#parts.onPresence(link.proven.owner ?? '')
  }

  #gone(link: HubLink): void {
    const { presence, feed, relay, onPresence } = this.#parts
    const { identity, owner } = link.proven
    presence.remove(link)
    this.#tellFollowed(link)
    feed.drop(link)
    relay.drop(link)
    if (identity.kind === 'participant') this.tellPresence(identity.session)
    if (owner) onPresence(owner)
  }

  #tellFollowed(link: HubLink): void {
    for (const stream of this.#parts.feed.streamsOf(link))
      if (stream.startsWith('session/')) this.tellPresence(stream.slice('session/'.length))
  }

  #hear(link: HubLink, data: RawData, isBinary: boolean): void {
    // What a link says after it was cut is not heard: it may hold a token that is good no longer.
    if (!link.isOpen) return
    if (link.isExpired(this.#parts.now())) {
      link.close(new DeskhandError('auth.expired'))
      return
    }
    link.heardAt = performance.now()
    if (isBinary) {
      const problem = this.#parts.relay.frame(link, data as Buffer)
      if (problem) link.close(new DeskhandError('link.protocol', { problem }))
      return
    }
    try {
      const message = readEnvelope(data)
      if (!message || message.t === 'hello')
        throw new DeskhandError('link.protocol', { problem: 'not an envelope of this protocol' })
      this.#handle(link, message)
    } catch (error) {
      link.close(asDeskhandError(error))
    }
  }

  #handle(link: HubLink, message: Exclude<ClientEnvelope, Hello>): void {
    const { feed, relay } = this.#parts
    if (message.t === 'request') void this.#request(link, message)
    else if (message.t === 'follow') {
      feed.follow(link, message.stream as StreamId, message.after)
      this.#tellFollowed(link)
    } else if (message.t === 'unfollow') feed.unfollow(link, message.stream as StreamId)
    else if (message.t === 'refresh') relay.refresh(link, message.channel)
    else if (message.t === 'watch') {
      if (!message.on) relay.unwatch(link, message.channel)
      else if (!message.path || !relay.changePath(link, message.channel, message.path))
        void this.#attach(link, message.channel, 'watch')
    } else if (message.t === 'signal') relay.signal(link, message)
    else if (message.t === 'stats') relay.stats(link, message)
    else if (message.t === 'send') void this.#attach(link, message.channel, 'send')
    else if (message.t === 'presence') this.#typing(link, message).catch(() => undefined) // presence is droppable
  }

  async #request(link: HubLink, message: Extract<ClientEnvelope, { t: 'request' }>): Promise<void> {
    if (link.pending >= MAX_PENDING_REQUESTS) {
      const error = toWire(new DeskhandError('request.too-many'))
      link.send({ t: 'reply', id: message.id, outcome: 'refused', error })
      return
    }
    link.pending += 1
    const { identity, tokenHash } = link.proven
    const reply = await this.#parts.dispatch({ identity, tokenHash, address: link.address }, message)
    link.pending -= 1
    link.send(reply)
  }

  /**
   * A channel is looked up in the sessions the link follows: who watches a session's screen follows the session.
   *
   * Where the relay knows the channel it is one look. It does not just after a start of the hub.
   */
  async #attach(link: HubLink, channel: number, as: 'watch' | 'send'): Promise<void> {
    const { feed, relay, journal } = this.#parts
    const known = relay.sessionOf(channel)
    // A participant has one session, which it may be following anew at this very moment.
    const { identity } = link.proven
    const own: readonly StreamId[] = identity.kind === 'participant' ? [`session/${identity.session}`] : []
    for (const stream of new Set([...own, ...feed.streamsOf(link)])) {
      if (known ? stream !== `session/${known}` : !stream.startsWith('session/')) continue
      const state = await journal.state(stream).catch(() => null) // a stream that cannot be read has nothing to watch
      if (state && relay[as](link, channel, state.core)) return
    }
    link.send({ t: 'notice', code: 'activity.not-found', details: { channel } })
  }

  async #typing(link: HubLink, message: Extract<ClientEnvelope, { t: 'presence' }>): Promise<void> {
    const { journal, presence, directory } = this.#parts
    const id = await resolveSession({ directory }, message.session)
    const state = id ? await journal.state(`session/${id}`) : null
    const place = state && placeIn(state.core, link.proven.identity)
    if (!id || place?.state !== 'present') return
    presence.setTyping(id, place.id, message.typing)
    this.tellPresence(id)
  }

  #ping(): void {
    const now = performance.now()
    for (const link of this.#parts.presence.links()) {
      if (now - link.heardAt > LINK_IDLE_MS) link.socket.terminate()
      else link.socket.ping()
    }
    const at = this.#parts.now()
    for (const link of this.#parts.presence.links())
      if (link.isExpired(at)) link.close(new DeskhandError('auth.expired'))
  }
}
