// The HTTP side of the hub: one server for pages, requests and the upgrade to links, with strict headers on everything.
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { pipeline } from 'node:stream/promises'
import type { HubPorts } from '../../features/ports.ts'
import { request as requestEnvelope } from '../../protocol/envelope.ts'
import { asDeskhandError, DeskhandError, errorSpec, toWire } from '../../protocol/error.ts'
import type { Dispatch } from '../dispatch.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { addressOf } from './address.ts'
import { type Arrived, headersOf, readBody } from './arrived.ts'
import type { Route, RouteCall, RouteReply } from './routes.ts'
import { answerStream, findStream, proveBearer } from './streams.ts'

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

const NOT_FOUND: RouteReply = { status: 404, type: 'text/plain; charset=utf-8', body: 'not found\n' }

/** What the server works with. */
export interface HttpParts {
  readonly dispatch: Dispatch
  readonly gateway: Gateway
  readonly hub: HubPorts
  readonly routes: readonly Route[]
  readonly dataDir: string
  /** Take the client's address from `X-Forwarded-For`: a proxy of ours stands in front. */
  readonly behindProxy: boolean
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
}

/** Makes the server; the caller listens. */
export function createHttp(parts: HttpParts): Server {
  const handle = (request: IncomingMessage, response: ServerResponse, isWaiting = false): void => {
    const goOn = (): void => void (isWaiting && response.writeContinue())
    answer(parts, { request, goOn })
      .catch((error: unknown) => errorReply(asDeskhandError(error)))
      .then((reply) => write(response, reply, request.method === 'HEAD'))
      .catch(() => response.destroy()) // the asker is gone, or the file: there is nobody to tell
  }
  const options = { requestTimeout: 0, headersTimeout: 15_000, maxHeaderSize: 16_384 }
  const server = parts.tls ? createTlsServer({ ...parts.tls, ...options }) : createServer(options)
  server.on('request', (request, response) => handle(request, response))
  // Who asks first whether to send (RFC 9110 §10.1.1) is told when what is sent is wanted, not before.
  server.on('checkContinue', (request, response) => handle(request, response, true))
  server.on('upgrade', (request, socket, head) => {
    const address = addressOf(request, parts.behindProxy)
    if (request.method === 'GET' && request.url?.split('?')[0] === '/v1/link')
      parts.gateway.upgrade(request, socket, { head, address })
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  server.on('clientError', (_, socket) => socket.destroy())
  return server
}

function errorReply(error: DeskhandError): RouteReply {
  const reply = {
    t: 'reply',
    id: '',
    outcome: errorSpec(error.code).http >= 500 ? 'failed' : 'refused',
    error: toWire(error),
  }
  return { status: errorSpec(error.code).http, type: 'application/json; charset=utf-8', body: JSON.stringify(reply) }
}

async function answer(parts: HttpParts, arrived: Arrived): Promise<RouteReply> {
  const { request } = arrived
  const target = request.url ?? ''
  if (!target.startsWith('/')) return NOT_FOUND
  const url = new URL(`http://hub${target}`)
  const address = addressOf(request, parts.behindProxy)
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '')
  if (method === 'POST' && url.pathname === '/v1/request') return answerRequest(parts, arrived, address)
  const stream = findStream(method, url.pathname)
  if (stream) return answerStream(parts.hub, arrived, { ...stream, address })
  for (const route of parts.routes) {
    const match = method === route.method ? route.path.exec(url.pathname) : null
    if (!match || !(await isOpen(route, parts.hub))) continue
    const body = route.method === 'POST' ? await readBody(arrived) : Buffer.alloc(0)
    const call: RouteCall = {
      method,
      url,
      params: { ...match.groups },
      headers: headersOf(request),
      address,
      hub: parts.hub,
      dataDir: parts.dataDir,
      body,
    }
    return route.handle(call)
  }
  return NOT_FOUND
}

async function isOpen(route: Route, hub: HubPorts): Promise<boolean> {
  return route.who === 'anyone' || (await hub.directory.accounts()).length === 0
}

async function answerRequest(parts: HttpParts, arrived: Arrived, address: string): Promise<RouteReply> {
  const { request } = arrived
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new DeskhandError('request.malformed', { problem: 'the content type must be application/json' })
  const body = parseJson(await readBody(arrived))
  const parsed = requestEnvelope.safeParse(body)
  if (!parsed.success)
    throw new DeskhandError('request.malformed', { problem: parsed.error.issues[0]?.message ?? 'no envelope' })
  const proven = await proveBearer(parts.hub, request, address)
  const reply = await parts.dispatch({ identity: proven.identity, tokenHash: proven.tokenHash, address }, parsed.data)
  const status = reply.outcome === 'done' ? 200 : errorSpec(reply.error.code).http
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(reply) }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new DeskhandError('request.malformed', { problem: 'the body is not JSON' }, cause)
  }
}

async function write(response: ServerResponse, reply: RouteReply, headOnly: boolean): Promise<void> {
  // What is still being sent of a request that was refused is not read on: the connection ends with the answer.
  const close = response.req.complete ? {} : { connection: 'close' }
  response.writeHead(reply.status, { ...HEADERS, 'content-type': reply.type, ...reply.headers, ...close })
  const stream = reply.stream ?? (reply.file && !headOnly ? createReadStream(reply.file) : null)
  if (headOnly) stream?.destroy()
  if (stream && !headOnly) await pipeline(stream, response)
  else response.end(headOnly ? undefined : reply.body)
}
