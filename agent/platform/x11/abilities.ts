// What an X display is able to do, asked of the display itself.
import { ABILITY_NAMES, type AbilityName, type PlatformAbilities } from '../applications.ts'
import type { XConnection } from './connection.ts'
import { openProperties } from './properties.ts'

/** Reads which extensions the server has, and which window manager and compositing manager run. */
export async function readAbilities(connection: XConnection): Promise<PlatformAbilities> {
  const { ask, client, root } = connection
  const properties = openProperties(connection)
  const found = await Promise.all(
    ABILITY_NAMES.map(async (name): Promise<readonly [AbilityName, boolean]> => {
      const { present } = await ask<{ present: number }>((reply) => client.QueryExtension(name, reply))
      return [name, present !== 0]
    }),
  )
  const has = Object.fromEntries(found) as Record<AbilityName, boolean> // one entry for each of the names
  const [check] = await properties.numbers(root, '_NET_SUPPORTING_WM_CHECK')
  const [name = ''] = check === undefined ? [] : await properties.texts(check, '_NET_WM_NAME')
  const compositor = await properties.atom('_NET_WM_CM_S0')
  const owner = await ask<number>((reply) => client.GetSelectionOwner(compositor, reply))
  return { has, windowManager: check === undefined ? null : name, hasCompositor: owner !== 0 }
}
