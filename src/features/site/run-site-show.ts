// Shows the site's settings.
import { printTable } from '../../terminal/print/print-table.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand admin site show`: {"site.company":…}. */
export const run: Run = async ({ io, request }) => {
  const { settings } = await request('site.show', {})
  const rows = Object.entries(settings).map(([name, value]) => ({ name, value: JSON.stringify(value) ?? '' }))
  await printResult(io, settings, () =>
    printTable(
      io,
      [
        { header: io.t('cli.column.setting'), value: (row: (typeof rows)[number]) => row.name },
        { header: io.t('cli.column.value'), value: (row) => row.value, isFlexible: true },
      ],
      rows,
    ),
  )
  return undefined
}
