// Colours of the agent's terminal: few, never the only carrier of a meaning, and off where they are not wanted.
import type { Environment } from '../state/places.ts'

const CODES = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  cyan: '36',
  alert: '1;30;43',
  live: '1;37;41',
} as const
/** A style of text. */
export type Style = keyof typeof CODES | 'plain'

/** Puts text in a style; the text must be safe already. */
export type Paint = (style: Style, text: string) => string

/** Colours when this terminal shows them (`NO_COLOR`, `TERM=dumb`). */
export function painter(env: Environment, isTerminal: boolean): Paint {
  const isOff = !isTerminal || Boolean(env.NO_COLOR) || env.TERM === 'dumb'
  return (style, text) => (isOff || style === 'plain' || text === '' ? text : `\x1b[${CODES[style]}m${text}\x1b[0m`)
}
