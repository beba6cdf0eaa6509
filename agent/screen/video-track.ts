// The one video of a stream: where it plays, its encoder, and what happens when the encoder fails.
import type { Rect, VideoPart } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'
import { areaPixels } from './rects.ts'
import type { TileMap } from './tile-map.ts'
import { loadVideoCodec, type VideoEncoding } from './video-encoder.ts'
import { chooseRegion, VIDEO_TASTE } from './video-region.ts'

/** An encoder that had nothing to do for so long is closed, in milliseconds. */
const IDLE_MS = 5000
/** After a failure tiles do without video for so long, in milliseconds. */
const REST_MS = 10_000
/** The encoder is opened anew for another bitrate no more often than this, in milliseconds. */
const MIN_OPEN_MS = 2000
/** And only when the bitrate differs by more than this part. */
const BITRATE_STEP = 0.3
/** What of a limited link a video may take. */
const LINK_SHARE = 0.8

/** A running or possible video. */
export type VideoTrack = {
  /** Where the video plays now, `null` when there is none. */
  readonly region: Rect | null
  /** The codec in use, as an RFC 6381 name. */
  readonly codec: string | null
  /** Whether this machine can make video at all. */
  readonly isPossible: boolean
  /** Begins, moves or ends the video by what moves. */
  follow(tiles: TileMap, taste: keyof typeof VIDEO_TASTE): void
  /** The next picture from the canvas; `null` when the encoder failed, which ends the video. */
  picture(canvas: Canvas, limitKbps: number | null): Promise<VideoPart | null>
  /** The next picture has to stand alone. */
  needKey(): void
  end(): void
}

/** Begins without a video; times are those of `clock`, in milliseconds. */
export function newVideoTrack(clock: () => number): VideoTrack {
  const state = { region: null as Rect | null, codec: null as string | null }
  let encoding: VideoEncoding | null = null
  let pixels = new Uint32Array(0)
  let isKeyNeeded = true
  let openedKbps: number | null = null
  let openedAt = 0
  let movedAt = 0
  let restUntil = Number.NEGATIVE_INFINITY

  const close = (): void => {
    encoding?.close()
    encoding = null
    state.codec = null
  }
  const end = (): void => {
    close()
    state.region = null
    pixels = new Uint32Array(0)
  }
  const open = (rect: Rect, kbps: number | null): VideoEncoding | null => {
    const opened = loadVideoCodec()?.open({ widthPx: rect.width, heightPx: rect.height, kbps }) ?? null
    openedKbps = kbps
    openedAt = clock()
    isKeyNeeded = true
    return opened
  }
  const isOtherRate = (kbps: number | null): boolean => {
    if (kbps === openedKbps || clock() - openedAt < MIN_OPEN_MS) return false
    return kbps === null || openedKbps === null || Math.abs(kbps - openedKbps) > openedKbps * BITRATE_STEP
  }
  return {
    get region() {
      return state.region
    },
    get codec() {
      return state.codec
    },
    get isPossible() {
      return clock() >= restUntil && loadVideoCodec() !== null
    },
    follow(tiles, taste) {
      if (clock() < restUntil) return
      const next = chooseRegion(tiles.moving(), state.region, VIDEO_TASTE[taste])
      if (next) movedAt = clock()
      if (!next && state.region && clock() - movedAt > IDLE_MS) end()
      if (!next || next === state.region || loadVideoCodec() === null) return
      close()
      state.region = next
      pixels = new Uint32Array(areaPixels(next))
    },
    async picture(canvas, limitKbps) {
      const rect = state.region
      if (!rect) return null
      const kbps = limitKbps === null ? null : Math.max(50, Math.round(limitKbps * LINK_SHARE))
      try {
        if (encoding && isOtherRate(kbps)) close()
        encoding ??= open(rect, kbps)
        if (!encoding) return null
        cut(canvas, rect, pixels)
        const isKey = isKeyNeeded
        isKeyNeeded = false
        const unit = await encoding.encode(pixels, isKey)
        state.codec = unit.codec
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
