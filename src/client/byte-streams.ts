// Bytes to a hub and from it as plain HTTP streams, which a masked WebSocket does at half the speed; for Node only.
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DeskhandError, fromWire } from '../protocol/error.ts'
import { MAX_ENVELOPE_BYTES } from '../protocol/limits.ts'
import { parseJson } from '../protocol/parse-json.ts'
import { hubAddress } from './hub-address.ts'
import { type Account, networkError, refusal } from './post.ts'

/** How long the hub may take to say that bytes are wanted; then they are sent all the same, in milliseconds. */
const GO_ON_MS = 2_000
/** How long a stream may stand still, in milliseconds. */
const IDLE_MS = 60_000

/** Bytes for a route of the hub. */
export interface Sending {
  /** Below the hub's address, as `/v1/files/s_…`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: number
  /** Opened when the hub wants it: what it refuses is never read. */
  readonly source: () => Readable
  readonly signal?: AbortSignal
}

/**
 * Sends bytes.
 *
 * @returns what the hub answered, read as JSON
 * @throws DeskhandError  what the hub refused, `hub.unreachable`, `hub.untrusted`, `interrupted`
 */
export async function sendBytes(account: Account, sending: Sending): Promise<unknown> {
  const { path, headers, bytes, source, signal } = sending
  const asked = open(account, { method: 'PUT', path, signal, headers: { ...headers, expect: '100-continue' }, bytes })
  const answered = answerOf(asked, account.url, signal)
  const stopper = new AbortController()
  const isWanted = Promise.race([
    new Promise((resolve) => asked.once('continue', resolve)),
    late(GO_ON_MS, stopper.signal),
  ])
  const sent = isWanted.then(() => (stopper.signal.aborted ? undefined : pipeline(source(), allOf(bytes), asked)))
  // An answer counts also when the hub did not wait for the last byte.
  sent.catch((error: unknown) => asked.destroy(error as Error))
  try {
    return await readAnswer(await answered, account.url)
  } finally {
    stopper.abort()
    asked.destroy()
  }
}

/** Passes bytes on; a source that ends early is noticed here, and not by the hub waiting for more. */
function allOf(bytes: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let passed = 0
    for await (const chunk of source) {
      passed += chunk.byteLength
      yield chunk
    }
    if (passed < bytes) throw new Error(`its source ended after ${passed} of ${bytes} bytes`)
  }
}

/** What a route of the hub gives: its bytes from `from` on. */
export interface Receiving {
  readonly path: string
  readonly from: number
  readonly signal?: AbortSignal
}

/** Bytes as they come. */
export interface Received {
  /** Where they begin: 0 when the hub did not take up from where it was asked to. */
  readonly from: number
  readonly source: Readable
}

/** Gets bytes. @throws DeskhandError  what the hub refused, `hub.unreachable`, `hub.untrusted`, `interrupted` */
export async function receiveBytes(account: Account, { path, from, signal }: Receiving): Promise<Received> {
  const asked = open(account, { method: 'GET', path, signal, headers: from > 0 ? { range: `bytes=${from}-` } : {} })
  asked.end()
  const answer = await answerOf(asked, account.url, signal)
  if (answer.statusCode === 200) return { from: 0, source: answer }
  if (answer.statusCode === 206) return { from, source: answer }
  await readAnswer(answer, account.url)
  throw new DeskhandError('hub.unreachable', { url: account.url, problem: `it answered ${answer.statusCode}` })
}

interface Opening {
  readonly method: 'GET' | 'PUT'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly bytes?: number
  readonly signal: AbortSignal | undefined
}

function open({ url, token }: Account, { method, path, headers, bytes, signal }: Opening): ClientRequest {
  const target = `${hubAddress(url)}${path}`
  const asked = (target.startsWith('https:') ? tlsRequest : plainRequest)(target, {
    method,
    ...(signal && { signal }),
    headers: {
      ...headers,
      authorization: `Bearer ${token}`,
      ...(bytes !== undefined && { 'content-length': String(bytes) }),
    },
  })
  asked.setTimeout(IDLE_MS, () => asked.destroy(new Error(`nothing moved for ${IDLE_MS / 1_000} s`)))
  if (headers.expect) asked.flushHeaders()
  return asked
}

function answerOf(asked: ClientRequest, url: string, signal: AbortSignal | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve)
    asked.on('error', (error) => reject(signal?.aborted ? new DeskhandError('interrupted') : networkError(url, error)))
  })
}

/** Reads an answer of JSON, at most `MAX_ENVELOPE_BYTES`. @throws DeskhandError  what it refuses with */
async function readAnswer(answer: IncomingMessage, url: string): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > MAX_ENVELOPE_BYTES) throw new Error('its answer has no end')
      chunks.push(chunk)
    }
  } catch (error) {
    throw networkError(url, error)
  }
  const body = parseJson(Buffer.concat(chunks).toString('utf8'))
  const refused = refusal.safeParse(body)
  if (refused.success) throw fromWire(refused.data.error)
  if ((answer.statusCode ?? 500) >= 300)
    throw new DeskhandError('hub.unreachable', { url, problem: `it answered ${answer.statusCode}, not as a hub does` })
  return body
}

function late(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
