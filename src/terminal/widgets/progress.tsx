// How far something is: a bar and a percentage, or only what is known.
import type { ReactElement } from 'react'
import { cells } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { Line, type Part } from './line.tsx'

/** Properties of `Progress`. */
export type ProgressProps = {
  readonly label: string | Untrusted
  /** Done so far and in all, in any unit; without a total there is no bar. */
  readonly done: number
  readonly total?: number
  /** At the end, as `3.1 MB/s`. */
  readonly note?: string
  readonly width: number
}

/** The bar takes at most this many cells and disappears below the least. */
const BAR_MAX_CELLS = 30
const BAR_MIN_CELLS = 5
/** Eighths of a cell. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** One line of progress. */
export function Progress({ label, done, total, note = '', width }: ProgressProps): ReactElement | null {
  const text = safeText(label)
  const aside = note === '' ? '' : `  ${safeText(note)}`
  if (total === undefined || total <= 0) return <Line parts={text + aside} width={width} />
  const share = Math.max(0, Math.min(1, done / total))
  // never 100 % before it is all there
  const percent = ` ${String(share < 1 ? Math.min(99, Math.floor(share * 100)) : 100).padStart(3)}%`
  const room = Math.min(BAR_MAX_CELLS, width - cells(text) - 1 - percent.length - cells(aside))
  const bar: readonly Part[] = room < BAR_MIN_CELLS ? [] : [{ text: ' ' }, { text: barOf(share, room), tone: 'accent' }]
  return <Line parts={[{ text }, ...bar, { text: percent + aside, tone: 'muted' }]} width={width} />
}

/** A bar of exactly `width` cells, a share of which is full. */
export function barOf(share: number, width: number): string {
  const eighths = Math.floor(share * width * 8)
  const full = '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7]
  return full + '░'.repeat(width - cells(full))
}
