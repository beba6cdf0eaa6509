// Makes a hub's lists anew from its journals.
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { rebuildHub } from '../../hub/care.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

/** `deskhand hub rebuild`: {"sessions"}. */
export const run: Run<PlaceOptions> = async ({ io }, { options }) => {
  const progress = progressLine(io)
  const sessions = await rebuildHub(hubPlace(io, options), (count) =>
    progress.update(io.t('cli.hub.rebuilding', { count })),
  )
  await progress.done()
  await printResult(io, { sessions }, () => printMessage(io, io.t('cli.hub.rebuilt', { count: sessions })))
  return undefined
}
