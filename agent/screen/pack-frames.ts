// Packs the parts of one update into frames that keep to the limits of the wire.
import {
  encodeFrame,
  FRAME_KEY,
  FRAME_KINDS,
  FRAME_REFRESH,
  MAX_FRAME_PAYLOAD_BYTES,
  nextSeq,
} from '../../src/protocol/frame.ts'
import { MAX_RECTS, type ScreenPart } from '../../src/protocol/screen.ts'
import { encodeScreen } from '../../src/protocol/screen-encode.ts'

/** More than the description of any part beside its compressed picture takes, in bytes. */
const PART_OVERHEAD_BYTES = 2048

/** What a packer is asked for. */
export type PackOrder = {
  readonly channel: number
  /** The last number used in the channel. */
  readonly lastSeq: number
  /** `key`: everything anew; `refresh`: the same, only for those who lost their place; `update`: a change. */
  readonly nature: 'key' | 'refresh' | 'update'
  readonly capturedAt: number
}

/**
 * Packs parts into as many frames as their limits need, nearly always one.
 *
 * A refresh takes no number of its own. One that needs several frames cannot do without, so it goes to everyone as a
 * key frame and its continuation.
 *
 * @returns the frames in order, and the last number used
 */
export function packFrames(
  parts: readonly ScreenPart[],
  order: PackOrder,
): { readonly frames: readonly Uint8Array<ArrayBuffer>[]; readonly lastSeq: number } {
  const groups = split(parts)
  const isRefresh = order.nature === 'refresh' && groups.length === 1
  let seq = order.lastSeq
  const frames = groups.map((group, index) => {
    if (!isRefresh) seq = nextSeq(seq)
    const key = order.nature !== 'update' && index === 0 ? FRAME_KEY : 0
    const flags = key | (isRefresh ? FRAME_REFRESH : 0)
    const { channel, capturedAt } = order
    return encodeFrame({ kind: FRAME_KINDS.screen, flags, channel, seq, capturedAt }, encodeScreen(group))
  })
  return { frames, lastSeq: seq }
}

function split(parts: readonly ScreenPart[]): ScreenPart[][] {
  const groups: ScreenPart[][] = []
  let sizeBytes = Number.POSITIVE_INFINITY
  for (const part of parts) {
    const partBytes = ('bytes' in part ? part.bytes.byteLength : 0) + PART_OVERHEAD_BYTES
    const group = groups.at(-1)
    if (group && group.length < MAX_RECTS && sizeBytes + partBytes <= MAX_FRAME_PAYLOAD_BYTES) {
      group.push(part)
      sizeBytes += partBytes
    } else {
      groups.push([part])
      sizeBytes = partBytes
    }
  }
  return groups
}
