// Lists the own tokens.
import { printTable } from '../../terminal/print/print-table.ts'
import { shortTime } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import type { RequestReply } from '../requests.ts'
import { isoTime, localeOf, printResult } from '../shape.ts'

type Token = RequestReply<'token.list'>['tokens'][number]

/** `deskhand token list`: [{"id","name","scopes","createdAt","expiresAt"}]. */
export const run: Run = async ({ io, request }) => {
  const { tokens } = await request('token.list', {})
  const shapes = tokens.map(({ id, name, scopes, createdAt, expiresAt }) => {
    return { id, name, scopes, createdAt: isoTime(createdAt), expiresAt: isoTime(expiresAt) }
  })
  const when = (at: number): string => shortTime(at, io.now(), localeOf(io))
  await printResult(io, shapes, () =>
    printTable(
      io,
      [
        { header: io.t('cli.column.id'), value: (one: Token) => one.id },
        { header: io.t('cli.column.name'), value: (one) => one.name, isFlexible: true },
        { header: io.t('cli.column.scopes'), value: (one) => one.scopes.join(',') },
        { header: io.t('cli.column.since'), value: (one) => when(one.createdAt) },
        { header: io.t('cli.column.until'), value: (one) => when(one.expiresAt) },
      ],
      tokens,
    ),
  )
  return undefined
}
