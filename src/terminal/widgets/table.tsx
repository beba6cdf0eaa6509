// A windowed list with columns and a header line.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { cells, toWidth } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import { Line, type Part } from './line.tsx'
import { MARK_CELLS, WindowedList, type WindowedListProps } from './windowed-list.tsx'

/** One column. */
export type TableColumn = {
  /** In the reader's language. */
  readonly header: string
  /** Cells, or a share of what the fixed columns leave. */
  readonly width: number | { readonly share: number }
  readonly align?: 'right'
}

/** Properties of `Table`; the height includes the header. */
export type TableProps = Omit<WindowedListProps, 'row'> & {
  readonly columns: readonly TableColumn[]
  /** The content of one row, a part for each column; asked only for visible rows. */
  readonly row: (index: number) => readonly Part[]
}

const GAP = ' '

/** The table. */
export function Table(props: TableProps): ReactElement {
  const { columns, width, height, row, ...list } = props
  const widths = columnWidths(columns, width - MARK_CELLS)
  const header = alignParts(
    columns,
    widths,
    columns.map((column) => ({ text: column.header })),
  )
  return (
    <Box flexDirection="column" width={width} height={Math.max(0, height)}>
      {height > 0 && <Line parts={[{ text: ' '.repeat(MARK_CELLS) }, ...header]} width={width} tone="title" />}
      <WindowedList
        {...list}
        width={width}
        height={Math.max(0, height - 1)}
        row={(index) => alignParts(columns, widths, row(index))}
      />
    </Box>
  )
}

/**
 * Distributes cells among columns: fixed ones first, then by share; columns that find no room get none.
 *
 * @param width  cells for all columns and the gaps between them
 */
export function columnWidths(columns: readonly TableColumn[], width: number): readonly number[] {
  const gaps = GAP.length * Math.max(0, columns.length - 1)
  const fixed = columns.reduce((sum, column) => sum + (typeof column.width === 'number' ? column.width : 0), 0)
  const shares = columns.reduce((sum, column) => sum + (typeof column.width === 'number' ? 0 : column.width.share), 0)
  let rest = Math.max(0, width - gaps - fixed)
  let restShares = shares
  let room = Math.max(0, width)
  return columns.map((column) => {
    let wanted: number
    if (typeof column.width === 'number') wanted = column.width
    else {
      wanted = Math.round((rest * column.width.share) / restShares)
      rest -= wanted
      restShares -= column.width.share
    }
    const given = Math.max(0, Math.min(wanted, room))
    room -= given + GAP.length
    return given
  })
}

function alignParts(
  columns: readonly TableColumn[],
  widths: readonly number[],
  parts: readonly Part[],
): readonly Part[] {
  return columns.flatMap((column, i) => {
    const part = parts[i] ?? { text: '' }
    const width = widths[i] ?? 0
    if (width === 0) return []
    const text = toWidth(safeText(part.text), width, column.align ?? 'left')
    const isLast = i === columns.length - 1
    return [{ ...part, text: isLast || cells(text) === 0 ? text : text + GAP }]
  })
}
