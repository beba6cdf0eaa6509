// Brings a hub's database up to date.
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { migrateHub } from '../../hub/care.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

/** `deskhand hub migrate`: {"migrations":[…]}. */
export const run: Run<PlaceOptions> = async ({ io }, { options }) => {
  const migrations = await migrateHub(hubPlace(io, options))
  await printResult(io, { migrations }, () =>
    printMessage(io, io.t('cli.hub.migrated', { names: migrations.join(', ') || '–' })),
  )
  return undefined
}
