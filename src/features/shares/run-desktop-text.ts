// Says as text what is on the customer's desktop, where the link is too thin for its picture.
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printFields, printResult } from '../shape.ts'

/** `deskhand desktop text`: {"ask","focused","windows"}; both null where the link is not so thin, or nobody looks. */
export const run: Run = async ({ io, request, session }) => {
  const { id, asks } = await request('session.show', { session: await session() })
  const running = asks.findLast((one) => one.state === 'running' && one.kind.startsWith('desktop.'))
  if (!running) throw new DeskhandError('activity.not-found')
  const { pictures } = await request('share.status', { session: id, ask: running.id })
  const windows = pictures[0]?.windows ?? null
  await printResult(io, { ask: running.id, focused: windows?.[0] ?? null, windows }, async () => {
    if (windows === null) await printMessage(io, io.t('cli.desktop.noText'))
    for (const title of windows ?? []) await printFields(io, [title])
  })
  return undefined
}
