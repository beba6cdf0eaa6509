// Pages and answers over HTTP: a table of routes, each with who may ask. What is not in it does not exist.
import type { Readable } from 'node:stream'
import type { HubPorts } from '../../features/ports.ts'
import type { Identity } from '../../protocol/envelope.ts'

/** What a route is given. */
export interface RouteCall {
  readonly method: string
  readonly url: URL
  /** Named parts of the path. */
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly address: string
  readonly hub: HubPorts
  readonly dataDir: string
  /** Body of a POST, at most `MAX_ENVELOPE_BYTES`. */
  readonly body: Buffer
}

/** What a route answers; `file` is streamed from the disk, `stream` from wherever it comes. */
export interface RouteReply {
  readonly status: number
  readonly type: string
  readonly body?: string | Uint8Array
  readonly file?: string
  readonly stream?: Readable
  readonly headers?: Readonly<Record<string, string>>
}

/** One route. `anyone`: no sign-in. `setup`: exists only while the hub has no administrator. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly who: 'anyone' | 'setup'
  handle(call: RouteCall): Promise<RouteReply> | RouteReply
}

/** What a route of streams is given: whoever asks is known by their token, and what they send is not read yet. */
export interface StreamCall extends Pick<RouteCall, 'params' | 'headers' | 'hub'> {
  readonly identity: Identity
  /** What is sent, as it comes; a sender that waits for it is told to go on. */
  body(): AsyncIterable<Buffer>
}

/** One route of streams; what it does decides who may. */
export interface StreamRoute {
  readonly method: 'GET' | 'PUT'
  readonly path: RegExp
  handle(call: StreamCall): Promise<RouteReply>
}

/** A text answer. */
export function text(status: number, body: string, type = 'text/plain; charset=utf-8'): RouteReply {
  return { status, type, body }
}
