// Pictures by sixel: pixels that a terminal draws at its cursor, over cells that are left blank for them.
import type { Pixels } from './half-blocks.ts'

/** Pixels of a picture at most, whatever a terminal says of its cells: it is made in this process, once a second. */
export const MAX_SIXEL_PX = { width: 544, height: 320 } as const
/** Colours of a picture at most; the format has no more. */
const MAX_COLOURS = 256
/** Fewer are none; the library would not end with them. */
const MIN_COLOURS = 2
/** Cells under a picture have a colour of their own: where it is written, the picture has been drawn over. */
export const SIXEL_MARK = '\x1b[38;2;1;2;3m'

/** Encodes a picture; what does it is only loaded by those who see any. */
export async function encodeSixel({ rgb, widthPx, heightPx }: Pixels, colours: number): Promise<string> {
  const { image2sixel } = await import('sixel/lib/SixelEncoder.js')
  const rgba = new Uint8Array(widthPx * heightPx * 4).fill(255)
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0
    rgba[to + 1] = rgb[from + 1] ?? 0
    rgba[to + 2] = rgb[from + 2] ?? 0
  }
  return image2sixel(rgba, widthPx, heightPx, Math.max(MIN_COLOURS, Math.min(MAX_COLOURS, colours)), 1)
}

/** Size of a picture that fills so many cells, in pixels, and never more than them or `MAX_SIXEL_PX`. */
export function sixelSize(
  cells: { readonly columns: number; readonly rows: number },
  cell: { readonly widthPx: number; readonly heightPx: number },
): { readonly widthPx: number; readonly heightPx: number } {
  const [width, height] = [cells.columns * cell.widthPx, cells.rows * cell.heightPx]
  const scale = Math.min(1, MAX_SIXEL_PX.width / width, MAX_SIXEL_PX.height / height)
  return {
    widthPx: Math.max(1, Math.floor(width * scale)),
    heightPx: Math.max(1, Math.floor(height * scale)),
  }
}

/** The rows of characters under a picture. */
export function sixelRows({ columns, rows }: { readonly columns: number; readonly rows: number }): readonly string[] {
  return Array.from({ length: rows }, () => `${SIXEL_MARK}${' '.repeat(columns)}\x1b[39m`)
}

/** The sequences that draw it with its corner in a cell, counted from 0, and leave the cursor where it was. */
export function sixelAt(sixel: string, { x, y }: { readonly x: number; readonly y: number }): string {
  return `\x1b7\x1b[${y + 1};${x + 1}H${sixel}\x1b8`
}
