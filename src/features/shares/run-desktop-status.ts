// Says whether a customer's desktop is being seen, and by which way the pictures come.
import type { Run } from '../command.ts'
import { isoTime, printFacts, printResult } from '../shape.ts'

/** `deskhand desktop status`: {"ask","state","kind","customer","since","path","mode","info"}; "ask" null when nothing runs. */
export const run: Run = async ({ io, request, session }) => {
  const { asks, participants } = await request('session.show', { session: await session() })
  const last = asks.findLast((one) => one.kind.startsWith('desktop.'))
  const isRunning = last?.state === 'running'
  const shape = {
    ask: last?.id ?? null,
    state: last?.state ?? 'none',
    kind: last?.kind ?? null,
    customer: last?.customer ?? null,
    since: last ? isoTime(last.at) : null,
    path: isRunning ? 'relay' : null,
    mode: isRunning ? 'standard' : null,
    info: last?.info ?? {},
  }
  const name = participants.find((one) => one.id === last?.customer)?.name ?? ''
  await printResult(io, shape, () =>
    printFacts(io, [
      [io.t('cli.column.state'), shape.state],
      [io.t('cli.column.customer'), name],
      [io.t('cli.column.path'), shape.path ?? ''],
      [io.t('cli.column.mode'), shape.mode ?? ''],
    ]),
  )
  return undefined
}
