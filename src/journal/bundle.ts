// A journal in one file that proves itself: a header, the raw lines, and the signed head, with nothing else needed.
import { hash } from 'node:crypto'
import { z } from 'zod'
import { parseJson } from '../protocol/parse-json.ts'
import type { Event } from './event.ts'
import { type Withheld, withheld } from './withheld.ts'

/** The version of the bundle's format, in its first line. */
export const BUNDLE_VERSION = 1
/** The longest line of a bundle, in bytes. */
export const MAX_BUNDLE_LINE_BYTES = 4 * 1_048_576

const header = z.object({
  deskhandBundle: z.literal(BUNDLE_VERSION),
  stream: z.string().max(80),
  exportedAt: z.string().max(40),
  build: z.string().max(40),
})
const signedHead = z.object({
  stream: z.string().max(80),
  seq: z.int().min(0),
  hash: z.string().max(64),
  at: z.number(),
  key: z.string().max(64),
  signature: z.string().max(200),
  publicKey: z.string().max(400),
})
const trailer = z.object({ deskhandHead: signedHead })
const kept = z.object({ deskhandWithheld: withheld })
const entry = z.object({
  stream: z.string(),
  seq: z.int().min(1),
  at: z.number(),
  type: z.string(),
  prev: z.string(),
  data: z.unknown(),
})

/** The head of a journal, signed by the hub's key; `key` is the fingerprint of `publicKey`. */
export type SignedHead = z.infer<typeof signedHead>
/** The first line of a bundle; `exportedAt` is ISO 8601 in UTC. */
export type BundleHeader = z.infer<typeof header>

/** The first line of a bundle. */
export function bundleHeader(stream: string, given: { readonly at: number; readonly build: string }): string {
  const first: BundleHeader = {
    deskhandBundle: BUNDLE_VERSION,
    stream,
    exportedAt: new Date(given.at).toISOString(),
    build: given.build,
  }
  return JSON.stringify(first)
}

/** The last line of a bundle. */
export function bundleTrailer(head: SignedHead): string {
  return JSON.stringify({ deskhandHead: head })
}

/** The fingerprint of a public key: SHA-256 of its SPKI form, base64url. @param publicKey  SPKI DER, base64url */
export function fingerprint(publicKey: string): string {
  return hash('sha256', Buffer.from(publicKey, 'base64url'), 'base64url')
}

/** What one line of a bundle is. */
export type BundleLine =
  | { readonly is: 'header'; readonly header: BundleHeader }
  | { readonly is: 'entry'; readonly event: Event }
  | { readonly is: 'withheld'; readonly place: Withheld }
  | { readonly is: 'head'; readonly head: SignedHead }
  | { readonly is: 'nothing' }

/** Reads one line; never throws. */
export function readBundleLine(line: string): BundleLine {
  const value = parseJson(line)
  if (entry.safeParse(value).success) return { is: 'entry', event: value as Event } // it has the shape of an event
  const place = kept.safeParse(value)
  if (place.success) return { is: 'withheld', place: place.data.deskhandWithheld }
  const first = header.safeParse(value)
  if (first.success) return { is: 'header', header: first.data }
  const last = trailer.safeParse(value)
  return last.success ? { is: 'head', head: last.data.deskhandHead } : { is: 'nothing' }
}
