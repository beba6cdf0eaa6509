// Where a film plays: the rectangle around the tiles that move, while they lie close together.
import { MAX_VIDEO_PIXELS, MIN_VIDEO_PX, type Rect } from '../../src/protocol/screen.ts'
import { areaPixels, bounds, intersect } from './rects.ts'

/** At least this part of the rectangle has to move. */
const MIN_FILLED = 0.6
/** A video that covers more than this many times what moves is cut anew. */
const MAX_OVERSIZE = 2

/** How eagerly motion becomes video. */
export type VideoTaste = {
  /** Smaller films stay tiles, in pixels. */
  readonly minPixels: number
}

/** `sampling` takes what moves as video early, `auto` only what is worth a decoder. */
export const VIDEO_TASTE = {
  sampling: { minPixels: 6 * 64 * 64 },
  auto: { minPixels: 24 * 64 * 64 },
} as const satisfies Record<string, VideoTaste>

/**
 * The rectangle to send as video, or `null` when nothing is worth it.
 *
 * @param moving   tiles that show a photo in motion
 * @param current  the rectangle of the running video, kept while it fits
 */
export function chooseRegion(moving: readonly Rect[], current: Rect | null, taste: VideoTaste): Rect | null {
  const around = bounds(moving)
  if (!around) return null
  if (current && isWithin(around, current)) {
    const isFitting = areaPixels(around) * MAX_OVERSIZE >= areaPixels(current)
    if (isFitting) return current
  }
  const covered = moving.reduce((sum, tile) => sum + areaPixels(tile), 0)
  const even = { ...around, width: around.width & ~1, height: around.height & ~1 }
  const pixels = areaPixels(even)
  const isWorth = covered >= taste.minPixels && covered >= pixels * MIN_FILLED && pixels <= MAX_VIDEO_PIXELS
  return isWorth && Math.min(even.width, even.height) >= MIN_VIDEO_PX ? even : null
}

function isWithin(inner: Rect, outer: Rect): boolean {
  const common = intersect(inner, outer)
  // One column or row may stick out where the screen has an odd side.
  return common !== null && inner.width - common.width <= 1 && inner.height - common.height <= 1
}
