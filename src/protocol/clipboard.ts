// A text on its way from one clipboard to another: packed with a digest that says nothing of it, and carried in parts.
import { createHash, randomBytes } from 'node:crypto'
import { DeskhandError } from './error.ts'
import { CLIPBOARD_SALT_BYTES, MAX_CLIPBOARD_BYTES, MAX_CLIPBOARD_PART_BYTES } from './limits.ts'

/** The most that is carried, in bytes. */
export const MAX_PACKED_BYTES = CLIPBOARD_SALT_BYTES + MAX_CLIPBOARD_BYTES

/** What is told of a text before it travels, and written down. */
export interface Told {
  /** Code points. */
  readonly characters: number
  /** In UTF-8. */
  readonly bytes: number
  /**
   * SHA-256 of the random bytes and the text, hex. What is kept of it for ever must not give away a short secret, and
   * the digest of a four-digit PIN alone is that PIN: the random bytes are written down nowhere.
   */
  readonly sha256: string
}

/** One part of what is carried. */
export interface Part {
  /** Base64. */
  readonly part: string
  readonly isLast: boolean
}

/** Packs a text. @throws DeskhandError `clipboard.too-large` */
export function packText(text: string): { readonly packed: Buffer; readonly told: Told } {
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_CLIPBOARD_BYTES) throw new DeskhandError('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES })
  const packed = Buffer.concat([randomBytes(CLIPBOARD_SALT_BYTES), Buffer.from(text, 'utf8')])
  return { packed, told: { characters: [...text].length, bytes, sha256: digestOf(packed) } }
}

/** The text again. @throws DeskhandError `clipboard.gone` when it is not the one that was told of */
export function unpackText(packed: Buffer, { sha256 }: Pick<Told, 'sha256'>): string {
  if (digestOf(packed) !== sha256) throw new DeskhandError('clipboard.gone')
  return packed.subarray(CLIPBOARD_SALT_BYTES).toString('utf8')
}

function digestOf(packed: Buffer): string {
  return createHash('sha256').update(packed).digest('hex')
}

/** Gives what is packed, part by part. @param give  hands one part over, which begins `at` this byte */
export async function giveParts(packed: Buffer, give: (at: number, part: Part) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < packed.length; at += MAX_CLIPBOARD_PART_BYTES) {
    const end = at + MAX_CLIPBOARD_PART_BYTES
    await give(at, { part: packed.subarray(at, end).toString('base64'), isLast: end >= packed.length })
  }
}

/**
 * Takes what is packed, part by part.
 *
 * @param take  asks for the part that begins at this byte
 * @throws DeskhandError `clipboard.too-large` when it does not end
 */
export async function takeParts(take: (at: number) => Promise<Part>): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const { part, isLast } = await take(at)
    const bytes = Buffer.from(part, 'base64')
    parts.push(bytes)
    at += bytes.length
    if (isLast) return Buffer.concat(parts)
    if (at > MAX_PACKED_BYTES || bytes.length === 0)
      throw new DeskhandError('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES })
  }
}
