// The one video of a stream: its encoder, when it is opened anew, and what happens when it fails.
import type { Rect, VideoPart } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'
import { areaPixels } from './rects.ts'
import { loadVideoCodec, type VideoEncoding } from './video-encoder.ts'

/** After a failure tiles do without video for so long, in milliseconds. */
const REST_MS = 10_000
/** The encoder is opened anew for another bitrate no more often than this, in milliseconds. */
const MIN_OPEN_MS = 2000
/** And only when the bitrate differs by more than this part. */
const BITRATE_STEP = 0.3
/** And never for less, in kilobits a second. */
const MIN_KBPS = 50
/** What of a limited link a video may take. */
const LINK_SHARE = 0.8

/** A running or possible video. */
export type VideoTrack = {
  /** The codec in use, as an RFC 6381 name. */
  readonly codec: string | null
  /** Whether this machine can make video at all. */
  readonly isPossible: boolean
  /** The next picture, of a rectangle with even sides; `null` when there is no encoder or it failed. */
  picture(canvas: Canvas, rect: Rect, limitKbps: number | null): Promise<VideoPart | null>
  /** The next picture has to stand alone. */
  needKey(): void
  end(): void
}

/** Begins without a video; times are those of `clock`, in milliseconds. */
export function newVideoTrack(clock: () => number): VideoTrack {
  let codec: string | null = null
  let region: Rect | null = null
  let encoding: VideoEncoding | null = null
  let pixels = new Uint32Array(0)
  let isKeyNeeded = true
  let openedKbps: number | null = null
  let openedAt = 0
  let restUntil = Number.NEGATIVE_INFINITY

  const end = (): void => {
    encoding?.close()
    encoding = null
    region = null
    codec = null
    pixels = new Uint32Array(0)
  }
  const open = (rect: Rect, kbps: number | null): VideoEncoding | null => {
    const opened = loadVideoCodec()?.open({ widthPx: rect.width, heightPx: rect.height, kbps }) ?? null
    openedKbps = kbps
    openedAt = clock()
    isKeyNeeded = true
    region = rect
    pixels = new Uint32Array(areaPixels(rect))
    return opened
  }
  const isOtherRate = (kbps: number | null): boolean => {
    if (kbps === openedKbps || clock() - openedAt < MIN_OPEN_MS) return false
    return kbps === null || openedKbps === null || Math.abs(kbps - openedKbps) > openedKbps * BITRATE_STEP
  }
  return {
    get codec() {
      return codec
    },
    get isPossible() {
      return clock() >= restUntil && loadVideoCodec() !== null
    },
    async picture(canvas, rect, limitKbps) {
      if (clock() < restUntil) return null
      const kbps = limitKbps === null ? null : Math.max(MIN_KBPS, Math.round(limitKbps * LINK_SHARE))
      try {
        if (rect !== region || isOtherRate(kbps)) end()
        encoding ??= open(rect, kbps)
        if (!encoding) return null
        cut(canvas, rect, pixels)
        const isKey = isKeyNeeded
        isKeyNeeded = false
        const unit = await encoding.encode(pixels, isKey)
        codec = unit.codec
        return { type: 'video', rect, ...unit }
      } catch {
        // Whatever is wrong with the encoder, the picture goes on without it.
        restUntil = clock() + REST_MS
        end()
        return null
      }
    },
    needKey() {
      isKeyNeeded = true
    },
    end,
  }
}

function cut(canvas: Canvas, rect: Rect, into: Uint32Array): void {
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y + row) * canvas.widthPx + rect.x
    into.set(canvas.pixels.subarray(from, from + rect.width), row * rect.width)
  }
}
