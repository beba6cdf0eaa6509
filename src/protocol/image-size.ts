// The size a compressed picture declares, read before anything decodes it.
import type { ImageFormat } from './screen.ts'

/** Width and height in pixels. */
export type ImageSize = { readonly widthPx: number; readonly heightPx: number }

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const RIFF = [0x52, 0x49, 0x46, 0x46]
const WEBP_VP8 = [0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38]
const EXACT_MARK = 0x4c
const LOSSY_MARK = 0x20
const JPEG_START = 0xffd8
/** Baseline, extended and progressive. */
const FIRST_FRAME_MARKER = 0xffc0
const LAST_FRAME_MARKER = 0xffc2
/** More segments before the frame begins are not looked at. */
const MAX_JPEG_SEGMENTS = 16
const VP8L_SIGNATURE = 0x2f
const VP8_START = [0x9d, 0x01, 0x2a]

/**
 * Reads the declared size of a PNG, a JPEG or a plain WebP, lossless or lossy, or `null` when the bytes are not one.
 *
 * Compared with the rectangle before decoding, so that a small message cannot unfold into a huge picture.
 *
 * @see PNG 3rd edition §11.2.1; RFC 9649 §3.4; RFC 6386 §9.1; ITU-T T.81 §B.2.2
 */
export function imageSize(format: ImageFormat, bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png') {
    if (bytes.byteLength < 33 || !startsWith(bytes, 0, PNG_START)) return null
    return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
  }
  if (format === 'jpeg') return jpegSize(view)
  if (bytes.byteLength < 30 || !startsWith(bytes, 0, RIFF) || !startsWith(bytes, 8, WEBP_VP8)) return null
  if (bytes[15] === EXACT_MARK && bytes[20] === VP8L_SIGNATURE) {
    const bits = view.getUint32(21, true)
    return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (bytes[15] !== LOSSY_MARK || !startsWith(bytes, 23, VP8_START)) return null
  return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff }
}

/** Whether a compressed picture holds its pixels exactly: a JPEG never does, a lossy WebP says so of itself. */
export function isExactImage(format: ImageFormat, bytes: Uint8Array): boolean {
  return format === 'png' || (format === 'webp' && bytes[15] === EXACT_MARK)
}

/** Looks through the segments of a JPEG for the one that begins its frame. */
function jpegSize(view: DataView): ImageSize | null {
  if (view.byteLength < 4 || view.getUint16(0) !== JPEG_START) return null
  let at = 2
  for (let segment = 0; segment < MAX_JPEG_SEGMENTS && at + 9 <= view.byteLength; segment++) {
    const marker = view.getUint16(at)
    if (marker >= FIRST_FRAME_MARKER && marker <= LAST_FRAME_MARKER) {
      return { widthPx: view.getUint16(at + 7), heightPx: view.getUint16(at + 5) }
    }
    if (marker < FIRST_FRAME_MARKER) return null
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function startsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte)
}
