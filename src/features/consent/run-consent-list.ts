// Lists what the customers of a session have permitted, and what they were asked.
import { printTable } from '../../terminal/print/print-table.ts'
import { shortTime } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import { isoTime, localeOf, printResult } from '../shape.ts'

interface Row {
  readonly kind: string
  readonly state: string
  readonly customer: string
  readonly by: string
  readonly at: number
}

/** `deskhand consent list`: {"grants":[{"kind","scope","by","customer","at"}],"asks":[{"id","kind","state","customer","by","at",…}]}. */
export const run: Run = async ({ io, request, session }) => {
  const { grants, asks, participants } = await request('session.show', { session: await session() })
  const nameOf = (id: string): string => participants.find((one) => one.id === id)?.name ?? id
  const rows: readonly Row[] = [
    ...grants.map((one) => ({ ...one, state: `granted (${one.scope})`, customer: nameOf(one.customer) })),
    ...asks.map((one) => ({ ...one, by: one.answeredBy ?? '', customer: nameOf(one.customer) })),
  ]
  const shape = {
    grants: grants.map((one) => ({ ...one, at: isoTime(one.at) })),
    asks: asks.map((one) => ({ ...one, at: isoTime(one.at) })),
  }
  await printResult(io, shape, () =>
    printTable(
      io,
      [
        { header: io.t('cli.column.kind'), value: (row: Row) => row.kind },
        { header: io.t('cli.column.state'), value: (row) => row.state },
        { header: io.t('cli.column.customer'), value: (row) => row.customer, isFlexible: true },
        { header: io.t('cli.column.answeredBy'), value: (row) => row.by },
        { header: io.t('cli.column.time'), value: (row) => shortTime(row.at, io.now(), localeOf(io)) },
      ],
      rows,
    ),
  )
  return undefined
}
