// Saves the customer's system information as a text file, always with all categories.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { isoTime, localeOf, printResult } from '../shape.ts'
import { writeFileWhole } from '../write-file.ts'
import { findSnapshot } from './find-snapshot.ts'
import { CATEGORIES } from './protocol.ts'
import { sysinfoText } from './sysinfo-text.ts'

interface Options {
  readonly out?: string
  readonly refresh?: boolean
}

/** `deskhand sysinfo save`: {"file","bytes","collectedAt","categories":[…]}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const { session, collectedAt, customer, categories } = await findSnapshot(context, options.refresh ?? false)
  const { number, participants } = await context.request('session.show', { session })
  const file = options.out ?? `sysinfo-${number}.txt`
  const name = participants.find((one) => one.id === customer)?.name ?? customer
  const given = { t: io.t, locale: localeOf(io) }
  const bytes = await writeFileWhole(file, [sysinfoText({ collectedAt, ask: '', categories }, name, given)])
  const shape = { file, bytes, collectedAt: isoTime(collectedAt), categories: CATEGORIES }
  await printResult(io, shape, () => printMessage(io, io.t('cli.written', { file })))
  return undefined
}
