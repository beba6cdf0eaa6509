// Binary stream frames: a fixed 24-byte header that a relay can read without touching the payload.
import { MAX_FRAME_BYTES } from './limits.ts'

/** The version of the header layout, its first byte. */
export const FRAME_VERSION = 1
/** The size of the header in bytes. */
export const FRAME_HEADER_BYTES = 24
/** The largest payload of one frame, in bytes. */
export const MAX_FRAME_PAYLOAD_BYTES = MAX_FRAME_BYTES - FRAME_HEADER_BYTES
/** The latest `capturedAt` a frame may carry: the end of ECMAScript time, in UTC milliseconds. */
export const MAX_FRAME_TIME_MS = 8.64e15

/** What a frame carries; each stream kind has its own payload layout. */
export const FRAME_KINDS = { screen: 1, input: 2 } as const
/** One of the known stream kinds, as the byte on the wire. */
export type FrameKind = (typeof FRAME_KINDS)[keyof typeof FRAME_KINDS]

/** Flag bit 0: the frame decodes without any earlier frame. */
export const FRAME_KEY = 1
/**
 * Flag bit 1: a key frame made only for viewers that lost their place.
 *
 * It repeats the state as of the frame whose `seq` it carries, so it takes no number of its own and a viewer that is
 * in place leaves it out.
 */
export const FRAME_REFRESH = 2

/** What is known of a frame before its payload is looked at. */
export type FrameHeader = {
  readonly kind: FrameKind
  /** Bits `FRAME_KEY` and `FRAME_REFRESH`; unknown bits are carried on. */
  readonly flags: number
  /** Which stream of the link this belongs to, unsigned 32 bit. */
  readonly channel: number
  /** Position in the channel, one more for each frame, wrapping after 2³² − 1. */
  readonly seq: number
  /** When the picture was taken, UTC milliseconds. */
  readonly capturedAt: number
}

/** Why bytes are not a frame. */
export type FrameFault = 'frame.short' | 'frame.long' | 'frame.version' | 'frame.kind' | 'frame.time' | 'frame.flags'

/** A header, or why there is none. */
export type PeekResult =
  | { readonly ok: true; readonly header: FrameHeader; readonly payloadBytes: number }
  | { readonly ok: false; readonly code: FrameFault }

/** A whole frame, or why it is none. */
export type DecodeResult =
  | { readonly ok: true; readonly header: FrameHeader; readonly payload: Uint8Array }
  | { readonly ok: false; readonly code: FrameFault }

/**
 * Writes one frame.
 *
 * @param chunks  the payload in pieces, copied once
 * @throws RangeError  when the payload is over `MAX_FRAME_PAYLOAD_BYTES`: the caller has to split first
 */
export function encodeFrame(header: FrameHeader, chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let payloadBytes = 0
  for (const chunk of chunks) payloadBytes += chunk.byteLength
  if (payloadBytes > MAX_FRAME_PAYLOAD_BYTES) throw new RangeError(`a frame payload of ${payloadBytes} bytes`)
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + payloadBytes)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, FRAME_VERSION)
  view.setUint8(1, header.kind)
  view.setUint16(2, header.flags, true)
  view.setUint32(4, header.channel, true)
  view.setUint32(8, header.seq, true)
  view.setUint32(12, payloadBytes, true)
  view.setFloat64(16, header.capturedAt, true)
  let at = FRAME_HEADER_BYTES
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/**
 * Reads and checks the header alone, and that the frame is as long as it says; never throws.
 *
 * This is all a relay needs: it costs the same whatever the payload.
 */
export function peekHeader(bytes: Uint8Array): PeekResult {
  if (bytes.byteLength < FRAME_HEADER_BYTES) return { ok: false, code: 'frame.short' }
  if (bytes.byteLength > MAX_FRAME_BYTES) return { ok: false, code: 'frame.long' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, FRAME_HEADER_BYTES)
  if (view.getUint8(0) !== FRAME_VERSION) return { ok: false, code: 'frame.version' }
  const kind = view.getUint8(1)
  if (!isKind(kind)) return { ok: false, code: 'frame.kind' }
  const flags = view.getUint16(2, true)
  if ((flags & FRAME_REFRESH) !== 0 && (flags & FRAME_KEY) === 0) return { ok: false, code: 'frame.flags' }
  const payloadBytes = view.getUint32(12, true)
  const actual = bytes.byteLength - FRAME_HEADER_BYTES
  if (actual !== payloadBytes) return { ok: false, code: actual < payloadBytes ? 'frame.short' : 'frame.long' }
  const capturedAt = view.getFloat64(16, true)
  if (!(capturedAt >= 0 && capturedAt <= MAX_FRAME_TIME_MS)) return { ok: false, code: 'frame.time' }
  const channel = view.getUint32(4, true)
  const seq = view.getUint32(8, true)
  return { ok: true, payloadBytes, header: { kind, flags, channel, seq, capturedAt } }
}

/** Reads a whole frame; the payload is a view of `bytes`, not a copy. Never throws. */
export function decodeFrame(bytes: Uint8Array): DecodeResult {
  const peeked = peekHeader(bytes)
  if (!peeked.ok) return peeked
  return { ok: true, header: peeked.header, payload: bytes.subarray(FRAME_HEADER_BYTES) }
}

/** The number after `seq`. */
export function nextSeq(seq: number): number {
  return (seq + 1) >>> 0
}

/** Whether the frame decodes without any earlier frame. */
export function isKey(header: FrameHeader): boolean {
  return (header.flags & FRAME_KEY) !== 0
}

/** Whether the frame was made only for viewers that lost their place. */
export function isRefresh(header: FrameHeader): boolean {
  return (header.flags & FRAME_REFRESH) !== 0
}

function isKind(value: number): value is FrameKind {
  return value === FRAME_KINDS.screen || value === FRAME_KINDS.input
}
