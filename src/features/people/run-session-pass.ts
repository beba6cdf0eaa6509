// Passes control of a session to an assisting rep, or takes it back from one.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand session pass PARTICIPANT`: {"primary"}. */
export const run: Run = async ({ io, request, session }, { args: [to = ''] }) => {
  const { primary } = await request('session.pass', { to }, { session: await session() })
  await printResult(io, { primary }, () => printMessage(io, io.t('cli.passed', { to })))
  return undefined
}
