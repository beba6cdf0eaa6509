// The sender's copy of what the viewers show, and what of it has changed.
import { TILE_PX } from '../../src/protocol/exact-grid.ts'
import type { Rect } from '../../src/protocol/screen.ts'

/** What the viewers show: one `0xXXRRGGBB` a pixel, row after row. */
export type Canvas = { readonly widthPx: number; readonly heightPx: number; readonly pixels: Uint32Array }

/** Pixels just taken from the screen, and where they belong. */
export type Grab = { readonly rect: Rect; readonly pixels: Uint32Array }

/** An empty canvas. */
export function newCanvas(widthPx: number, heightPx: number): Canvas {
  return { widthPx, heightPx, pixels: new Uint32Array(widthPx * heightPx) }
}

/** A grab as a canvas of its own, and where a rectangle of the screen lies in it. */
export function inGrab({ rect, pixels }: Grab, area: Rect): { readonly of: Canvas; readonly at: Rect } {
  return {
    of: { widthPx: rect.width, heightPx: rect.height, pixels },
    at: { ...area, x: area.x - rect.x, y: area.y - rect.y },
  }
}

/** The smallest rectangle in which the grab differs from the canvas, or `null` when it does not. */
export function changedBounds(canvas: Canvas, grab: Grab): Rect | null {
  const { rect } = grab
  let [left, right, top, bottom] = [rect.width, -1, -1, -1]
  for (let row = 0; row < rect.height; row++) {
    const [old, now] = rowsOf(canvas, grab, row)
    if (old.compare(now) === 0) continue
    if (top < 0) top = row
    bottom = row
    const was = (rect.y + row) * canvas.widthPx + rect.x
    const is = row * rect.width
    for (let x = 0; x < left; x++) if (canvas.pixels[was + x] !== grab.pixels[is + x]) left = x
    for (let x = rect.width - 1; x > right; x--) if (canvas.pixels[was + x] !== grab.pixels[is + x]) right = x
  }
  if (top < 0) return null
  return { x: rect.x + left, y: rect.y + top, width: right - left + 1, height: bottom - top + 1 }
}

/** Rows that did not change are cut off a band of tiles when there are as many; fewer are not worth smaller pictures. */
const WORTH_CUTTING_ROWS = 16

/**
 * The tiles of `area` in which the grab differs from the canvas, each cut to `area` and to the rows that changed.
 *
 * @param area  a part of the grab's rectangle
 */
export function changedTiles(canvas: Canvas, grab: Grab, area: Rect): Rect[][] {
  const rows: Rect[][] = []
  for (const band of tileRows(area)) {
    const part = differingRows(canvas, grab, band)
    if (!part) continue
    const [tile] = band
    const cut = tile && tile.height - part.height >= WORTH_CUTTING_ROWS ? part : {}
    rows.push(band.filter((one) => differs(canvas, grab, { ...one, ...part })).map((one) => ({ ...one, ...cut })))
  }
  return rows
}

/** The whole tile in which a rectangle begins. */
export function tileAround({ x, y }: Rect): Rect {
  return { x: x - (x % TILE_PX), y: y - (y % TILE_PX), width: TILE_PX, height: TILE_PX }
}

/** All tiles of a rectangle, cut to it, in rows; tiles are counted from the canvas's corner. */
export function tileRows(area: Rect): Rect[][] {
  const rows: Rect[][] = []
  const [right, bottom] = [area.x + area.width, area.y + area.height]
  for (let y = area.y; y < bottom; y = nextEdge(y)) {
    const height = Math.min(nextEdge(y), bottom) - y
    const row: Rect[] = []
    for (let x = area.x; x < right; x = nextEdge(x)) {
      row.push({ x, y, width: Math.min(nextEdge(x), right) - x, height })
    }
    rows.push(row)
  }
  return rows
}

/** Writes a part of a grab into the canvas. */
export function paint(canvas: Canvas, { rect, pixels }: Grab, area: Rect): void {
  for (let row = 0; row < area.height; row++) {
    const from = (area.y - rect.y + row) * rect.width + area.x - rect.x
    canvas.pixels.set(pixels.subarray(from, from + area.width), (area.y + row) * canvas.widthPx + area.x)
  }
}

/** The rows of a band from the first to the last that differ anywhere in the grab: most bands have none. */
function differingRows(canvas: Canvas, grab: Grab, [tile]: readonly Rect[]): { y: number; height: number } | null {
  if (!tile) return null
  let [first, last] = [-1, -1]
  for (let y = tile.y; y < tile.y + tile.height; y++) {
    const [old, now] = rowsOf(canvas, grab, y - grab.rect.y)
    if (old.compare(now) === 0) continue
    if (first < 0) first = y
    last = y
  }
  return first < 0 ? null : { y: first, height: last - first + 1 }
}

function nextEdge(value: number): number {
  return value - (value % TILE_PX) + TILE_PX
}

function differs(canvas: Canvas, { rect, pixels }: Grab, tile: Rect): boolean {
  for (let row = 0; row < tile.height; row++) {
    let was = (tile.y + row) * canvas.widthPx + tile.x
    let is = (tile.y - rect.y + row) * rect.width + tile.x - rect.x
    for (const end = was + tile.width; was < end; was++, is++) {
      if (canvas.pixels[was] !== pixels[is]) return true
    }
  }
  return false
}

function rowsOf(canvas: Canvas, { rect, pixels }: Grab, row: number): [Buffer, Buffer] {
  const was = ((rect.y + row) * canvas.widthPx + rect.x) * 4
  const is = row * rect.width * 4
  return [
    Buffer.from(canvas.pixels.buffer, canvas.pixels.byteOffset + was, rect.width * 4),
    Buffer.from(pixels.buffer, pixels.byteOffset + is, rect.width * 4),
  ]
}
