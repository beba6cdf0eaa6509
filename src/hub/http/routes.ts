// Pages and answers over HTTP: a table of routes, each with who may ask. What is not in it does not exist.
import type { HubPorts } from '../../features/ports.ts'

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

/** What a route answers; `file` is streamed from the disk. */
export interface RouteReply {
  readonly status: number
  readonly type: string
  readonly body?: string | Uint8Array
  readonly file?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** One route. `anyone`: no sign-in. `setup`: exists only while the hub has no administrator. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly who: 'anyone' | 'setup'
  handle(call: RouteCall): Promise<RouteReply> | RouteReply
}

/** A text answer. */
export function text(status: number, body: string, type = 'text/plain; charset=utf-8'): RouteReply {
  return { status, type, body }
}
