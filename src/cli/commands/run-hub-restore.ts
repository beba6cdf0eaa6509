// Reads a backup into an empty hub.
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { restoreHub } from '../../hub/care.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

/** `deskhand hub restore FILE`: {"file","restored":true}. */
export const run: Run<PlaceOptions> = async ({ io }, { args: [file = ''], options }) => {
  await restoreHub(hubPlace(io, options), file)
  await printResult(io, { file, restored: true }, () => printMessage(io, io.t('cli.hub.restored', { file })))
  return undefined
}
