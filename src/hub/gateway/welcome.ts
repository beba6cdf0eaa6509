// The handshake of a link: hello within a time, a version both speak, a token that proves who it is.
import type { RawData, WebSocket } from 'ws'
import type { Directory } from '../../features/ports.ts'
import { type ClientEnvelope, clientEnvelope } from '../../protocol/envelope.ts'
import { asDeskhandError, DeskhandError } from '../../protocol/error.ts'
import { HELLO_TIMEOUT_MS, MAX_ENVELOPE_BYTES, MAX_PENDING_REQUESTS } from '../../protocol/limits.ts'
import { PROTOCOL } from '../../protocol/version.ts'
import { prove } from '../identity.ts'
import { closeWith, HubLink } from './hub-link.ts'

/** The first message of a link. */
export type Hello = Extract<ClientEnvelope, { t: 'hello' }>
type Message = readonly [data: RawData, isBinary: boolean]
type Hear = (data: RawData, isBinary: boolean) => void

/** A link that has proven who it is, with what it said while that was looked up. */
export interface Welcomed {
  readonly link: HubLink
  readonly hello: Hello
  readonly version: number
  /** Hands over: returns what is held, and everything later goes to `hear`. */
  held(hear: Hear): readonly Message[]
}

/** Reads one text message; null when it is no envelope of this protocol. @throws DeskhandError `request.too-large` */
export function readEnvelope(data: RawData): ClientEnvelope | null {
  const bytes = data as Buffer // as ws gives it with its default binary type
  if (bytes.length > MAX_ENVELOPE_BYTES) throw new DeskhandError('request.too-large', { limit: MAX_ENVELOPE_BYTES })
  try {
    const parsed = clientEnvelope.safeParse(JSON.parse(bytes.toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // not JSON: the caller cuts the link
  }
}

function inbox(socket: WebSocket) {
  const held: Message[] = []
  let hear: Hear = (data, isBinary) => {
    if (held.push([data, isBinary]) > MAX_PENDING_REQUESTS) socket.terminate()
    first.resolve(true)
  }
  const first = Promise.withResolvers<boolean>()
  socket.on('message', (data, isBinary) => hear(data, isBinary))
  socket.on('error', () => socket.terminate()) // ws reports what a broken peer did; cutting it is the whole answer
  socket.on('close', () => first.resolve(false))
  return {
    first: first.promise,
    held,
    pass: (next: Hear): readonly Message[] => {
      hear = next
      return held.splice(0)
    },
  }
}

function agreeVersion({ protocol: { min, max } }: Hello): number {
  const version = Math.min(max, PROTOCOL.max)
  if (version < Math.max(min, PROTOCOL.min))
    throw new DeskhandError('link.version', { ...PROTOCOL, got: `${min} to ${max}` })
  return version
}

/** Waits for hello and proves it; closes the link with the reason and returns null when it cannot. */
export async function welcome(
  socket: WebSocket,
  given: { readonly address: string; readonly directory: Directory; readonly now: () => number },
): Promise<Welcomed | null> {
  const late = new DeskhandError('link.protocol', { problem: 'no hello in time' })
  const timer = setTimeout(() => closeWith(socket, late), HELLO_TIMEOUT_MS)
  const box = inbox(socket)
  try {
    if (!(await box.first)) return null
    const [data, isBinary] = box.held.shift() as Message
    const hello = isBinary ? null : readEnvelope(data)
    if (hello?.t !== 'hello') throw new DeskhandError('link.protocol', { problem: 'a link begins with hello' })
    const version = agreeVersion(hello)
    const proven = await prove(given.directory, { token: hello.token, address: given.address, now: given.now() })
    if (proven.identity.kind === 'stranger') throw new DeskhandError('auth.required')
    if (socket.readyState !== socket.OPEN) return null
    return { link: new HubLink(socket, proven, given.address), hello, version, held: box.pass }
  } catch (error) {
    closeWith(socket, asDeskhandError(error))
    return null
  } finally {
    clearTimeout(timer)
  }
}
