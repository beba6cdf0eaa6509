// What a tile shows: text and flat areas, which have to stay sharp, or something like a photo.
import type { Rect } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'

/** Up to this part of the looked-at pixels may equal their left neighbour in a photo. */
const PHOTO_EQUAL = 0.4
/** A tile that was a photo stays one up to this part. */
const STILL_PHOTO_EQUAL = 0.5

/**
 * Whether a rectangle looks like a photo.
 *
 * Windows and text have long runs of one colour; in photos and films hardly a pixel equals its neighbour.
 *
 * @param was  what was said of the same tile before: it takes more to change it
 */
export function looksLikePhoto({ pixels, widthPx }: Canvas, rect: Rect, was: boolean): boolean {
  let [equal, looked] = [0, 0]
  for (let row = 0; row < rect.height; row += 2) {
    let at = (rect.y + row) * widthPx + rect.x
    let left = pixels[at] ?? 0
    for (const end = at + rect.width; ++at < end; looked++) {
      const color = pixels[at] ?? 0
      if (color === left) equal++
      left = color
    }
  }
  return looked > 0 && equal < looked * (was ? STILL_PHOTO_EQUAL : PHOTO_EQUAL)
}
