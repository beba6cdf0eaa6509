// Keys inside a dialog, one function for each kind.
import { matchChord } from '../../terminal/keys/keymap.ts'
import type { Press } from '../../terminal/keys/press.ts'
import { moveChoice } from '../../terminal/widgets/dialog.tsx'
import { applyEdit, type Edit } from '../../terminal/widgets/edit.ts'
import { overLimit, pasteField, pressField } from '../../terminal/widgets/field-press.ts'
import { isListMove, LIST_START, moveList } from '../../terminal/widgets/list-state.ts'
import { dialogArea } from '../frame/dialog-area.ts'
import type { DialogState, FormState } from '../ui/dialog-state.ts'
import type { Control } from './control.ts'
import { changeDialog, closeDialog, submitForm } from './dialogs.ts'
import { runBinding } from './run-binding.ts'
import { searchRows } from './search-rows.ts'

type Of<K extends DialogState['is']> = Extract<DialogState, { readonly is: K }>

const PRESS: { readonly [K in DialogState['is']]: (control: Control, dialog: Of<K>, key: Press) => void } = {
  confirm: pressConfirm,
  choose: pressChoose,
  form: pressForm,
  page: pressPage,
  review: pressReview,
  help: pressSearch,
  palette: pressSearch,
}

/** Gives a key to the open dialog. */
export function pressDialog(control: Control, dialog: DialogState, key: Press): void {
  PRESS[dialog.is](control, dialog as never, key) // the record pairs each kind with its own function
}

/** Gives pasted text to the field of the open dialog that has the focus. */
export function pasteDialog(control: Control, dialog: DialogState, text: string): void {
  if (dialog.is === 'help' || dialog.is === 'palette')
    changeDialog(control, dialog, { query: pasteField(dialog.query, text, { width: 40 }), place: LIST_START })
  if (dialog.is === 'review')
    changeDialog(control, dialog, { edit: pasteField(dialog.edit, text, { width: 40, isMultiline: true }) })
  const field = dialog.is === 'form' ? dialog.fields[dialog.at] : undefined
  if (dialog.is === 'form' && field?.kind === 'text')
    setValue(control, dialog, pasteField(dialog.values[field.id] as Edit, text, { width: 40 })) // a text field's value
}

function idOf({ keymap }: Control, key: Press, ...scopes: readonly string[]): string | undefined {
  return matchChord(keymap, key.chord, scopes)?.id
}

function pressConfirm(control: Control, dialog: Of<'confirm'>, key: Press): void {
  const id = idOf(control, key, 'dialog')
  if (id === 'dialog.cancel') closeDialog(control)
  else if (id === 'dialog.accept') closeDialog(control, dialog.choices[dialog.chosen]?.id ?? null)
  else if (id) changeDialog(control, dialog, { chosen: moveChoice(dialog.chosen, id, dialog.choices.length) })
}

function pressChoose(control: Control, dialog: Of<'choose'>, key: Press): void {
  const id = idOf(control, key, 'choose', 'list')
  if (id === 'choose.cancel') closeDialog(control)
  else if (id === 'choose.accept') closeDialog(control, dialog.options[dialog.place.cursor]?.id ?? null)
  else if (id && isListMove(id)) {
    const size = { count: dialog.options.length, height: dialogArea(control.ui.state).height }
    changeDialog(control, dialog, { place: moveList(dialog.place, id, size) })
  }
}

function setValue(control: Control, dialog: FormState, value: FormState['values'][string]): void {
  const field = dialog.fields[dialog.at]
  if (field) changeDialog(control, dialog, { values: { ...dialog.values, [field.id]: value }, problem: null })
}

function pressForm(control: Control, dialog: FormState, key: Press): void {
  const field = dialog.fields[dialog.at]
  const id = idOf(control, key, 'form', ...(field && field.kind !== 'text' ? ['form.choice'] : []))
  const count = dialog.fields.length + 1
  if (id === 'form.cancel') closeDialog(control)
  else if (id === 'form.next') changeDialog(control, dialog, { at: (dialog.at + 1) % count })
  else if (id === 'form.previous') changeDialog(control, dialog, { at: (dialog.at + count - 1) % count })
  else if (id === 'form.submit') void submitForm(control, dialog)
  else if (id === 'form.more' || id === 'form.less') changeChoice(control, dialog, id === 'form.more' ? 1 : -1)
  else if (field?.kind === 'text') {
    const outcome = pressField(dialog.values[field.id] as Edit, key, { width: 40 }) // a text field's value
    if (outcome) setValue(control, dialog, outcome.edit)
  }
}

function changeChoice(control: Control, dialog: FormState, step: number): void {
  const field = dialog.fields[dialog.at]
  const value = field && dialog.values[field.id]
  if (field?.kind === 'toggle') setValue(control, dialog, value !== true)
  if (field?.kind === 'choice') {
    const count = field.options.length
    setValue(control, dialog, ((value as number) + step + count) % count) // a choice's value is an index
  }
}

function pressPage(control: Control, dialog: Of<'page'>, key: Press): void {
  const id = idOf(control, key, 'page')
  if (id === 'page.close') closeDialog(control)
  if (id === 'page.copy') control.ports.copy(dialog.copies)
  if (id === 'page.down') changeDialog(control, dialog, { scroll: dialog.scroll + 1 })
  if (id === 'page.up') changeDialog(control, dialog, { scroll: Math.max(0, dialog.scroll - 1) })
}

function pressReview(control: Control, dialog: Of<'review'>, key: Press): void {
  const id = idOf(control, key, 'review')
  if (id === 'review.cancel') closeDialog(control)
  else if (id === 'review.accept') {
    if (overLimit(dialog.edit, dialog.limit) === 0) closeDialog(control, dialog.edit.text)
  } else if (id === 'review.line')
    changeDialog(control, dialog, { edit: applyEdit(dialog.edit, { type: 'insert', text: '\n', isMultiline: true }) })
  else {
    const width = dialogArea(control.ui.state).width - 4
    const outcome = pressField(dialog.edit, key, { width, isMultiline: true })
    if (outcome) changeDialog(control, dialog, { edit: outcome.edit })
  }
}

const SEARCH_MOVES: Readonly<Record<string, Parameters<typeof moveList>[1]>> = {
  'search.down': 'list.down',
  'search.up': 'list.up',
  'search.pageDown': 'list.pageDown',
  'search.pageUp': 'list.pageUp',
}

function pressSearch(control: Control, dialog: Of<'help' | 'palette'>, key: Press): void {
  const id = idOf(control, key, 'search')
  const rows = searchRows(control, dialog)
  const move = id === undefined ? undefined : SEARCH_MOVES[id]
  if (id === 'search.cancel') closeDialog(control)
  else if (id === 'search.accept') {
    const row = rows[Math.min(dialog.place.cursor, rows.length - 1)]
    closeDialog(control)
    if (row?.canRun) runBinding(control, row.id)
  } else if (move) {
    const height = Math.max(1, dialogArea(control.ui.state).height - 4)
    changeDialog(control, dialog, { place: moveList(dialog.place, move, { count: rows.length, height }) })
  } else {
    const outcome = pressField(dialog.query, key, { width: 40 })
    if (outcome) changeDialog(control, dialog, { query: outcome.edit, place: LIST_START })
  }
}
