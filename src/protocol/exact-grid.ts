// Which tiles of a picture are exactly what the screen shows, and which came compressed with loss.
import type { Rect } from './screen.ts'

/** The side of a tile in pixels: changes are found, merged and refined tile by tile, counted from the top left corner. */
export const TILE_PX = 64

/** One mark a tile; both the sender and a receiver keep one, by the same rules. */
export type ExactGrid = {
  readonly columns: number
  readonly rows: number
  /** Marks every tile that the rectangle touches as not exact. */
  spoil(rect: Rect): void
  /** Marks every tile that lies inside the rectangle as exact; a tile that ends at the picture's edge may end there. */
  settle(rect: Rect): void
  /** Does for the marks what a copy does to the picture. */
  copy(rect: Rect, from: { readonly x: number; readonly y: number }): void
  /** Whether tile `column`, `row` is exact. */
  has(column: number, row: number): boolean
  /** How many tiles are not exact. */
  spoiled(): number
}

/** A grid in which nothing is exact yet. */
export function newExactGrid(widthPx: number, heightPx: number): ExactGrid {
  const columns = Math.ceil(widthPx / TILE_PX)
  const rows = Math.ceil(heightPx / TILE_PX)
  const exact = new Uint8Array(columns * rows)
  let count = 0
  const touched = (rect: Rect): Span => ({
    left: Math.floor(rect.x / TILE_PX),
    top: Math.floor(rect.y / TILE_PX),
    right: Math.ceil((rect.x + rect.width) / TILE_PX),
    bottom: Math.ceil((rect.y + rect.height) / TILE_PX),
  })
  const set = ({ left, top, right, bottom }: Span, value: 0 | 1): void => {
    for (let row = top; row < bottom; row++) {
      for (let at = row * columns + left; at < row * columns + right; at++) {
        count += value - (exact[at] ?? 0)
        exact[at] = value
      }
    }
  }
  const isWhole = ({ left, top, right, bottom }: Span): boolean => {
    for (let row = top; row < bottom; row++) {
      for (let at = row * columns + left; at < row * columns + right; at++) if (!exact[at]) return false
    }
    return true
  }
  const settle = (rect: Rect): void => {
    const [right, bottom] = [rect.x + rect.width, rect.y + rect.height]
    set(
      {
        left: Math.ceil(rect.x / TILE_PX),
        top: Math.ceil(rect.y / TILE_PX),
        right: right === widthPx ? columns : Math.floor(right / TILE_PX),
        bottom: bottom === heightPx ? rows : Math.floor(bottom / TILE_PX),
      },
      1,
    )
  }
  return {
    columns,
    rows,
    spoil: (rect) => set(touched(rect), 0),
    settle,
    copy(rect, from) {
      if (isWhole(touched({ ...rect, ...from }))) settle(rect)
      else set(touched(rect), 0)
    },
    has: (column, row) => exact[row * columns + column] === 1,
    spoiled: () => columns * rows - count,
  }
}

/** Tiles from `left` and `top` to before `right` and `bottom`. */
type Span = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
