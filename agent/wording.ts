// How things are said to the customer: lines with a style, names and problems as they may be shown.
import type { Language, Translate } from '../src/language/catalogue.ts'
import { errorText } from '../src/language/error-text.ts'
import type { Kind } from '../src/session/kinds.ts'
import { safeText } from '../src/terminal/text/safe-text.ts'
import type { Happening, Problem } from './happening.ts'
import type { Style } from './terminal/style.ts'

/** Cells of a name. */
export const NAME_CELLS = 40
/** Cells of a sentence that came with an error. */
export const PROBLEM_CELLS = 300

/** One line of output. */
export interface Line {
  readonly style: Style
  readonly text: string
}
/** How lines are made. */
export interface Wording {
  readonly translate: Translate
  readonly language: Language
  /** Whether the customer can be asked on this terminal. */
  readonly canPrompt: boolean
}

/** One thing that happened, of a type. */
export type Of<T extends Happening['type']> = Extract<Happening, { type: T }>
/** How things of these types are said. */
export type Table<T extends Happening['type']> = {
  readonly [N in T]: (one: Of<N>, wording: Wording) => readonly Line[]
}

/** A name as it may be shown. */
export function shownName(name: string): string {
  return safeText(name, { maxCells: NAME_CELLS })
}

/** What a kind of consent is called. */
export function kindName(kind: Kind | 'all' | null, translate: Translate): string {
  if (kind === null) return '?'
  return kind === 'all' ? translate('agent.kind.all') : translate(`kinds.${kind}`)
}

/** One line of one style. */
export const line = (style: Style, text: string): readonly Line[] => [{ style, text }]
/** What went wrong, in the reader's words where the code is known. */
export const problemOf = ({ code, message, details = {} }: Problem, { language }: Wording): string => {
  const said = errorText(language, { code: code ?? '', message: message ?? code ?? '', details })
  return safeText(said.message, { maxCells: PROBLEM_CELLS })
}
