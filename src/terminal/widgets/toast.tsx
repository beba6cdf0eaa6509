// One line that tells what has just happened.
import type { ReactElement } from 'react'
import type { Translate } from '../../language/catalogue.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { Line } from './line.tsx'
import type { Tone } from './theme.ts'

/** How serious a toast is. */
export type ToastLevel = 'info' | 'success' | 'warning' | 'error'

/** Properties of `Toast`. */
export type ToastProps = {
  readonly level: ToastLevel
  readonly text: string | Untrusted
  readonly width: number
  readonly t: Translate
}

/** A glyph and a word say what the colour says. */
const LEVELS: Readonly<Record<ToastLevel, { readonly glyph: string; readonly tone: Tone }>> = {
  info: { glyph: 'i', tone: 'accent' },
  success: { glyph: '✓', tone: 'good' },
  warning: { glyph: '!', tone: 'warn' },
  error: { glyph: '✗', tone: 'bad' },
}

/** The toast. */
export function Toast({ level, text, width, t }: ToastProps): ReactElement | null {
  const { glyph, tone } = LEVELS[level]
  return (
    <Line
      parts={[{ text: `${glyph} ${t(`terminal.toast.${level}`)}: `, tone }, { text: safeText(text) }]}
      width={width}
    />
  )
}
