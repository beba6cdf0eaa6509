// Lets a customer in who waits at the door.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand session admit PARTICIPANT`: {"participant","admitted":true}. */
export const run: Run = async ({ io, request, session }, { args: [participant = ''] }) => {
  await request('session.admit', { participant, admit: true }, { session: await session() })
  await printResult(io, { participant, admitted: true }, () => printMessage(io, io.t('cli.admitted', { participant })))
  return undefined
}
