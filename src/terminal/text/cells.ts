// Widths in terminal cells: measuring, cutting and padding text without ever splitting what a person sees as one character.
import stringWidth from 'string-width'

const ASCII = /^[\x20-\x7e]*$/
/** Characters that are one grapheme each: no marks, joiners or jamo that would need the segmenter. */
const SIMPLE =
  /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2190-\u21ff\u2400-\u24ff\u2500-\u25fc\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u3131-\u318e\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/
let segmenter: Intl.Segmenter | null = null
/** Made for the first text that needs it: making one takes as long as a third of the start of a program. */
const toSegment = (): Intl.Segmenter => {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter
}
const CACHE_MAX = 4096
const cache = new Map<string, number>()

/** Splits text into graphemes: what a person sees as one character (UAX #29). */
export function graphemes(text: string): readonly string[] {
  if (ASCII.test(text)) return text.split('')
  return Array.from(each(text))
}

/**
 * Measures text in terminal cells; wide characters and emoji count two, marks none.
 *
 * @param text  one line that is already safe; control characters count nothing
 */
export function cells(text: string): number {
  if (ASCII.test(text)) return text.length
  let sum = 0
  for (const grapheme of each(text)) sum += cellsOfGrapheme(grapheme)
  return sum
}

/**
 * Cuts one line to a width, ending it with an ellipsis when something was cut.
 *
 * A wide character that would be split is left out whole, so the result may be one cell narrower.
 */
export function cut(text: string, width: number, ellipsis = '…'): string {
  if (width <= 0) return ''
  if (text.length <= width && ASCII.test(text)) return text
  const end = cellsOfGrapheme(ellipsis) <= width ? ellipsis : ''
  const room = width - cells(end)
  let kept = 0
  let used = 0
  let at = 0
  for (const grapheme of each(text)) {
    used += cellsOfGrapheme(grapheme)
    if (used > width) return text.slice(0, kept).replace(/[\u200c\u200d]+$/, '') + end
    at += grapheme.length
    if (used <= room) kept = at
  }
  return text
}

/** Fills one line with spaces at its end up to a width. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)))
}

/** Fills one line with spaces at its start up to a width. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cells(text))) + text
}

/** Makes one line exactly so wide: cut or filled, at the end or, with `right`, at the start. */
export function toWidth(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const short = cut(text, width)
  return align === 'left' ? padEnd(short, width) : padStart(short, width)
}

/** Walks over the graphemes of a text without building a list. */
export function* each(text: string): Generator<string> {
  if (SIMPLE.test(text)) yield* text
  else for (const { segment } of toSegment().segment(text)) yield segment
}

/** The width of one grapheme in cells, remembered. */
export function cellsOfGrapheme(grapheme: string): number {
  if (grapheme.length === 1 && grapheme >= ' ' && grapheme <= '~') return 1
  const known = cache.get(grapheme)
  if (known !== undefined) return known
  const width = stringWidth(grapheme, { countAnsiEscapeCodes: true })
  if (cache.size >= CACHE_MAX) cache.clear()
  if (grapheme.length <= 64) cache.set(grapheme, width)
  return width
}
