// A text field that listens by itself, for screens that have no input path of their own.
import { useRef, useState } from 'react'
import type { Press } from '../keys/press.ts'
import { useKeyboard } from '../keys/use-keyboard.ts'
import { type Edit, editOf } from './edit.ts'
import { type FieldOptions, pasteField, pressField } from './field-press.ts'

/** How the field listens. */
export type UseTextFieldOptions = FieldOptions & {
  readonly isActive: boolean
  readonly initial?: string
  /** Takes the text; on false it is put back into the field, so that nothing typed is lost. */
  readonly onSubmit: (text: string) => boolean | undefined
  /** Gets the keys the field has no use for. */
  readonly onPress?: (press: Press) => void
}

/** Keeps a field's text, fed by the keyboard and by paste while active. @returns the text for `TextField` */
export function useTextField(options: UseTextFieldOptions): Edit {
  const [edit, setEdit] = useState(() => editOf(options.initial))
  // several keys can arrive in one chunk, before React renders again
  const newest = useRef(edit)
  const keep = (next: Edit) => {
    newest.current = next
    setEdit(next)
  }
  useKeyboard({
    isActive: options.isActive,
    onPress: (press) => {
      const before = newest.current
      const outcome = pressField(before, press, options)
      if (outcome === undefined) return options.onPress?.(press)
      const isTaken = outcome.submitted === undefined || options.onSubmit(outcome.submitted) !== false
      keep(isTaken ? outcome.edit : before)
    },
    onPaste: (text) => keep(pasteField(newest.current, text, options)),
  })
  return edit
}
