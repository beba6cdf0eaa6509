// Breaks text into lines of a width in cells, at words where possible and between graphemes where not.
import { cells, cellsOfGrapheme, each } from './cells.ts'

/** How `wrap` breaks. */
export type WrapOptions = {
  /** Breaks only between graphemes and keeps every space, as an editor needs. */
  readonly exact?: boolean
}

/**
 * Breaks text into lines no wider than `width` cells.
 *
 * Line feeds start a new line. Spaces at which a line was broken are dropped unless `exact`. A character wider than
 * the whole width is shown as `…`, so no line ever overflows.
 *
 * @param text  safe text, possibly of several lines
 * @returns at least one line
 */
export function wrap(text: string, width: number, options: WrapOptions = {}): readonly string[] {
  const room = Math.max(1, width)
  const out: string[] = []
  for (const line of text.split('\n')) {
    if (line.length <= room && cells(line) <= room) out.push(line)
    else wrapLine(line, room, { exact: options.exact ?? false, out })
  }
  return out
}

/** Korean is broken at its spaces; Chinese and Japanese, which have none, between any two characters. */
const HANGUL = /^\p{Script=Hangul}/u

type Break = { readonly before: number; readonly after: number }
type Sink = { readonly exact: boolean; readonly out: string[] }

function wrapLine(line: string, width: number, sink: Sink): void {
  let current = ''
  let used = 0
  /** Where the current line may be broken: the length of its text before the break, and where the rest begins. */
  let mark: Break | undefined
  const start = (rest: string) => {
    ;[current, used, mark] = [rest, cells(rest), undefined]
  }
  for (const grapheme of each(line)) {
    const shown = cellsOfGrapheme(grapheme) > width ? '…' : grapheme
    const wide = cellsOfGrapheme(shown)
    const isSpace = shown === ' '
    if (isSpace && !sink.exact && used + wide > width) {
      sink.out.push(current.trimEnd())
      start('')
      continue
    }
    const isBreakable = isSpace || (wide === 2 && !HANGUL.test(shown))
    if (isBreakable && !isSpace) mark = breakAt(current, mark)
    while (used + wide > width) {
      const at = (sink.exact ? undefined : mark) ?? { before: current.length, after: current.length }
      sink.out.push(current.slice(0, at.before))
      start(current.slice(at.after))
    }
    current += shown
    used += wide
    if (isBreakable) mark = breakAt(current, mark)
  }
  if (current !== '') sink.out.push(current)
}

/** A break after `current`, unless there is nothing before it but spaces. */
function breakAt(current: string, mark: Break | undefined): Break | undefined {
  const before = current.trimEnd().length
  return before === 0 ? mark : { before, after: current.length }
}
