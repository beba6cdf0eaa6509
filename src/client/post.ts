// One request over HTTP, for programs that want no socket.
import { z } from 'zod'
import type { RequestInput, RequestName, RequestReply } from '../features/requests.ts'
import { hubEnvelope } from '../protocol/envelope.ts'
import { DeskhandError, fromWire } from '../protocol/error.ts'
import { MAX_FRAME_BYTES } from '../protocol/limits.ts'
import { parseJson } from '../protocol/parse-json.ts'
import { hubAddress, requestAddress } from './hub-address.ts'
import { readReply, writeRequest } from './reply.ts'

/** Where a request goes and for whom it speaks. */
export interface Account {
  /** Address of the hub. */
  readonly url: string
  /** Empty for a stranger. */
  readonly token: string
}

/** Options of one request over HTTP. */
export interface PostOptions {
  /** Session id or number. */
  readonly session?: string
  /** The same id asked again is applied once. */
  readonly id?: string
  readonly timeoutMs?: number
  /** Ends the wait, as on Ctrl-C. */
  readonly signal?: AbortSignal
}

/** What a hub says before it has read a request, as to a token that is not valid. */
export const refusal = z.object({
  error: z.object({
    code: z.string().max(80),
    message: z.string().max(2_000),
    help: z.string().max(2_000),
    details: z.record(z.string(), z.unknown()),
  }),
})

/** How long an answer may take unless the caller says otherwise, in milliseconds. */
export const POST_TIMEOUT_MS = 30_000

/**
 * Asks the hub once. Redirects are never followed: a token goes to the address it was made for or nowhere.
 *
 * @throws DeskhandError  what the hub refused or failed with, `hub.unreachable`, `hub.untrusted`,
 *   `hub.insecure`, `timeout`, `interrupted`, or `link.protocol` for an answer that is none
 */
export async function post<N extends RequestName>(
  account: Account,
  asked: { readonly name: N; readonly data: RequestInput<N> },
  options: PostOptions = {},
): Promise<RequestReply<N>> {
  const url = hubAddress(account.url)
  const { session, id = crypto.randomUUID(), timeoutMs = POST_TIMEOUT_MS, signal } = options
  const text = writeRequest({ id, ...asked, ...(session === undefined ? {} : { session }) })
  const late = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(requestAddress(url), {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(account.token && { authorization: `Bearer ${account.token}` }),
      },
      body: text,
      signal: signal ? AbortSignal.any([late, signal]) : late,
    })
    const body = await readJson(answer, url)
    const refused = refusal.safeParse(body)
    if (refused.success) throw fromWire(refused.data.error)
    const reply = hubEnvelope.safeParse(body)
    if (!reply.success || reply.data.t !== 'reply' || reply.data.id !== id)
      throw new DeskhandError('hub.unreachable', { url, problem: `it answered ${answer.status}, not as a hub does` })
    return readReply(asked.name, reply.data)
  } catch (error) {
    if (error instanceof DeskhandError) throw error
    if (signal?.aborted) throw new DeskhandError('interrupted', {}, error)
    if (late.aborted) throw new DeskhandError('timeout', { seconds: timeoutMs / 1_000, what: asked.name }, error)
    throw networkError(url, error)
  }
}

/** What a network that failed is called: a hub that cannot be trusted, or one that is not there. */
export function networkError(url: string, error: unknown): DeskhandError {
  const code = isUntrusted(error) ? 'hub.untrusted' : 'hub.unreachable'
  return new DeskhandError(code, { url, problem: networkProblem(error) }, error)
}

/** Reads at most `MAX_FRAME_BYTES`; what is no JSON is undefined. */
async function readJson(answer: Response, url: string): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of answer.body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > MAX_FRAME_BYTES)
      throw new DeskhandError('hub.unreachable', { url, problem: 'its answer has no end' })
    chunks.push(chunk)
  }
  return parseJson(await new Blob(chunks as BlobPart[]).text()) // bytes of a response are never on shared memory
}

/** Whether it failed because of the hub's certificate: the codes OpenSSL and Node give such errors. */
function isUntrusted(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /CERT|UNABLE_TO_VERIFY/.test(code)
}

/** What the platform says of a failed fetch: the network's error is its cause. */
function networkProblem(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}
