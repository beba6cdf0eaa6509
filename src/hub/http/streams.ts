// Answers requests whose bodies are streams: who asks is proven first, and a stream that stands still is ended.
import type { IncomingMessage } from 'node:http'
import type { HubPorts } from '../../features/ports.ts'
import { type Proven, prove } from '../identity.ts'
import { type Arrived, headersOf } from './arrived.ts'
import { FILE_ROUTES } from './file-routes.ts'
import type { RouteReply, StreamRoute } from './routes.ts'

/** Waits for the next byte of a stream, in milliseconds; how long all of it takes is its own matter. */
export const STREAM_IDLE_MS = 60_000

/** A route with the named parts of the path that led to it. */
interface Found {
  readonly route: StreamRoute
  readonly params: Readonly<Record<string, string>>
}

/** The route of streams at this path, or null. */
export function findStream(method: string, path: string): Found | null {
  for (const route of FILE_ROUTES) {
    const match = method === route.method ? route.path.exec(path) : null
    if (match) return { route, params: { ...match.groups } }
  }
  return null
}

/** Answers one. Its connection serves nothing else afterwards: it may have ended in the middle. */
export async function answerStream(
  hub: HubPorts,
  { request, goOn }: Arrived,
  { route, params, address }: Found & { readonly address: string },
): Promise<RouteReply> {
  request.socket.setTimeout(STREAM_IDLE_MS) // a server without a listener for it ends the connection
  const { identity } = await proveBearer(hub, request, address)
  const body = (): AsyncIterable<Buffer> => {
    goOn()
    return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer> // no encoding was set
  }
  const reply = await route.handle({ params, headers: headersOf(request), hub, identity, body })
  return { ...reply, headers: { ...reply.headers, connection: 'close' } }
}

/** Who a request speaks for. @throws DeskhandError `auth.expired` */
export function proveBearer(hub: HubPorts, request: IncomingMessage, address: string): Promise<Proven> {
  const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null
  return prove(hub.directory, { token, address, now: hub.now() })
}
