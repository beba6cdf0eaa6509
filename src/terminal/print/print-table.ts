// Prints rows: an aligned table for people at a terminal, tab-separated lines for everything else.
import { cells, cut, padEnd, padStart } from '../text/cells.ts'
import { safeText } from '../text/safe-text.ts'
import { asArrived, type Untrusted } from '../text/untrusted.ts'
import { paint } from './colour.ts'
import { type Io, write } from './io.ts'

/** One column of a printed table. */
export type PrintColumn<Row> = {
  /** Already in the reader's language. */
  readonly header: string
  readonly value: (row: Row) => string | number | Untrusted
  /** Numbers and sizes stand at the right. */
  readonly align?: 'right'
  /** May be cut when the table is wider than the terminal; without any such column the widest is cut. */
  readonly isFlexible?: boolean
}

const GAP = '  '
/** A column is never squeezed below this many cells. */
const COLUMN_MIN_CELLS = 4
/** One cell of a table is never wider than this many cells, whatever the terminal. */
const COLUMN_MAX_CELLS = 400
const SPELLED: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * Prints a table. In a pipe there are no headers, no colours and nothing is cut; tabs and line breaks inside values
 * are spelled `\t`, `\n`, `\r`, so that every row is one line and every value one field.
 */
export async function printTable<Row>(
  io: Io,
  columns: readonly PrintColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const grid = rows.map((row) => columns.map((column) => spelled(column.value(row))))
  if (!io.isOutputTty) {
    for (const line of grid) if (!(await write(io.stdout, `${line.join('\t')}\n`))) return
    return
  }
  const headers = columns.map((column) => safeText(column.header))
  const widths = fitWidths(columns, [headers, ...grid], io.columns)
  const line = (values: readonly string[]) => alignRow(columns, widths, values)
  await write(io.stdout, `${paint(io.colour, 'bold', line(headers))}\n`)
  for (const values of grid) if (!(await write(io.stdout, `${line(values)}\n`))) return
}

function spelled(value: string | number | Untrusted): string {
  const text = typeof value === 'number' ? String(value) : asArrived(value)
  return safeText(text.replace(/[\t\n\r]/g, (c) => SPELLED[c] ?? c))
}

function alignRow<Row>(
  columns: readonly PrintColumn<Row>[],
  widths: readonly number[],
  values: readonly string[],
): string {
  const parts = values.map((value, i) => {
    const width = widths[i] ?? 0
    return columns[i]?.align === 'right' ? padStart(cut(value, width), width) : padEnd(cut(value, width), width)
  })
  return parts.join(GAP).trimEnd()
}

function fitWidths<Row>(
  columns: readonly PrintColumn<Row>[],
  grid: readonly (readonly string[])[],
  room: number,
): readonly number[] {
  const widths = columns.map((_, i) =>
    Math.min(
      COLUMN_MAX_CELLS,
      grid.reduce((most, row) => Math.max(most, cells(row[i] ?? '')), 0),
    ),
  )
  const canShrink = (i: number, anyColumn: boolean) =>
    (widths[i] ?? 0) > COLUMN_MIN_CELLS && (anyColumn || columns[i]?.isFlexible === true)
  let excess = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (columns.length - 1) - room
  for (const anyColumn of [false, true]) {
    while (excess > 0) {
      const candidates = widths.map((width, i) => (canShrink(i, anyColumn) ? width : 0))
      const widest = candidates.indexOf(Math.max(...candidates))
      if ((candidates[widest] ?? 0) === 0) break
      widths[widest] = (widths[widest] ?? 0) - 1
      excess -= 1
    }
  }
  return widths
}
