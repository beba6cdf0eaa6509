// Joins a session of another rep as an assistant.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand session assist NUMBER`: {"session","number","participant"}. */
export const run: Run = async ({ io, request }, { args: [which = ''] }) => {
  const { session, number, participant } = await request('session.assist', { session: which })
  await printResult(io, { session, number, participant }, () => printMessage(io, io.t('cli.assisting', { number })))
  return undefined
}
