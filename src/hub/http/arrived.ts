// A request as it arrives: its headers are there, its body is read only where it is wanted, bounded in bytes and time.
import type { IncomingMessage } from 'node:http'
import { DeskhandError } from '../../protocol/error.ts'
import { MAX_ENVELOPE_BYTES } from '../../protocol/limits.ts'

/** Waits for a whole request that is no stream, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 60_000

/** A request whose body is not read yet. */
export interface Arrived {
  readonly request: IncomingMessage
  /** Tells a sender that waits for it to send the body. */
  goOn(): void
}

/** Its headers, several of one name as one text. */
export function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
}

/** The whole body. @throws DeskhandError `request.too-large` past `MAX_ENVELOPE_BYTES` */
export async function readBody({ request, goOn }: Arrived): Promise<Buffer> {
  const late = setTimeout(() => request.destroy(), REQUEST_TIMEOUT_MS)
  goOn()
  try {
    return await readAll(request)
  } finally {
    clearTimeout(late)
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  // The connection outlives a body that is too large, so that its sender hears why.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_ENVELOPE_BYTES) throw new DeskhandError('request.too-large', { limit: MAX_ENVELOPE_BYTES })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
