// What changed on an X desktop, as the server reports it.
import type { Region } from 'x11'
import { DeskhandError } from '../../../src/protocol/error.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import type { XConnection } from './connection.ts'

/** The rectangles of the desktop that changed since they were taken before. */
export type Damage = { take(): Promise<readonly Rect[]> }

/**
 * Begins watching the desktop; `damaged` is told once until the damage is taken.
 *
 * @throws DeskhandError  `screen.none` when the server cannot report changes
 */
export async function openDamage(connection: XConnection, damaged: () => void): Promise<Damage> {
  const { ask, client, root } = connection
  const missing = (cause: unknown): never => {
    throw new DeskhandError('screen.none', { problem: 'the X server does not report changes (DAMAGE, XFIXES)' }, cause)
  }
  const fixes = await connection.extension('fixes').catch(missing)
  const damage = await connection.extension('damage').catch(missing)
  const [damageId, region] = [client.AllocID(), client.AllocID()]
  fixes.CreateRegion(region, [])
  damage.Create(damageId, root, damage.ReportLevel.NonEmpty)
  connection.onEvent(({ name, drawable }) => name === 'DamageNotify' && drawable === root && damaged())
  return {
    async take() {
      damage.Subtract(damageId, 0, region)
      return (await ask<Region>((reply) => fixes.FetchRegion(region, reply))).rectangles
    },
  }
}
