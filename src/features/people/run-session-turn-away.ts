// Turns a customer away who waits at the door.
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand session turn-away PARTICIPANT`: {"participant","admitted":false}. */
export const run: Run = async ({ io, request, session }, { args: [participant = ''] }) => {
  await request('session.admit', { participant, admit: false }, { session: await session() })
  await printResult(io, { participant, admitted: false }, () =>
    printMessage(io, io.t('cli.turnedAway', { participant })),
  )
  return undefined
}
