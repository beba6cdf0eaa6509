// Shows the notes of a session.
import { printText } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

/** `deskhand note show`: {"session","number","text"}. */
export const run: Run = async ({ io, request, session }) => {
  const { id, number, notes } = await request('session.show', { session: await session() })
  await printResult(io, { session: id, number, text: notes }, () => printText(io, notes))
  return undefined
}
