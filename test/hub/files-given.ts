// Published files at the level of HTTP: a session whose customer has agreed, and bytes sent as anyone might send them.
import { createHash } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { MANIFEST_HEADER, type Manifest, type PublishedFile } from '../../src/features/files/protocol.ts'
import { type Asker, joinAs } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

/** A session in which files may be published. */
export interface Exchange {
  readonly id: string
  readonly number: string
  readonly rep: Asker
  readonly customer: Asker
  readonly ask: string
}

/** Starts one; its customer is linked and has agreed. */
export async function openExchange(url: string, rep: Asker): Promise<Exchange> {
  const { id, number } = await rep.ask('session.start', {})
  const customer = await joinAs(url, number, 'Kim')
  await rawLink(url, customer.token, { resume: { [`session/${id}`]: 0 } })
  const { ask } = await until('the customer to be connected', () =>
    rep.ask('file.open', {}, { session: id }).catch(() => null),
  )
  await customer.ask('consent.answer', { ask, answer: 'yes', by: 'customer' })
  await customer.ask('activity.start', { ask })
  return { id, number, rep, customer, ask }
}

/** A truthful manifest. */
export function manifestOf(bytes: Uint8Array, rest: Partial<Manifest> = {}): Manifest {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { id: crypto.randomUUID(), name: 'a.bin', bytes: bytes.byteLength, sha256, ...rest }
}

/** An answer of the hub, read whole; `code` of an error. */
export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly code: string | null
  readonly data: PublishedFile | null
}

/** How bytes are sent. */
export interface Sent {
  readonly manifest?: Manifest | string
  readonly headers?: Readonly<Record<string, string>>
  /** What is sent; the connection is cut after it where less than its length was sent. */
  readonly body?: Uint8Array
  readonly isCut?: boolean
  /** What happens when half of it has been sent. */
  readonly halfway?: () => Promise<unknown>
}

/** Asks at a path with a token, and sends what is said, true or not. */
export function ask(asker: Asker, method: string, path: string, sent: Sent = {}): Promise<Answered> {
  const { manifest, headers = {}, body, isCut = false, halfway } = sent
  const told = typeof manifest === 'string' ? manifest : JSON.stringify(manifest ?? {})
  return new Promise((resolve, reject) => {
    const asked = request(`${asker.url}${path}`, {
      method,
      headers: {
        ...(asker.token && { authorization: `Bearer ${asker.token}` }),
        ...(manifest !== undefined && { [MANIFEST_HEADER]: Buffer.from(told).toString('base64url') }),
        ...headers,
      },
    })
    asked.on('error', reject)
    asked.on('response', async (answer) => {
      const { statusCode: status = 0, headers: got } = answer
      const said = await text(answer).catch(() => 'cut off')
      const json = got['content-type']?.startsWith('application/json') ? JSON.parse(said) : {}
      resolve({ status, headers: got, body: said, code: json.error?.code ?? null, data: json.data ?? null })
    })
    if (body && halfway) {
      const middle = body.byteLength >> 1
      asked.write(body.subarray(0, middle), () => void halfway().then(() => asked.end(body.subarray(middle)), reject))
    } else if (!isCut) asked.end(body)
    else asked.write(body, () => asked.destroy(new Error('cut')))
  })
}

/** Publishes as a rep would. */
export function publish({ id, rep }: Exchange, bytes: Uint8Array, rest: Partial<Manifest> = {}): Promise<Answered> {
  return ask(rep, 'PUT', `/v1/files/${id}`, { manifest: manifestOf(bytes, rest), body: bytes })
}
