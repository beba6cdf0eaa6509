// Arithmetic on rectangles of pixels.
import type { Rect } from '../../src/protocol/screen.ts'

/** What two rectangles have in common, or `null`. */
export function intersect(a: Rect, b: Rect): Rect | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}

/** The smallest rectangle around all, or `null` around none. */
export function bounds(rects: readonly Rect[]): Rect | null {
  const [first] = rects
  if (!first) return null
  let { x: left, y: top } = first
  let [right, bottom] = [left + first.width, top + first.height]
  for (const rect of rects) {
    left = Math.min(left, rect.x)
    top = Math.min(top, rect.y)
    right = Math.max(right, rect.x + rect.width)
    bottom = Math.max(bottom, rect.y + rect.height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** How many pixels a rectangle has. */
export function areaPixels(rect: Rect): number {
  return rect.width * rect.height
}
