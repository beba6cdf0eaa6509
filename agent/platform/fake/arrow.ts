// The pointer of the drawn desktop: the arrow everyone knows, and the way it wanders.
import type { Cursor, CursorShape } from '../platform.ts'

const ROWS = [
  '#           ',
  '##          ',
  '#.#         ',
  '#..#        ',
  '#...#       ',
  '#....#      ',
  '#.....#     ',
  '#......#    ',
  '#.......#   ',
  '#........#  ',
  '#.........# ',
  '#......#####',
  '#...#..#    ',
  '#..# #..#   ',
  '#.#  #..#   ',
  '##    #..#  ',
  '#     #..#  ',
  '       ##   ',
] as const

const SHAPE: CursorShape = {
  widthPx: 12,
  heightPx: ROWS.length,
  hotX: 0,
  hotY: 0,
  rgba: Uint8Array.from(
    [...ROWS.join('')].flatMap((it) =>
      it === ' ' ? [0, 0, 0, 0] : it === '#' ? [0, 0, 0, 255] : [255, 255, 255, 255],
    ),
  ),
}

/** It moves for this long, then rests as long, in milliseconds. */
const MOVE_MS = 2000

/** Where the pointer is at a moment: a slow loop around the middle, with rests. */
export function arrowAt(elapsedMs: number, widthPx: number, heightPx: number): Cursor {
  const round = Math.floor(elapsedMs / (2 * MOVE_MS))
  const moved = round + Math.min(1, (elapsedMs % (2 * MOVE_MS)) / MOVE_MS)
  const x = Math.round(widthPx * (0.5 + 0.28 * Math.cos(moved * 1.7)))
  const y = Math.round(heightPx * (0.5 + 0.24 * Math.sin(moved * 2.3)))
  return { x, y, serial: 1, shape: SHAPE }
}
