// Editing of text by what a person sees as characters; pure, without a screen.
import { each, graphemes } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'

/** A text being edited. */
export type Edit = {
  /** Exactly what will be sent: nothing normalised; controls other than line feed and tab are pictures. */
  readonly text: string
  /** Offset in UTF-16 units, always between two graphemes. */
  readonly caret: number
  /** What was cut last, for putting it back. */
  readonly killed: string
  /** Set while the history is being looked through. */
  readonly recalled?: { readonly index: number; readonly draft: string }
}

/** A change that needs to know nothing of the screen. */
export type EditAction =
  | { readonly type: 'insert'; readonly text: string; readonly isMultiline: boolean }
  | { readonly type: 'move'; readonly to: Target }
  | { readonly type: 'delete'; readonly to: Target }
  | { readonly type: 'kill'; readonly to: Target }
  | { readonly type: 'yank' }

/** Where the caret may go from where it is. */
export type Target = 'left' | 'right' | 'wordLeft' | 'wordRight' | 'lineStart' | 'lineEnd'

/** A field never holds more than this many UTF-16 units; a paste that would exceed it changes nothing. */
export const EDIT_MAX_UNITS = 200_000

const EMPTY: Edit = { text: '', caret: 0, killed: '' }
const CONTROL = /[\p{Cc}--[\n\t]]/gv
const WORD = /[\p{L}\p{M}\p{N}_]/u

/** A text ready to be edited, with the caret at its end. */
export function editOf(text = ''): Edit {
  return { ...EMPTY, text, caret: text.length }
}

/** Applies one change; returns the same object when nothing changed. */
export function applyEdit(edit: Edit, action: EditAction): Edit {
  switch (action.type) {
    case 'insert':
      return insert(edit, clean(action.text, action.isMultiline))
    case 'yank':
      return insert(edit, edit.killed)
    case 'move':
      return moveTo(edit, target(edit, action.to))
    case 'delete':
    case 'kill':
      return cutTo(edit, target(edit, action.to), action.type === 'kill')
    default:
      return action satisfies never
  }
}

/** Puts the caret at an offset, or at the next place between two graphemes. */
export function moveTo(edit: Edit, offset: number): Edit {
  return offset === edit.caret ? edit : { ...edit, caret: snap(edit.text, offset) }
}

/** Counts characters as limits do: Unicode code points. */
export function countCharacters(text: string): number {
  return [...text].length
}

function clean(text: string, isMultiline: boolean): string {
  const lines = text.toWellFormed().replace(/\r\n?/g, '\n')
  return (isMultiline ? lines : lines.replaceAll('\n', ' ')).replace(CONTROL, (c) => safeText(c))
}

function insert(edit: Edit, added: string): Edit {
  const { text, caret, killed } = edit
  if (added === '' || text.length + added.length > EDIT_MAX_UNITS) return edit
  const next = text.slice(0, caret) + added + text.slice(caret)
  return { text: next, caret: snap(next, caret + added.length), killed }
}

function cutTo(edit: Edit, to: number, isKept: boolean): Edit {
  const { text, caret } = edit
  if (to === caret) return edit
  const [start, end] = to < caret ? [to, caret] : [caret, to]
  const next = text.slice(0, start) + text.slice(end)
  return { text: next, caret: snap(next, start), killed: isKept ? text.slice(start, end) : edit.killed }
}

function target({ text, caret }: Edit, to: Target): number {
  const before = text.slice(0, caret)
  const after = text.slice(caret)
  switch (to) {
    case 'left':
      return caret - (graphemes(before).at(-1)?.length ?? 0)
    case 'right':
      return caret + (each(after).next().value?.length ?? 0)
    case 'wordLeft':
      return caret - wordLength([...graphemes(before)].reverse())
    case 'wordRight':
      return caret + wordLength(graphemes(after))
    case 'lineStart':
      return before.lastIndexOf('\n') + 1
    case 'lineEnd':
      return after.includes('\n') ? caret + after.indexOf('\n') : text.length
    default:
      return to satisfies never
  }
}

/** The length of what separates words and then of one word, in UTF-16 units. */
function wordLength(characters: readonly string[]): number {
  let length = 0
  let isInWord = false
  for (const character of characters) {
    const isWord = WORD.test(character)
    if (isInWord && !isWord) break
    isInWord = isWord
    length += character.length
  }
  return length
}

/** The first offset from `offset` on that stands between two graphemes. */
function snap(text: string, offset: number): number {
  let at = 0
  for (const grapheme of each(text)) {
    if (at >= offset) return at
    at += grapheme.length
  }
  return text.length
}
