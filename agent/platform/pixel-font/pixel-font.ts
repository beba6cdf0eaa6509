// A built-in font of pixels, so that text can be drawn on any machine, Korean included, whatever fonts it has.
import { brotliDecompressSync } from 'node:zlib'
import { BOLD_GLYPHS, NARROW_GLYPHS } from './narrow-glyphs.ts'
import { WIDE_GLYPHS } from './wide-glyphs.ts'

/** Pixels of many glyphs of one width. */
export type GlyphSet = {
  readonly widthPx: number
  /** First and last code point of each run of glyphs, in order. */
  readonly ranges: readonly (readonly number[])[]
  /** Base64 of Brotli of the rows of all glyphs, one bit a pixel, each glyph beginning at a byte. */
  readonly bits: string
}

/** The height of every line of text, in pixels. */
export const LINE_PX = 18
/** The width of a Latin letter; Hangul and other wide characters take two. */
export const CELL_PX = 9

type OpenSet = { readonly set: GlyphSet; readonly bytes: Uint8Array; readonly index: ReadonlyMap<number, number> }
type Glyph = { readonly widthPx: number; isSet(x: number, y: number): boolean }

const opened = new Map<GlyphSet, OpenSet>()

function open(set: GlyphSet): OpenSet {
  const known = opened.get(set)
  if (known) return known
  const index = new Map<number, number>()
  for (const [first = 0, last = first] of set.ranges) {
    for (let point = first; point <= last; point++) index.set(point, index.size)
  }
  const fresh = { set, index, bytes: brotliDecompressSync(Buffer.from(set.bits, 'base64')) }
  opened.set(set, fresh)
  return fresh
}

/** Finds the pixels of one character; a character the font lacks is an empty box. */
export function glyphOf(character: string, isBold = false): Glyph {
  const point = character.codePointAt(0) ?? 0
  const bold = isBold ? glyphIn(open(BOLD_GLYPHS), point) : null
  if (bold) return bold
  const plain = glyphIn(open(NARROW_GLYPHS), point) ?? glyphIn(open(WIDE_GLYPHS), point)
  if (plain) return isBold ? doubled(plain) : plain
  const widthPx = point >= 0x2e80 ? 2 * CELL_PX : CELL_PX
  return { widthPx, isSet: (x, y) => isBoxEdge(x, y, widthPx) }
}

/** The width of a line of text in pixels; combining marks and control characters are not treated apart. */
export function textWidthPx(text: string): number {
  let width = 0
  for (const character of text.normalize('NFC')) width += glyphOf(character).widthPx
  return width
}

function glyphIn({ set, bytes, index }: OpenSet, point: number): Glyph | null {
  const position = index.get(point)
  if (position === undefined) return null
  const start = position * Math.ceil((set.widthPx * LINE_PX) / 8) * 8
  return {
    widthPx: set.widthPx,
    isSet(x, y) {
      const bit = start + y * set.widthPx + x
      return ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0
    },
  }
}

/** A bold glyph made of one that has no bold drawing: struck twice, a pixel apart. */
function doubled(glyph: Glyph): Glyph {
  return { ...glyph, isSet: (x, y) => glyph.isSet(x, y) || (x > 0 && glyph.isSet(x - 1, y)) }
}

function isBoxEdge(x: number, y: number, widthPx: number): boolean {
  if (x < 1 || x > widthPx - 2 || y < 3 || y > LINE_PX - 5) return false
  return x === 1 || x === widthPx - 2 || y === 3 || y === LINE_PX - 5
}
