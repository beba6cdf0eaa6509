// What a failure says to the rep: the sentence of the error table in the rep's language, and what to do about it.
import { errorText } from '../../language/error-text.ts'
import { asDeskhandError, type DeskhandError } from '../../protocol/error.ts'
import { type Control, tell } from './control.ts'

/** An error as a sentence with its advice. */
export function errorSentence({ locale }: Pick<Control, 'locale'>, error: DeskhandError): string {
  const { message, help } = errorText(locale.language, error)
  return help === '' ? message : `${message} · ${help}`
}

/** Tells the rep what went wrong; returns it as one of ours. */
export function tellError(control: Control, thrown: unknown): DeskhandError {
  const error = asDeskhandError(thrown)
  tell(control, errorSentence(control, error), { level: 'error' })
  return error
}
