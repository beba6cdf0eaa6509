// Lists what the customer can download now.
import { printTable } from '../../terminal/print/print-table.ts'
import { sizeText } from '../../terminal/text/size-text.ts'
import { dateAndTime } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import { isoTime, localeOf, printResult } from '../shape.ts'

/** `deskhand file ls`: [{"id","name","bytes","sha256","customer","by","at","downloads"}]. */
export const run: Run = async (context) => {
  const { io } = context
  const { files } = await context.request('file.list', { session: await context.session() })
  const shape = files.map(({ file: id, name, bytes, sha256, customer, by, at, downloads }) => ({
    id,
    name,
    bytes,
    sha256,
    customer,
    by,
    at: isoTime(at),
    downloads,
  }))
  await printResult(io, shape, () =>
    printTable(
      io,
      [
        { header: io.t('cli.column.id'), value: (one) => one.file },
        { header: io.t('cli.column.name'), value: (one) => one.name, isFlexible: true },
        {
          header: io.t('cli.column.size'),
          value: (one) => (io.isOutputTty ? sizeText(one.bytes) : one.bytes),
          align: 'right',
        },
        { header: io.t('cli.column.downloads'), value: (one) => one.downloads, align: 'right' },
        { header: io.t('cli.column.time'), value: (one) => dateAndTime(one.at, localeOf(io)) },
      ],
      files,
    ),
  )
  return undefined
}
