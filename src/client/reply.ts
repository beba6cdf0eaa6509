// Reading what a hub answers: nothing it says is believed before a schema has spoken.
import { z } from 'zod'
import { REQUESTS, type RequestName, type RequestReply } from '../features/requests.ts'
import { type Reply, request } from '../protocol/envelope.ts'
import { DeskhandError, fromWire } from '../protocol/error.ts'
import { MAX_ENVELOPE_BYTES } from '../protocol/limits.ts'

const place = z.object({ seq: z.number(), at: z.number() })

/**
 * The typed data of a done reply.
 *
 * @throws DeskhandError  what the hub refused or failed with; `link.protocol` when the answer does not fit the request
 */
export function readReply<N extends RequestName>(name: N, reply: Reply): RequestReply<N> {
  if (reply.outcome !== 'done') throw fromWire(reply.error)
  const spec = REQUESTS[name]
  const data = spec.reply.safeParse(reply.data)
  const placed = spec.target === 'session' ? place.safeParse(reply.data) : null
  if (!data.success || placed?.success === false)
    throw new DeskhandError('link.protocol', { problem: `the answer to ${name} is malformed` })
  return { ...data.data, ...placed?.data } as RequestReply<N> // both schemas of the request have spoken
}

/**
 * Writes a request as it goes over the wire, checked before it leaves.
 *
 * @throws DeskhandError `request.malformed` when the data does not fit the request; `request.too-large`
 */
export function writeRequest(asked: z.input<typeof request> & { readonly name: RequestName }): string {
  const data = REQUESTS[asked.name].data.safeParse(asked.data)
  if (!data.success) throw new DeskhandError('request.malformed', { problem: firstProblem(data.error) })
  const envelope = request.safeParse(asked)
  if (!envelope.success) throw new DeskhandError('request.malformed', { problem: firstProblem(envelope.error) })
  const text = JSON.stringify(asked)
  if (text.length * 3 > MAX_ENVELOPE_BYTES && new TextEncoder().encode(text).byteLength > MAX_ENVELOPE_BYTES)
    throw new DeskhandError('request.too-large', { limit: MAX_ENVELOPE_BYTES })
  return text
}

/** The first thing a schema found wrong, as `field: what`. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0]
  const path = issue?.path.join('.') ?? ''
  return path === '' ? (issue?.message ?? 'it is not well formed') : `${path}: ${issue?.message}`
}
