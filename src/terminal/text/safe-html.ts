// Makes any text harmless inside an HTML page or mail, as text or as a quoted attribute.
import { safeText } from './safe-text.ts'
import type { Untrusted } from './untrusted.ts'

declare const brand: unique symbol
/** HTML that contains no markup, only escaped text. */
export type SafeHtml = string & { readonly [brand]: 'html' }

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '=': '&#61;',
}

/**
 * Escapes text for HTML element content and quoted attributes; control, invisible and reordering characters become
 * visible as in a terminal. Not for script, style, URLs or unquoted attributes. Line feeds are kept.
 *
 * @see OWASP cross-site scripting prevention, rules 1 and 2
 */
export function safeHtml(text: string | Untrusted): SafeHtml {
  const escaped = safeText(text, { multiline: true }).replace(/[&<>"'`=]/g, (c) => ENTITIES[c] ?? c)
  return escaped as SafeHtml // every character with a meaning in HTML was replaced
}
