// Chooses which customer of a session is supported now.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand session focus PARTICIPANT`: {"customer"}. */
export const run: Run = async ({ io, request, session }, { args: [wanted = ''] }) => {
  const { customer } = await request('session.focus', { customer: wanted }, { session: await session() })
  await printResult(io, { customer }, () => printMessage(io, io.t('cli.focused', { customer: wanted })))
  return undefined
}
