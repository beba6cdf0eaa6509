// What a tile shows: text and flat areas, which have to stay sharp, or something like a photo.
import type { Rect } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'

/** Up to this part of the looked-at pixels may equal their left neighbour in a photo. */
const PHOTO_EQUAL = 0.4
/** A tile that was a photo stays one up to this part. */
const STILL_PHOTO_EQUAL = 0.5
/** Neighbours that differ, by no more than this in any channel, are of a soft picture and not of letters. */
const SOFT_STEP = 12
/** At least this part of the pixels of a soft picture differs softly from its neighbour, … */
const SOFT = 0.15
/** … and for each pixel that differs sharply so many do softly. */
const SOFT_TO_SHARP = 5

/** How to look. */
export type Look = {
  /** What was said of the same tile before: it takes more to change it. */
  readonly was?: boolean
  /** Only every so many rows are looked at. */
  readonly rowStep?: number
}

/**
 * Whether a rectangle looks like a photo.
 *
 * Windows and text have long runs of one colour and sharp edges; in photos and films hardly a pixel equals its
 * neighbour, or what differs does so softly, as in a sky.
 */
export function looksLikePhoto(canvas: Canvas, rect: Rect, { was = false, rowStep = 2 }: Look = {}): boolean {
  const { pixels, widthPx } = canvas
  let [equal, soft, looked] = [0, 0, 0]
  for (let row = 0; row < rect.height; row += rowStep) {
    let at = (rect.y + row) * widthPx + rect.x
    let left = pixels[at] ?? 0
    for (const end = at + rect.width; ++at < end; looked++) {
      const color = pixels[at] ?? 0
      if (color === left) equal++
      else if (isSoft(color, left)) soft++
      left = color
    }
  }
  if (looked === 0) return false
  const isSmooth = soft >= looked * SOFT && soft >= (looked - equal - soft) * SOFT_TO_SHARP
  return isSmooth || equal < looked * (was ? STILL_PHOTO_EQUAL : PHOTO_EQUAL)
}

function isSoft(a: number, b: number): boolean {
  return (
    Math.abs(((a >> 16) & 255) - ((b >> 16) & 255)) <= SOFT_STEP &&
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) <= SOFT_STEP &&
    Math.abs((a & 255) - (b & 255)) <= SOFT_STEP
  )
}
