// Where each character of an edited text stands on the screen, and where the caret does.
import { cellsOfGrapheme, each } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'

/** One line as it is shown. */
type VisualLine = {
  /** Offsets in the text, in UTF-16 units: the first character, and after the last one. */
  readonly start: number
  readonly end: number
  readonly shown: string
  readonly width: number
}

/** A text laid out in a width. */
export type FieldLayout = {
  readonly lines: readonly VisualLine[]
  /** Row of the caret among `lines`, and its column in cells. */
  readonly row: number
  readonly column: number
}

/** What one character looks like: itself when it is harmless, a picture of it otherwise. */
function shownOf(grapheme: string): string {
  return safeText(grapheme)
}

function widthOf(shown: string): number {
  let width = 0
  for (const grapheme of each(shown)) width += cellsOfGrapheme(grapheme)
  return width
}

/**
 * Lays a text out in lines of `width` cells, the last of which is kept free for the caret.
 *
 * @param caret  offset in UTF-16 units, between two graphemes
 */
export function layoutField(text: string, caret: number, width: number): FieldLayout {
  const room = Math.max(1, width - 1)
  const lines: VisualLine[] = []
  let line = { start: 0, end: 0, shown: '', width: 0 }
  let position = { row: 0, column: 0 }
  let at = 0
  const breakLine = (start: number) => {
    lines.push(line)
    line = { start, end: start, shown: '', width: 0 }
  }
  for (const grapheme of each(text)) {
    const isBreak = grapheme === '\n' || grapheme === '\r\n'
    const shown = isBreak ? '' : shownOf(grapheme)
    const wide = widthOf(shown)
    if (line.width > 0 && line.width + wide > room) breakLine(at)
    if (at === caret) position = { row: lines.length, column: line.width }
    at += grapheme.length
    if (isBreak) breakLine(at)
    else line = { start: line.start, end: at, shown: line.shown + shown, width: line.width + wide }
  }
  if (caret >= at) position = { row: lines.length, column: line.width }
  lines.push(line)
  return { lines, ...position }
}

/**
 * The offset in the text that stands nearest to a column of a line.
 *
 * @param row  clamped to the lines there are
 */
export function offsetAt(text: string, layout: FieldLayout, place: { row: number; column: number }): number {
  const line = layout.lines[Math.max(0, Math.min(place.row, layout.lines.length - 1))]
  if (line === undefined) return 0
  let at = line.start
  let column = 0
  for (const grapheme of each(text.slice(line.start, line.end))) {
    const wide = widthOf(shownOf(grapheme))
    if (column + wide > place.column) return at
    column += wide
    at += grapheme.length
  }
  return at
}

/** The part of one long line that is shown so that the caret is in view, and the caret's column in it. */
export function scrollLine(
  text: string,
  caret: number,
  width: number,
): { readonly shown: string; readonly column: number } {
  const room = Math.max(1, width - 1)
  const before = Array.from(each(text.slice(0, caret)), shownOf)
  let column = 0
  let from = before.length
  while (from > 0 && column + widthOf(before[from - 1] ?? '') <= room) {
    from -= 1
    column += widthOf(before[from] ?? '')
  }
  let shown = before.slice(from).join('')
  let used = column
  for (const grapheme of each(text.slice(caret))) {
    const next = shownOf(grapheme)
    used += widthOf(next)
    if (used > width) break
    shown += next
  }
  return { shown, column }
}
