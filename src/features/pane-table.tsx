// The rows of a pane as a table, moved through with the pane's own cursor.
import type { ReactElement } from 'react'
import type { Part } from '../terminal/widgets/line.tsx'
import { Table, type TableColumn } from '../terminal/widgets/table.tsx'
import type { PaneProps } from './pane.ts'

/** What a table of a pane shows. */
export interface PaneTableProps<P, R> {
  readonly pane: PaneProps<P>
  readonly rows: readonly R[]
  readonly columns: readonly TableColumn[]
  /** The content of one row, a part for each column. */
  readonly parts: (row: R) => readonly Part[]
  readonly rowKey: (row: R) => string
  readonly emptyText: string
  /** Cells; all of the pane when left out. */
  readonly height?: number
}

/** A table of a pane. */
export function PaneTable<P, R>(props: PaneTableProps<P, R>): ReactElement {
  const { pane, rows, columns, parts, rowKey, emptyText, height = pane.height } = props
  return (
    <Table
      columns={columns}
      count={rows.length}
      row={(index) => parts(rows[index] as R)} // asked for within the count
      rowKey={(index) => {
        const row = rows[index]
        return row === undefined ? String(index) : rowKey(row)
      }}
      state={pane.ui.place}
      width={pane.width}
      height={height}
      isFocused={pane.isFocused}
      emptyText={emptyText}
    />
  )
}
