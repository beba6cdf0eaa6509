// HTML as a value: everything put into it is escaped unless it is HTML already.
import { safeHtml } from '../../terminal/text/safe-html.ts'

declare const brand: unique symbol

/** Markup that is safe to send. Only `html` makes it. */
export interface Html {
  readonly [brand]: true
  readonly markup: string
}

/** What may stand in a template: text is escaped, nothing is left out for `null` and `false`. */
export type Piece = string | number | Html | readonly Html[] | null | false

/**
 * A template for element content and double-quoted attributes; never for script, style, or addresses from outside.
 *
 * @example html`<p title="${name}">${text}</p>`
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const markup = parts.map((part, at) => part + (at < pieces.length ? write(pieces[at] as Piece) : '')).join('')
  return { markup } as Html // every piece was escaped above
}

function write(piece: Piece): string {
  if (piece === null || piece === false) return ''
  if (typeof piece === 'number') return String(piece)
  if (typeof piece === 'string') return safeHtml(piece)
  return 'markup' in piece ? piece.markup : piece.map((one) => one.markup).join('')
}
