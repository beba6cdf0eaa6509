// Lists sessions: one's own in progress, or all of them.
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import { lineShape, printSessions } from './session-shape.ts'

interface Options {
  readonly all?: boolean
  readonly ended?: boolean
  readonly everyone?: boolean
  readonly search?: string
  readonly limit?: number
}

/** `deskhand session list`: [{"id","number","type","channel","state","topic","primary","customers","startedAt","endedAt"}]. */
export const run: Run<Options> = async ({ io, request }, { options }) => {
  const { sessions } = await request('session.list', {
    states: options.all ? ['waiting', 'active', 'ended'] : options.ended ? ['ended'] : ['waiting', 'active'],
    everyone: options.everyone ?? false,
    text: options.search ?? '',
    limit: options.limit ?? 200,
  })
  await printResult(io, sessions.map(lineShape), () => printSessions(io, sessions))
  return undefined
}
