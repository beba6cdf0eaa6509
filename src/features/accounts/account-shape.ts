// How an account is shown to scripts and to people.
import type { z } from 'zod'
import type { Io } from '../../terminal/print/io.ts'
import { printTable } from '../../terminal/print/print-table.ts'
import { shortTime } from '../../terminal/text/time.ts'
import { isoTime, localeOf } from '../shape.ts'
import type { account } from './protocol.ts'

type Account = z.output<typeof account>

/** {"id","email","name","role","state","createdAt","sessionMode","view"}; `sessionMode` null: as the site says. */
export function accountShape(one: Account): Record<string, unknown> {
  const { id, email, name, role, state, createdAt, sessionMode, view } = one
  return { id, email, name, role, state, createdAt: isoTime(createdAt), sessionMode, view }
}

/** Prints accounts as a table. */
export async function printAccounts(io: Io, accounts: readonly Account[]): Promise<void> {
  await printTable(
    io,
    [
      { header: io.t('cli.column.email'), value: (one: Account) => one.email },
      { header: io.t('cli.column.name'), value: (one) => one.name, isFlexible: true },
      { header: io.t('cli.column.role'), value: (one) => one.role },
      { header: io.t('cli.column.state'), value: (one) => one.state },
      { header: io.t('cli.column.since'), value: (one) => shortTime(one.createdAt, io.now(), localeOf(io)) },
      { header: io.t('cli.column.id'), value: (one) => one.id },
    ],
    accounts,
  )
}
