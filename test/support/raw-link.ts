// A link without any manners of its own: says exactly what a test says, and keeps everything it hears.
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { HubEnvelope, Reply } from '../../src/protocol/envelope.ts'
import { atEnd } from './ending.ts'
import { until } from './wait.ts'

/** A raw link. */
export interface RawLink {
  readonly socket: WebSocket
  readonly heard: readonly HubEnvelope[]
  readonly frames: readonly Buffer[]
  /** Set once it is closed: the code and the reason. */
  readonly closed: { readonly code: number; readonly reason: string } | null
  /** Sends an envelope, or a text or bytes as they are. */
  say(what: object | string): void
  /** Waits for an envelope of a type that matches. */
  hear<T extends HubEnvelope['t']>(
    t: T,
    matches?: (one: Extract<HubEnvelope, { t: T }>) => boolean,
  ): Promise<Extract<HubEnvelope, { t: T }>>
  /** Asks and waits for the reply, whatever it is. */
  ask(name: string, data: unknown, session?: string, id?: string): Promise<Reply>
  /** Forgets what it has heard, so that a long test does not fill the memory. */
  forget(): void
  /** Waits until it is closed, and by what error the hub said goodbye. */
  bye(): Promise<string>
}

/** How a raw link is opened. */
export interface RawOptions {
  readonly resume?: Readonly<Record<string, number>>
  /** Source address, so that a test can come from several. */
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Accepts a certificate nobody vouches for. */
  readonly trustAll?: boolean
}

/** Opens a socket to the hub that has not said hello. */
export async function openSocket(url: string, options: RawOptions = {}): Promise<RawLink> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/link`, 'deskhand.v1', {
    perMessageDeflate: false,
    localAddress: options.from,
    headers: options.headers,
    rejectUnauthorized: !options.trustAll,
  })
  atEnd(() => socket.terminate())
  const heard: HubEnvelope[] = []
  const frames: Buffer[] = []
  let closed: RawLink['closed'] = null
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(data)
    else heard.push(JSON.parse(data.toString()) as HubEnvelope) // what the hub says of itself is under test
  })
  socket.on('close', (code, reason) => {
    closed = { code, reason: reason.toString() }
  })
  socket.on('error', () => undefined) // a cut link is what many tests wait for; `closed` tells
  const hear: RawLink['hear'] = (t, matches = () => true) => {
    const find = () =>
      heard.find((one): one is Extract<HubEnvelope, { t: typeof t }> => one.t === t && matches(one as never))
    return until(`an envelope ${t}`, find)
  }
  let asked = 0
  const link: RawLink = {
    socket,
    heard,
    frames,
    get closed() {
      return closed
    },
    say: (what) => socket.send(typeof what === 'string' ? what : JSON.stringify(what)),
    hear,
    ask: (name, data, session, id = `raw-${++asked}`) => {
      link.say({ t: 'request', id, name, data, ...(session === undefined ? {} : { session }) })
      return hear('reply', (one) => one.id === id)
    },
    forget: () => {
      heard.length = 0
      frames.length = 0
    },
    bye: async () => {
      await until('the link to be closed', () => closed)
      const bye = heard.find((one) => one.t === 'bye')
      return bye?.t === 'bye' ? bye.error.code : ''
    },
  }
  await Promise.race([once(socket, 'open'), once(socket, 'close')])
  return link
}

/** The first message of a link. */
export function hello(token: string, resume: Readonly<Record<string, number>> = {}): object {
  return { t: 'hello', protocol: { min: 1, max: 1 }, build: 'test', features: {}, token, resume }
}

/** Opens a link and says hello; resolves when it is welcome. */
export async function rawLink(url: string, token: string, options: RawOptions = {}): Promise<RawLink> {
  const link = await openSocket(url, options)
  link.say(hello(token, options.resume))
  await link.hear('welcome')
  return link
}
