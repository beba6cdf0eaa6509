// Damage as rectangles worth taking, and tiles as rows.
import type { Rect } from '../../src/protocol/screen.ts'
import { areaPixels, bounds } from './rects.ts'

/** More damaged rectangles than this are taken as one. */
const MAX_GRABS = 8

/** Sorts tiles into rows, from left to right. */
export function inRows(chosen: readonly Rect[]): Rect[][] {
  const rows = new Map<number, Rect[]>()
  for (const rect of chosen) rows.set(rect.y, [...(rows.get(rect.y) ?? []), rect])
  const inOrder = [...rows].sort(([a], [b]) => a - b)
  return inOrder.map(([, row]) => row.sort((a, b) => a.x - b.x))
}

/** Few rectangles that hardly cover their surroundings are taken one by one, others as one. */
export function mergeDamage(rects: readonly Rect[]): readonly Rect[] {
  const [whole] = around(rects)
  if (!whole) return []
  const covered = rects.reduce((sum, rect) => sum + areaPixels(rect), 0)
  return rects.length <= MAX_GRABS && covered < areaPixels(whole) / 2 ? rects : [whole]
}

/** The one rectangle around all; none around none. */
export function around(rects: readonly Rect[]): readonly Rect[] {
  const whole = bounds(rects)
  return whole ? [whole] : []
}
