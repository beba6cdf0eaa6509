// What a terminal says of itself when it is asked.

/** An answer. */
export type Answer =
  /** Primary device attributes: numbers of what the terminal can do; 4 is sixel. */
  | { readonly is: 'attributes'; readonly can: readonly number[] }
  /** Pixels of one cell. */
  | { readonly is: 'cell'; readonly widthPx: number; readonly heightPx: number }
  /** Pixels of the largest sixel picture: of all cells, or less. */
  | { readonly is: 'area'; readonly widthPx: number; readonly heightPx: number }
  /** Colours that one sixel picture may have. */
  | { readonly is: 'colours'; readonly count: number }

/** The answer is an `attributes`; every terminal gives it. @see ECMA-48 8.3.24 */
export const ASK_ATTRIBUTES = '\x1b[c'
/** The answer is a `cell`. @see xterm control sequences, Window manipulation, 16 */
export const ASK_CELL = '\x1b[16t'
/** The answer is `colours`; for terminals that show sixel only, as others may take it for scrolling. @see xterm, XTSMGRAPHICS */
export const ASK_COLOURS = '\x1b[?1;1;0S'
/** The answer is an `area`; for the same terminals only. */
export const ASK_AREA = '\x1b[?2;1;0S'

/** Reads an answer without its `CSI`; undefined when it says nothing we asked. */
export function answerOf(text: string): Answer | undefined {
  const numbers = (text.match(/\d+/g) ?? []).map(Number)
  const [first, second, third, fourth] = numbers
  if (text.endsWith('c')) return { is: 'attributes', can: numbers }
  if (text.endsWith('t')) return second && third ? { is: 'cell', widthPx: third, heightPx: second } : undefined
  if (second !== 0 || !third) return undefined
  if (first === 2 && fourth) return { is: 'area', widthPx: third, heightPx: fourth }
  return first === 1 ? { is: 'colours', count: third } : undefined
}
