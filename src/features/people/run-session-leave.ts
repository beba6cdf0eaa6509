// Leaves a session; it goes on without this rep.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand session leave`: {"session","left":true}. */
export const run: Run = async ({ io, request, session }) => {
  const which = await session()
  await request('session.leave', {}, { session: which })
  await printResult(io, { session: which, left: true }, () => printMessage(io, io.t('cli.left')))
  return undefined
}
