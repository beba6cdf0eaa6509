// One line being written: graphemes and a cursor between them, as a pure reducer, and the part of it that fits.
import { cells, graphemes } from '../../src/terminal/text/cells.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import type { Key } from './keys.ts'

/** A line and the cursor's place in graphemes. */
export interface InputLine {
  readonly text: readonly string[]
  readonly cursor: number
}

/** A line with nothing in it. */
export const EMPTY_LINE: InputLine = { text: [], cursor: 0 }

/** The line as one text. */
export function textOf({ text }: InputLine): string {
  return text.join('')
}

/** The line after a key; keys that mean nothing here change nothing. Line breaks of a paste become spaces. */
export function edit(line: InputLine, key: Key): InputLine {
  if (key.is !== 'key') return insert(line, key.text)
  const { text, cursor } = line
  const erase = (from: number, to: number): InputLine => ({
    text: [...text.slice(0, from), ...text.slice(to)],
    cursor: from,
  })
  switch (key.name) {
    case 'backspace':
      return cursor > 0 ? erase(cursor - 1, cursor) : line
    case 'delete':
      return erase(cursor, cursor + 1)
    case 'erase-word':
      return erase(wordStart(line), cursor)
    case 'erase-start':
      return erase(0, cursor)
    case 'erase-end':
      return erase(cursor, text.length)
    case 'left':
      return { text, cursor: Math.max(0, cursor - 1) }
    case 'right':
      return { text, cursor: Math.min(text.length, cursor + 1) }
    case 'home':
      return { text, cursor: 0 }
    case 'end':
      return { text, cursor: text.length }
    case 'word-left':
      return { text, cursor: wordStart(line) }
    case 'word-right':
      return { text, cursor: wordEnd(line) }
    default:
      return line
  }
}

/** What is written is joined again with its neighbours: a mark typed after a letter belongs to it. */
function insert({ text, cursor }: InputLine, added: string): InputLine {
  const before = text.slice(0, cursor).join('') + added.replace(/[\r\n\t]+/g, ' ').replace(/[\x00-\x1f\x7f]/g, '')
  const start = graphemes(before)
  const whole = graphemes(before + text.slice(cursor).join(''))
  return { text: whole, cursor: Math.min(start.length, whole.length) }
}

function wordStart({ text, cursor }: InputLine): number {
  let at = cursor
  while (at > 0 && text[at - 1] === ' ') at -= 1
  while (at > 0 && text[at - 1] !== ' ') at -= 1
  return at
}

function wordEnd({ text, cursor }: InputLine): number {
  let at = cursor
  while (at < text.length && text[at] === ' ') at += 1
  while (at < text.length && text[at] !== ' ') at += 1
  return at
}

/** The part of the line that fits in `width` cells with the cursor inside, and the cursor's column in it. */
export function visible(
  { text, cursor }: InputLine,
  width: number,
): { readonly shown: string; readonly column: number } {
  const safe = text.map((one) => safeText(one))
  let start = 0
  const widthFrom = (from: number): number => safe.slice(from, cursor).reduce((sum, one) => sum + cells(one), 0)
  while (start < cursor && widthFrom(start) > width - 1) start += 1
  let end = start
  let used = 0
  while (end < safe.length && used + cells(safe[end] ?? '') <= width) {
    used += cells(safe[end] ?? '')
    end += 1
  }
  return { shown: safe.slice(start, end).join(''), column: widthFrom(start) }
}
