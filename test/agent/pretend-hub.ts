// A hub that lets the agent join and then says whatever a test wants, over real HTTP and WebSockets.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ClientEnvelope } from '../../src/protocol/envelope.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'

/** What the agent is told to be. */
export const ME = 'p_customer'
const SESSION = 's_pretend'
const STREAM = `session/${SESSION}`
const REP = { id: 'p_rep', name: 'Min Park', role: 'primary', account: 'a_1', language: 'en' }
const REP_AUTHOR = { id: REP.id, name: REP.name, role: 'primary' }
const JOINED = {
  session: SESSION,
  number: '123456789',
  participant: ME,
  token: 'dh_secret',
  state: 'present',
  company: 'Acme',
  rep: 'Min Park',
}
const ABOUT = { company: 'Acme', language: 'en', initialised: true, build: 'x' }
const STARTED = {
  version: 1,
  number: '123456789',
  type: 'outbound',
  channel: 'support',
  topic: '',
  tracking: {},
  hasPassword: false,
  needsApproval: false,
  maxCustomers: 10,
  consentTimeoutMs: 30_000,
  company: 'Acme',
  primary: REP,
}

type Asked = Extract<ClientEnvelope, { t: 'request' }>

/** The hub, and everything it heard. */
export class PretendHub {
  readonly requests: Asked[] = []
  /** Binary frames that arrived. */
  readonly frames: Uint8Array[] = []
  /** Links opened so far. */
  links = 0
  readonly #refusals = new Map<string, string>()
  readonly #told: object[] = []
  readonly #http: Server
  readonly #server: WebSocketServer
  #socket: WebSocket | null = null
  /** Whether the link there is now has asked for the session's events. */
  #isFollowed = false
  #asks = 0

  constructor() {
    this.#http = createServer((request, response) => this.#post(request, response))
    this.#server = new WebSocketServer({ server: this.#http })
    this.#server.on('connection', (socket) => this.#linked(socket))
    this.event('session.started', STARTED)
    this.event('participant.joined', {
      participant: { id: ME, name: 'Jamie', role: 'customer', account: null, language: 'en' },
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}` // listening on TCP, so never a pipe's name
  }

  async start(): Promise<void> {
    this.#http.listen(0, '127.0.0.1')
    await once(this.#http, 'listening')
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate()
    this.#server.close()
    this.#http.closeAllConnections()
    await new Promise((resolve) => this.#http.close(resolve))
  }

  /** Says an event of the session. */
  event(type: string, data: unknown, said: { readonly by?: unknown; readonly ageMs?: number } = {}): void {
    const { by = REP_AUTHOR, ageMs = 0 } = said
    const seq = this.#told.length + 1
    const one = { stream: STREAM, seq, at: Date.now() - ageMs, type, by, data, prev: 'x' }
    this.#told.push(one)
    if (this.#isFollowed) this.say(this.#events([one]))
  }

  /** Asks the agent for something, as a real hub would; `change` changes the ask. */
  ask(change: Readonly<Record<string, unknown>> = {}, ageMs = 0): string {
    this.#asks += 1
    const ask = `k_${this.#asks}`
    const action = { name: 'desktop.view', data: { monitor: null } }
    const data = { ask, kind: 'desktop.view', customer: ME, action, timeoutMs: 30_000, ...change }
    this.event('consent.requested', data, { ageMs })
    return String(data.ask)
  }

  /** Sends anything at all. */
  say(message: unknown): void {
    const isRaw = typeof message === 'string' || message instanceof Uint8Array
    this.#socket?.send(isRaw ? message : JSON.stringify(message))
  }

  /** Ends the link there is now, as a hub does that stops. */
  close(code: number): void {
    this.#socket?.close(code)
  }

  /** Waits for a request the agent made. */
  heard(name: string, matches: (asked: Asked) => boolean = () => true): Promise<Asked> {
    return until(`the request ${name}`, () => this.requests.find((one) => one.name === name && matches(one)))
  }

  /** Refuses requests of a name with a code; with an empty code they get no answer at all. */
  refuse(name: string, code: string): void {
    this.#refusals.set(name, code)
  }

  #events(events: readonly object[]): object {
    return { t: 'events', stream: STREAM, upTo: this.#told.length, live: true, events }
  }

  #post(request: IncomingMessage, response: ServerResponse): void {
    let body = ''
    request.on('data', (part) => {
      body += String(part)
    })
    request.on('end', () => {
      const { id, name } = JSON.parse(body) as Asked // the agent wrote it
      const data = name === 'site.about' ? ABOUT : JOINED
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ t: 'reply', id, outcome: 'done', data }))
    })
  }

  #linked(socket: WebSocket): void {
    this.#socket = socket
    this.#isFollowed = false
    this.links += 1
    socket.on('error', () => undefined) // the agent broke the link, as some tests expect
    socket.on('message', (data, isBinary) => {
      if (isBinary) this.frames.push(data as Buffer)
      else this.#heard(JSON.parse(String(data)) as ClientEnvelope)
    })
  }

  #heard(heard: ClientEnvelope): void {
    if (heard.t === 'hello') {
      const you = { kind: 'participant', id: ME, name: 'Jamie', session: SESSION }
      this.say({ t: 'welcome', protocol: 1, build: 'x', features: {}, you, at: Date.now() })
      const after = heard.resume[STREAM]
      if (after !== undefined) this.#follow(after)
    } else if (heard.t === 'follow') this.#follow(heard.after)
    else if (heard.t === 'request') {
      this.requests.push(heard)
      this.#answer(heard)
    }
  }

  #follow(after: number): void {
    this.#isFollowed = true
    this.say(this.#events(this.#told.slice(after)))
  }

  #answer({ id, name }: Asked): void {
    const code = this.#refusals.get(name)
    if (code === '') return
    const error = { code, message: 'no', help: '', details: {} }
    const channel = name === 'activity.start' ? { channel: 7 } : {}
    const data = name === 'site.about' ? ABOUT : { seq: this.#told.length, at: Date.now(), ...channel }
    this.say(code ? { t: 'reply', id, outcome: 'refused', error } : { t: 'reply', id, outcome: 'done', data })
  }
}

/** Starts one; it ends with the test. */
export async function pretendHub(): Promise<PretendHub> {
  const hub = new PretendHub()
  await hub.start()
  atEnd(() => hub.stop())
  return hub
}
