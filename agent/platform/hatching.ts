// The cross-hatching over what may not be seen: where its lines are, and how it is drawn on a picture in memory.
import type { Rect } from '../../src/protocol/screen.ts'
import { fillRect, type Picture } from './picture.ts'

/** The side of the pattern that repeats, in pixels. */
export const HATCH_PX = 16
/** The colours of the hatching: its ground and its lines. */
export const HATCH_COLORS = { ground: 0xc9ced8, line: 0x8a93a6 } as const

/** Whether the pattern has a line at a place. */
export function isHatchLine(x: number, y: number): boolean {
  return (x + y) % HATCH_PX < 2 || (((x - y) % HATCH_PX) + HATCH_PX) % HATCH_PX < 2
}

/** Hatches the part of a rectangle that is inside a picture. */
export function hatchRect(picture: Picture, rect: Rect): void {
  fillRect(picture, rect, HATCH_COLORS.ground)
  const right = Math.min(rect.x + rect.width, picture.widthPx)
  const bottom = Math.min(rect.y + rect.height, picture.heightPx)
  for (let y = Math.max(0, rect.y); y < bottom; y++) {
    for (let x = Math.max(0, rect.x); x < right; x++) {
      // The pattern belongs to what is hidden, not to the piece of it that is asked for.
      if (isHatchLine(x - rect.x, y - rect.y)) picture.pixels[y * picture.widthPx + x] = HATCH_COLORS.line
    }
  }
}
