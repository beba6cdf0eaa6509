// A hub that lets the agent join and then says whatever a test wants, over real HTTP and WebSockets.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ClientEnvelope } from '../../src/protocol/envelope.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'

/** What the agent is told to be. */
export const ME = 'p_customer'
const SESSION = 's_pretend'
const REP = { id: 'p_rep', name: 'Min Park', role: 'primary', account: 'a_1', language: 'en' }
const REP_AUTHOR = { id: REP.id, name: REP.name, role: 'primary' }

type Asked = Extract<ClientEnvelope, { t: 'request' }>

/** The hub, and everything it heard. */
export interface PretendHub {
  readonly url: string
  readonly requests: readonly Asked[]
  /** Binary frames that arrived. */
  readonly frames: readonly Uint8Array[]
  readonly links: number
  /** Says an event of the session. */
  event(type: string, data: unknown, by?: unknown): void
  /** Asks the agent for something, as a real hub would; the rest changes the ask. */
  ask(change?: Readonly<Record<string, unknown>>, ageMs?: number): string
  /** Sends anything at all. */
  say(message: unknown): void
  /** Waits for a request the agent made. */
  heard(name: string, matches?: (asked: Asked) => boolean): Promise<Asked>
  /** Answers requests of a name with this instead of success. */
  refuse(name: string, code: string | null): void
  cut(): void
  stop(): Promise<void>
}

/** Starts one; it ends with the test. */
export async function pretendHub(): Promise<PretendHub> {
  const requests: Asked[] = []
  const frames: Uint8Array[] = []
  const refusals = new Map<string, string>()
  const told: object[] = []
  const state = { socket: null as WebSocket | null, seq: 0, asks: 0, links: 0 }
  const http = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += String(part)
    })
    request.on('end', () => {
      const { id, name } = JSON.parse(body) as Asked
      const about = { company: 'Acme', language: 'en', initialised: true, build: 'x' }
      const data = {
        session: SESSION,
        number: '123456789',
        participant: ME,
        token: 'dh_secret',
        state: 'present',
        company: 'Acme',
        rep: 'Min Park',
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ t: 'reply', id, outcome: 'done', data: name === 'site.about' ? about : data }))
    })
  })
  const server = new WebSocketServer({ server: http })
  const send = (message: unknown): void =>
    state.socket?.send(message instanceof Uint8Array || typeof message === 'string' ? message : JSON.stringify(message))
  const envelope = (events: readonly object[]): object => ({
    t: 'events',
    stream: `session/${SESSION}`,
    upTo: state.seq,
    live: true,
    events,
  })
  const event = (type: string, data: unknown, by: unknown = REP_AUTHOR, ageMs = 0): void => {
    state.seq += 1
    const one = { stream: `session/${SESSION}`, seq: state.seq, at: Date.now() - ageMs, type, by, data, prev: 'x' }
    told.push(one)
    send(envelope([one]))
  }
  const answer = (asked: Asked): void => {
    const code = refusals.get(asked.name)
    if (code === '') return // no answer at all
    const error = { code, message: 'no', help: '', details: {} }
    const channel = asked.name === 'activity.start' ? { channel: 7 } : {}
    const done = { t: 'reply', id: asked.id, outcome: 'done', data: { seq: state.seq, at: Date.now(), ...channel } }
    send(code ? { t: 'reply', id: asked.id, outcome: 'refused', error } : done)
  }
  server.on('connection', (socket) => {
    state.socket = socket
    state.links += 1
    socket.on('error', () => undefined) // the agent broke the link, as some tests expect
    socket.on('message', (data, isBinary) => {
      if (isBinary) return void frames.push(data as Buffer)
      const heard = JSON.parse(String(data)) as ClientEnvelope
      if (heard.t === 'hello') {
        const you = { kind: 'participant', id: ME, name: 'Jamie', session: SESSION }
        send({ t: 'welcome', protocol: 1, build: 'x', features: {}, you, at: Date.now() })
        const after = heard.resume[`session/${SESSION}`]
        if (after !== undefined) send(envelope(told.slice(after)))
      } else if (heard.t === 'follow') send(envelope(told.slice(heard.after)))
      else if (heard.t === 'request') {
        requests.push(heard)
        answer(heard)
      }
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const stop = async (): Promise<void> => {
    for (const client of server.clients) client.terminate()
    server.close()
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }
  atEnd(stop)
  event('session.started', started())
  event('participant.joined', {
    participant: { id: ME, name: 'Jamie', role: 'customer', account: null, language: 'en' },
  })
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, // listening on TCP, so never a pipe's name
    requests,
    frames,
    get links() {
      return state.links
    },
    event,
    ask: (change = {}, ageMs = 0) => {
      state.asks += 1
      const ask = `k_${state.asks}`
      const action = { name: 'desktop.view', data: { monitor: null } }
      event(
        'consent.requested',
        { ask, kind: 'desktop.view', customer: ME, action, timeoutMs: 30_000, ...change },
        REP_AUTHOR,
        ageMs,
      )
      return String(change.ask ?? ask)
    },
    say: send,
    heard: (name, matches = () => true) =>
      until(`the request ${name}`, () => requests.find((one) => one.name === name && matches(one))),
    refuse: (name, code) => void (code === null ? refusals.delete(name) : refusals.set(name, code)),
    cut: () => state.socket?.terminate(),
    stop,
  }
}

function started(): object {
  return {
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
}
