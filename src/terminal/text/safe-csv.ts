// Makes any text harmless as one field of a CSV file that a person opens in a spreadsheet.
import { safeText } from './safe-text.ts'
import { asArrived, type Untrusted } from './untrusted.ts'

declare const brand: unique symbol
/** One CSV field, quoted where needed. */
export type SafeCsv = string & { readonly [brand]: 'csv' }

/** A spreadsheet takes these for a formula, also after blanks and in their full-width forms. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/
const QUOTED = /[",;\t\n\r ]|^'/

/**
 * Writes one field: formulas get a leading apostrophe, controls become visible, separators of any locale are quoted.
 *
 * @param value  a number is written as it is; text is never taken for one
 * @see RFC 4180; OWASP CSV injection
 */
export function safeCsv(value: string | Untrusted | number): SafeCsv {
  if (typeof value === 'number') return String(value) as SafeCsv // digits, sign, dot and exponent only
  const arrived = asArrived(value)
  const text = (FORMULA.test(arrived) ? "'" : '') + safeText(arrived, { multiline: true })
  return (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text) as SafeCsv // quoted and defused above
}
