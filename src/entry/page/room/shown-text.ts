// Text of other people as this page shows it.
import { safeText } from '../../../terminal/text/safe-text.ts'

/** One line: control, invisible and reordering characters become visible. It still goes in as text, never as HTML. */
export function plain(text: string): string {
  return safeText(text)
}

/** A message: the same, with its own line breaks. */
export function plainLines(text: string): string {
  return safeText(text, { multiline: true })
}
