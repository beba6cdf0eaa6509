// Shows one session in full.
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { detailShape, printSession } from './session-shape.ts'

/** `deskhand session show`: the session with its people, grants, asks and notes. */
export const run: Run = async ({ io, request, session }) => {
  const detail = await request('session.show', { session: await session() })
  await printResult(io, detailShape(detail), () => printSession(io, detail))
  return undefined
}
