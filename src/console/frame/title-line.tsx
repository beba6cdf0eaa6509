// The line above a pane: its name in a rule, and something short at its end.
import type { ReactElement } from 'react'
import { cells, cut } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { Line } from '../../terminal/widgets/line.tsx'

/** Properties of `TitleLine`. */
export interface TitleLineProps {
  readonly title: string
  readonly note?: string
  readonly width: number
  /** Whether the keys go to what is below. */
  readonly isFocused?: boolean
}

/** The rule, drawn with a heavier stroke where the focus is. */
export function TitleLine({ title, note = '', width, isFocused = false }: TitleLineProps): ReactElement | null {
  const stroke = isFocused ? '━' : '─'
  const name = cut(safeText(title), Math.max(0, width - 6))
  const aside = note === '' ? '' : ` ${cut(safeText(note), Math.max(0, width - cells(name) - 8))} `
  const rest = Math.max(0, width - 4 - cells(name) - cells(aside) - 1)
  const tone = isFocused ? 'accent' : 'muted'
  return (
    <Line
      parts={[
        { text: `${stroke}${stroke} `, tone },
        { text: name, tone: 'title' },
        { text: ` ${stroke.repeat(rest)}`, tone },
        { text: aside, tone: 'muted' },
        { text: stroke, tone },
      ]}
      width={width}
    />
  )
}
