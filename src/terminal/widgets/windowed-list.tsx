// A list of any length of which only the visible rows exist.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { Line, type Part, type Parts } from './line.tsx'
import { clampList, type ListState } from './list-state.ts'

/** Properties of `WindowedList`. */
export type WindowedListProps = {
  /** How many rows there are. */
  readonly count: number
  /** The content of one row; asked only for visible ones. */
  readonly row: (index: number) => Parts
  /** A stable name of a row. */
  readonly rowKey?: (index: number) => string
  readonly state: ListState
  /** Cells and lines of the list; never more are drawn. */
  readonly width: number
  readonly height: number
  readonly isFocused: boolean
  /** Shown instead of rows, in the reader's language. */
  readonly emptyText: string
}

/** Cells the cursor's mark takes at the start of a row. */
export const MARK_CELLS = 2
const MARKS = { focused: '▸ ', idle: '▹ ', none: '  ' } as const

/** The list; the cursor's row carries a mark, filled where the list has the focus, besides its colour. */
export function WindowedList(props: WindowedListProps): ReactElement {
  const { count, width, height, isFocused } = props
  const { cursor, top } = clampList(props.state, { count, height })
  const last = Math.min(count, top + Math.max(0, height))
  const lines: ReactElement[] = []
  for (let index = top; index < last; index++) {
    const isCursor = index === cursor
    const mark = isCursor ? (isFocused ? MARKS.focused : MARKS.idle) : MARKS.none
    const parts = [{ text: mark }, ...asList(props.row(index))]
    const tone = isCursor && isFocused ? { tone: 'selected' as const } : {}
    lines.push(<Line key={props.rowKey?.(index) ?? index} parts={parts} width={width} {...tone} />)
  }
  if (count === 0 && height > 0)
    lines.push(<Line key="empty" parts={[{ text: MARKS.none + props.emptyText, tone: 'muted' }]} width={width} />)
  return (
    <Box flexDirection="column" width={width} height={Math.max(0, height)}>
      {lines}
    </Box>
  )
}

function asList(parts: Parts): readonly Part[] {
  return Array.isArray(parts) ? (parts as readonly Part[]) : [{ text: parts as string }] // isArray loses readonly
}
