// Opens dialogs and hands their answers to whoever asked; one dialog is open at a time.
import type { Choosable, FormField, FormSpec, FormValues, PageSpec } from '../../features/pane.ts'
import type { Choice } from '../../terminal/widgets/dialog.tsx'
import { type Edit, editOf } from '../../terminal/widgets/edit.ts'
import { LIST_START } from '../../terminal/widgets/list-state.ts'
import type { DialogState, FieldValue, FormState } from '../ui/dialog-state.ts'
import { type Control, nextId } from './control.ts'

/** A dialog before it has its id. */
type Unnamed<D = DialogState> = D extends unknown ? Omit<D, 'id'> : never

/** Opens a dialog; resolves with its answer, or null when it was left or another took its place. */
export function openDialog<T>(control: Control, dialog: Unnamed): Promise<T | null> {
  closeDialog(control)
  const id = nextId()
  return new Promise((resolve) => {
    control.waiting.set(id, (answer) => resolve(answer as T | null)) // each kind answers with its own type
    control.ui.dispatch({ type: 'dialog', dialog: { ...dialog, id } as DialogState })
  })
}

/** Closes the open dialog with an answer. */
export function closeDialog(control: Control, answer: unknown = null): void {
  const { dialog } = control.ui.state
  if (!dialog) return
  control.ui.dispatch({ type: 'dialog', dialog: null })
  const resolve = control.waiting.get(dialog.id)
  control.waiting.delete(dialog.id)
  resolve?.(answer)
}

/** Changes the open dialog. */
export function changeDialog<D extends DialogState>(control: Control, dialog: D, change: Partial<D>): void {
  if (control.ui.state.dialog?.id === dialog.id)
    control.ui.dispatch({ type: 'dialog', dialog: { ...dialog, ...change } })
}

/** Lets the rep choose one of several answers; resolves with its id. */
export function confirm(
  control: Control,
  question: { readonly title: string; readonly text: string; readonly choices: readonly Choice[] },
): Promise<string | null> {
  return openDialog(control, { is: 'confirm', chosen: 0, ...question })
}

/** Lets the rep choose from a list; resolves with an id. */
export function choose(control: Control, title: string, options: readonly Choosable[]): Promise<string | null> {
  return openDialog(control, { is: 'choose', title, options, place: LIST_START })
}

/** Shows a text. */
export function page(control: Control, spec: PageSpec): void {
  void openDialog(control, { is: 'page', scroll: 0, ...spec })
}

/** Opens a form; what it is submitted with goes to `submit`, which may refuse it with a sentence. */
export async function form(control: Control, spec: FormSpec): Promise<void> {
  const { title, intro = '', fields } = spec
  const values = Object.fromEntries(fields.map((field) => [field.id, startValue(field)]))
  const opened = { is: 'form' as const, title, intro, fields, values, at: 0, problem: null, isBusy: false }
  const ended = openDialog<never>(control, opened)
  const id = control.ui.state.dialog?.id ?? 0
  submitters.set(control.waiting, { ...submitters.get(control.waiting), [id]: spec.submit })
  await ended
}

/** Submitters by dialog: functions are kept out of the state. */
const submitters = new WeakMap<object, Readonly<Record<number, FormSpec['submit']>>>()

/** Submits the open form; it closes when it was taken. */
export async function submitForm(control: Control, dialog: FormState): Promise<void> {
  const submit = submitters.get(control.waiting)?.[dialog.id]
  if (!submit || dialog.isBusy) return
  changeDialog(control, dialog, { isBusy: true, problem: null })
  const problem = await submit(filledIn(dialog))
  const { dialog: now } = control.ui.state
  if (now?.id !== dialog.id || now.is !== 'form') return
  if (problem === null) closeDialog(control)
  else changeDialog(control, now, { isBusy: false, problem })
}

function startValue(field: FormField): FieldValue {
  if (field.kind === 'text') return editOf(field.text ?? '')
  if (field.kind === 'toggle') return field.isOn ?? false
  return Math.max(
    0,
    field.options.findIndex((option) => option.id === field.chosen),
  )
}

/** What was filled in, by field. */
export function filledIn({ fields, values }: FormState): FormValues {
  return Object.fromEntries(
    fields.map((field) => {
      const value = values[field.id]
      if (field.kind === 'text') return [field.id, (value as Edit).text] // startValue made it
      if (field.kind === 'toggle') return [field.id, value === true]
      return [field.id, field.options[value as number]?.id ?? '']
    }),
  )
}
