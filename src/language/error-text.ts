// What an error says to a person, in their language.
import { type ErrorCode, type ErrorDetails, fillSentence } from '../protocol/error.ts'
import type { Language } from './catalogue.ts'
import { koreanErrors } from './ko/errors.ts'

/** An error as far as its words go; `DeskhandError` is one. */
export interface Worded {
  readonly code: string
  readonly message: string
  readonly help?: string
  readonly details?: unknown
}

/** The sentence and the help of an error, filled with its details. A code of a newer program keeps its own words. */
export function errorText(language: Language, error: Worded): { readonly message: string; readonly help: string } {
  const { code, message, help = '' } = error
  if (language === 'en' || !Object.hasOwn(koreanErrors, code)) return { message, help }
  const [sentence, advice] = koreanErrors[code as ErrorCode]
  const details = (error.details ?? {}) as ErrorDetails
  return { message: fillSentence(sentence, details), help: fillSentence(advice, details) }
}

/** Both as sentences that stand alone: with a capital and a full stop. */
export function errorSentences(language: Language, error: Worded): string {
  const { message, help } = errorText(language, error)
  return [message, help].filter(Boolean).map(sentenceOf).join(' ')
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`
}
