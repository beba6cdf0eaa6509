// The size a compressed picture declares, read before anything decodes it.
import type { ImageFormat } from './screen.ts'

/** Width and height in pixels. */
export type ImageSize = { readonly widthPx: number; readonly heightPx: number }

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const RIFF = [0x52, 0x49, 0x46, 0x46]
const WEBP_VP8 = [0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38]
const EXACT_MARK = 0x4c
const LOSSY_MARK = 0x20
const VP8L_SIGNATURE = 0x2f
const VP8_START = [0x9d, 0x01, 0x2a]

/**
 * Reads the declared size of a PNG or of a plain WebP, lossless or lossy, or `null` when the bytes are not one.
 *
 * Compared with the rectangle before decoding, so that a small message cannot unfold into a huge picture.
 *
 * @see PNG 3rd edition §11.2.1; RFC 9649 §3.4; RFC 6386 §9.1
 */
export function imageSize(format: ImageFormat, bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png') {
    if (bytes.byteLength < 33 || !startsWith(bytes, 0, PNG_START)) return null
    return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
  }
  if (bytes.byteLength < 30 || !startsWith(bytes, 0, RIFF) || !startsWith(bytes, 8, WEBP_VP8)) return null
  if (bytes[15] === EXACT_MARK && bytes[20] === VP8L_SIGNATURE) {
    const bits = view.getUint32(21, true)
    return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (bytes[15] !== LOSSY_MARK || !startsWith(bytes, 23, VP8_START)) return null
  return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff }
}

/** Whether a compressed picture holds its pixels exactly: a lossy WebP says so of itself, everything else is exact. */
export function isExactImage(format: ImageFormat, bytes: Uint8Array): boolean {
  return format !== 'webp' || bytes[15] === EXACT_MARK
}

function startsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte)
}
