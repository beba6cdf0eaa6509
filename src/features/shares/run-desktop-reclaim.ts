// Takes mouse and keyboard of the rep's own machine back from the customer, who goes on seeing it (DSK-10, APP-20).
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

const GIVEN = ['desktop.share-control', 'app.share-control']

/** `deskhand desktop reclaim`: {"asks","reclaimed":true}. */
export const run: Run = async ({ io, request, session }) => {
  const { id, asks } = await request('session.show', { session: await session() })
  const given = asks.filter((one) => GIVEN.includes(one.kind) && one.state === 'running')
  if (given.length === 0) throw new DeskhandError('activity.not-found')
  for (const { id: ask } of given) await request('share.reclaim', { ask }, { session: id })
  const shape = { asks: given.map((one) => one.id), reclaimed: true }
  await printResult(io, shape, () => printMessage(io, io.t('cli.desktop.reclaimed')))
  return undefined
}
