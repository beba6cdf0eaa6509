// What a dialog has been filled in with so far.
import type { Choosable, FormField, PageSpec } from '../../features/pane.ts'
import type { Choice } from '../../terminal/widgets/dialog.tsx'
import type { Edit } from '../../terminal/widgets/edit.ts'
import type { ListState } from '../../terminal/widgets/list-state.ts'

/** What stands in one field of a form: a text, the index of an option, or whether it is on. */
export type FieldValue = Edit | number | boolean

/** A form being filled in. */
export interface FormState {
  readonly is: 'form'
  readonly id: number
  readonly title: string
  readonly intro: string
  readonly fields: readonly FormField[]
  readonly values: Readonly<Record<string, FieldValue>>
  /** Index of the field with the focus; the number of fields is the submit button. */
  readonly at: number
  readonly problem: string | null
  readonly isBusy: boolean
}

/** Each kind of dialog with what it has to remember. `id` names who waits for its answer. */
export type DialogState =
  | FormState
  | {
      readonly is: 'confirm'
      readonly id: number
      readonly title: string
      readonly text: string
      readonly choices: readonly Choice[]
      readonly chosen: number
    }
  | {
      readonly is: 'choose'
      readonly id: number
      readonly title: string
      readonly options: readonly Choosable[]
      readonly place: ListState
    }
  | ({ readonly is: 'page'; readonly id: number; readonly scroll: number } & PageSpec)
  | {
      readonly is: 'review'
      readonly id: number
      readonly title: string
      readonly hint: string
      readonly limit: number
      readonly edit: Edit
    }
  | { readonly is: 'help'; readonly id: number; readonly query: Edit; readonly place: ListState }
  | { readonly is: 'palette'; readonly id: number; readonly query: Edit; readonly place: ListState }
