// A hub that does what a test tells it to, good or bad, over a real WebSocket server.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ClientEnvelope, HubEnvelope } from '../../src/protocol/envelope.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'

/** One link as the hub sees it. */
export interface HubSide {
  readonly socket: WebSocket
  readonly heard: ClientEnvelope[]
  readonly frames: Uint8Array[]
  readonly request: IncomingMessage
  say(envelope: HubEnvelope | unknown): void
  /** Waits for an envelope of a type that matches. */
  hear<T extends ClientEnvelope['t'] & string>(
    t: T,
    matches?: (one: Extract<ClientEnvelope, { t: T }>) => boolean,
  ): Promise<Extract<ClientEnvelope, { t: T }>>
  welcome(): Promise<void>
}

/** A scripted hub. */
export interface ScriptedHub {
  readonly url: string
  readonly sides: readonly HubSide[]
  /** The nth link that was opened, counted from 0. */
  side(index: number): Promise<HubSide>
  stop(): Promise<void>
}

/** What a friendly hub says first. */
export const WELCOME = {
  t: 'welcome',
  protocol: 1,
  build: 'test',
  features: {},
  you: { kind: 'account', id: 'a_1', name: 'Rep', email: 'rep@example.com', role: 'rep', scopes: ['read', 'work'] },
  at: 0,
} as const

/** Starts one; it ends with the test. */
export async function scriptedHub(port = 0): Promise<ScriptedHub> {
  const sides: HubSide[] = []
  const http = createServer()
  const server = new WebSocketServer({ server: http })
  server.on('connection', (socket, request) => sides.push(hubSide(socket, request)))
  http.listen(port, '127.0.0.1')
  await once(http, 'listening')
  const stop = async (): Promise<void> => {
    for (const client of server.clients) client.terminate()
    server.close()
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }
  atEnd(stop)
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, // listening on TCP, so never a pipe's name
    sides,
    side: (index) => until(`link ${index}`, () => sides[index]),
    stop,
  }
}

function hubSide(socket: WebSocket, request: IncomingMessage): HubSide {
  const heard: ClientEnvelope[] = []
  const frames: Uint8Array[] = []
  socket.on('error', () => undefined) // the other side broke the connection, as it should
  socket.on('message', (data, isBinary) => {
    if (isBinary)
      frames.push(data as Buffer) // one buffer a message by default
    else heard.push(JSON.parse(String(data)) as ClientEnvelope)
  })
  const say = (envelope: unknown): void =>
    socket.send(typeof envelope === 'string' || envelope instanceof Uint8Array ? envelope : JSON.stringify(envelope))
  const side: HubSide = {
    socket,
    heard,
    frames,
    request,
    say,
    hear: async (t, matches = () => true) =>
      (await until(`the envelope ${t}`, () => heard.find((one) => one.t === t && matches(one as never)))) as never,
    welcome: async () => {
      await side.hear('hello')
      say({ ...WELCOME, at: Date.now() })
    },
  }
  return side
}

/** An event of a session as it arrives. */
export function event(seq: number, text = `message ${seq}`, stream = 'session/s_1'): Record<string, unknown> {
  const by = { id: 'p_1', name: 'Kim', role: 'customer' }
  return { stream, seq, at: 1_000 + seq, type: 'chat.sent', by, data: { to: 'all', text }, prev: 'x' }
}

/** A batch of events. */
export function batch(seqs: readonly number[], live = true): Record<string, unknown> {
  return { t: 'events', stream: 'session/s_1', upTo: seqs.at(-1) ?? 0, live, events: seqs.map((seq) => event(seq)) }
}
