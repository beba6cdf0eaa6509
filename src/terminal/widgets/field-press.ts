// What each key does in a text field; pure, so that the console's one input path can call it.
import type { Press } from '../keys/press.ts'
import { applyEdit, countCharacters, type Edit, type EditAction, editOf, moveTo } from './edit.ts'
import { layoutField, offsetAt } from './field-layout.ts'

/** How a field behaves. */
export type FieldOptions = {
  /** Cells of the text's own area, prompt not included. */
  readonly width: number
  /** Alt+Enter and Ctrl+J start a new line; up and down move between lines. */
  readonly isMultiline?: boolean
  /** The most characters (code points) that may be submitted; more can be typed but not submitted. */
  readonly limit?: number
  /** Earlier entries, the newest last, for up and down. */
  readonly history?: readonly string[]
}

/** What a press did: the new text, and the submitted one when it was Enter. */
export type FieldOutcome = {
  readonly edit: Edit
  /** The text to send; the field is already empty again. When it cannot be sent, put it back with `editOf`. */
  readonly submitted?: string
}

const MOVES: Readonly<Record<string, EditAction>> = {
  left: { type: 'move', to: 'left' },
  'ctrl+b': { type: 'move', to: 'left' },
  right: { type: 'move', to: 'right' },
  'ctrl+f': { type: 'move', to: 'right' },
  'ctrl+left': { type: 'move', to: 'wordLeft' },
  'alt+left': { type: 'move', to: 'wordLeft' },
  'alt+b': { type: 'move', to: 'wordLeft' },
  'ctrl+right': { type: 'move', to: 'wordRight' },
  'alt+right': { type: 'move', to: 'wordRight' },
  'alt+f': { type: 'move', to: 'wordRight' },
  home: { type: 'move', to: 'lineStart' },
  'ctrl+a': { type: 'move', to: 'lineStart' },
  end: { type: 'move', to: 'lineEnd' },
  'ctrl+e': { type: 'move', to: 'lineEnd' },
  backspace: { type: 'delete', to: 'left' },
  delete: { type: 'delete', to: 'right' },
  'ctrl+d': { type: 'delete', to: 'right' },
  'ctrl+w': { type: 'kill', to: 'wordLeft' },
  'alt+backspace': { type: 'kill', to: 'wordLeft' },
  'alt+d': { type: 'kill', to: 'wordRight' },
  'ctrl+u': { type: 'kill', to: 'lineStart' },
  'ctrl+k': { type: 'kill', to: 'lineEnd' },
  'ctrl+y': { type: 'yank' },
}
const NEW_LINE: ReadonlySet<string> = new Set(['alt+enter', 'shift+enter', 'ctrl+j'])

/**
 * Applies a press to a field.
 *
 * @returns undefined when the field has no use for the key, so that the frame may have it
 */
export function pressField(edit: Edit, press: Press, options: FieldOptions): FieldOutcome | undefined {
  const isMultiline = options.isMultiline ?? false
  if (press.text !== undefined) return { edit: applyEdit(edit, { type: 'insert', text: press.text, isMultiline }) }
  if (press.chord === 'enter') return submit(edit, options)
  if (isMultiline && NEW_LINE.has(press.chord))
    return { edit: applyEdit(edit, { type: 'insert', text: '\n', isMultiline }) }
  const action = Object.hasOwn(MOVES, press.chord) ? MOVES[press.chord] : undefined
  if (action !== undefined) return { edit: applyEdit(edit, action) }
  if (press.chord === 'up' || press.chord === 'down') return vertical(edit, press.chord === 'up' ? -1 : 1, options)
  return undefined
}

/** Inserts pasted text; line breaks become spaces in a field of one line. */
export function pasteField(edit: Edit, text: string, options: FieldOptions): Edit {
  return applyEdit(edit, { type: 'insert', text, isMultiline: options.isMultiline ?? false })
}

/** Characters past the limit, 0 when there is room or no limit. */
export function overLimit(edit: Edit, limit: number | undefined): number {
  return limit === undefined ? 0 : Math.max(0, countCharacters(edit.text) - limit)
}

function submit(edit: Edit, options: FieldOptions): FieldOutcome {
  if (overLimit(edit, options.limit) > 0) return { edit }
  return { edit: { ...editOf(), killed: edit.killed }, submitted: edit.text }
}

function vertical(edit: Edit, step: -1 | 1, options: FieldOptions): FieldOutcome | undefined {
  if (options.isMultiline === true) {
    const layout = layoutField(edit.text, edit.caret, options.width)
    const row = layout.row + step
    if (row >= 0 && row < layout.lines.length)
      return { edit: moveTo(edit, offsetAt(edit.text, layout, { row, column: layout.column })) }
  }
  return options.history === undefined ? undefined : recall(edit, step, options.history)
}

function recall(edit: Edit, step: -1 | 1, history: readonly string[]): FieldOutcome {
  const index = (edit.recalled?.index ?? history.length) + step
  const draft = edit.recalled?.draft ?? edit.text
  if (index < 0 || index > history.length) return { edit }
  const base = { ...editOf(index === history.length ? draft : history[index]), killed: edit.killed }
  return { edit: index === history.length ? base : { ...base, recalled: { index, draft } } }
}
