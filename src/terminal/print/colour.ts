// Decides how many colours an output may carry and paints text with them.

/** How many colours an output may carry. */
export type ColourDepth = 'none' | '16' | '256' | 'true'

/** What is known of an output besides the environment. */
export type ColourQuestion = { readonly isTty: boolean; readonly noColor: boolean }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Decides by `--no-color`, `NO_COLOR` (non-empty), `CLICOLOR_FORCE`, `TERM=dumb`, whether it is a terminal, and then
 * by `COLORTERM` and `TERM`, in this order.
 *
 * @see no-color.org, bixense.com/clicolors
 */
export function colourDepth(env: Environment, { isTty, noColor }: ColourQuestion): ColourDepth {
  if (noColor || env.NO_COLOR) return 'none'
  const isForced = Boolean(env.CLICOLOR_FORCE) && env.CLICOLOR_FORCE !== '0'
  if (!isForced && (!isTty || env.TERM === 'dumb')) return 'none'
  if (/^(?:truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 'true'
  return /256|kitty|alacritty|wezterm|ghostty/.test(env.TERM ?? '') ? '256' : '16'
}

const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const
/** A style every terminal with colour has. */
export type Style = keyof typeof STYLES

/** Paints safe text for an output; unchanged where colour is off. */
export function paint(depth: ColourDepth, style: Style, text: string): string {
  if (depth === 'none' || text === '') return text
  const [on, off] = STYLES[style]
  return `\x1b[${on}m${text}\x1b[${off}m`
}
