// Shows the customer's system information.
import { DeskhandError } from '../../protocol/error.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printText } from '../../terminal/print/print-message.ts'
import { printTable } from '../../terminal/print/print-table.ts'
import type { Run } from '../command.ts'
import { isoTime, printResult } from '../shape.ts'
import { findSnapshot, type Snapshot } from './find-snapshot.ts'
import { CATEGORIES, type Category } from './protocol.ts'
import { cellText, columnsOf, rowsOf } from './rows.ts'

interface Options {
  readonly category?: readonly string[]
  readonly refresh?: boolean
}

/** `deskhand sysinfo show`: {"collectedAt","categories":{"os":{…},…}}; `--category` keeps only those named. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const wanted = readCategories(io, options.category)
  const snapshot = await findSnapshot(context, options.refresh ?? false)
  const kept = Object.fromEntries(wanted.map((name) => [name, snapshot.categories[name]]))
  await printResult(io, { collectedAt: isoTime(snapshot.collectedAt), categories: kept }, async () => {
    for (const category of wanted) await showCategory(io, snapshot, category)
  })
  return undefined
}

function readCategories(io: Io, names: readonly string[] | undefined): readonly Category[] {
  if (!names) return CATEGORIES
  const unknown = names.find((name) => !CATEGORIES.includes(name as Category))
  if (unknown !== undefined)
    throw new DeskhandError('usage', {
      problem: io.t('cli.sysinfo.category', { name: unknown, names: CATEGORIES.join(', ') }),
    })
  return names as Category[] // each was found in the list
}

async function showCategory(io: Io, { categories }: Snapshot, category: Category): Promise<void> {
  const rows = rowsOf(categories, category)
  const columns = columnsOf(rows)
  if (io.isOutputTty) await printText(io, `\n${category}`)
  const first = io.isOutputTty ? [] : [{ header: '', value: () => category }]
  await printTable(
    io,
    [
      ...first,
      ...columns.map((name) => ({
        header: name,
        value: (row: (typeof rows)[number]) => cellText(row[name]),
        isFlexible: true,
      })),
    ],
    rows,
  )
}
