// The size a compressed picture declares, read before anything decodes it.
import type { ImageFormat } from './screen.ts'

/** Width and height in pixels. */
export type ImageSize = { readonly widthPx: number; readonly heightPx: number }

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const RIFF = [0x52, 0x49, 0x46, 0x46]
const WEBP_VP8L = [0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x4c]
const VP8L_SIGNATURE = 0x2f

/**
 * Reads the declared size of a PNG or of a plain lossless WebP, or `null` when the bytes are not one.
 *
 * Compared with the rectangle before decoding, so that a small message cannot unfold into a huge picture.
 *
 * @see PNG 3rd edition §11.2.1; RFC 9649 §3.4
 */
export function imageSize(format: ImageFormat, bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png') {
    if (bytes.byteLength < 33 || !startsWith(bytes, 0, PNG_START)) return null
    return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
  }
  if (bytes.byteLength < 25 || !startsWith(bytes, 0, RIFF) || !startsWith(bytes, 8, WEBP_VP8L)) return null
  if (view.getUint8(20) !== VP8L_SIGNATURE) return null
  const bits = view.getUint32(21, true)
  return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 }
}

function startsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte)
}
