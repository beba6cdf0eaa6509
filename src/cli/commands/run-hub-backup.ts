// Writes everything a hub has into one file, while it works.
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { backupHub } from '../../hub/care.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

/** `deskhand hub backup FILE`: {"file","lines","bytes"}. */
export const run: Run<PlaceOptions> = async ({ io }, { args: [file = ''], options }) => {
  const written = await backupHub(hubPlace(io, options), file)
  await printResult(io, { file, ...written }, () => printMessage(io, io.t('cli.written', { file })))
  return undefined
}
