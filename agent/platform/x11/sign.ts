// What every sign of Deskhand on an X desktop has in common: no clicks, above all windows, known as Deskhand's own.
import type { XConnection } from './connection.ts'
import { SIGN_PROPERTY } from './kinship.ts'
import { openProperties } from './properties.ts'
import { topLevelIds } from './top-levels.ts'

/** The longest time another window may cover a sign, in milliseconds; raising it at once could start a contest. */
const RAISE_MS = 500
const VISIBILITY_CHANGE = 0x10000
const UNOBSCURED = 0
const STACK_ABOVE = 0

/** The events a sign has to be made with. */
export const SIGN_EVENTS = VISIBILITY_CHANGE

/** Which sign lies above which: nothing may hide the one that says who is watching. */
export const SIGN_RANKS = { marks: 1, notice: 2 } as const
/** A kind of sign. */
export type SignKind = keyof typeof SIGN_RANKS

/** Signs whose ids are remembered, those that are gone included. */
const MAX_OWN = 1000
const own = new Set<number>()

/** Whether this program made the window as a sign: what signs leave behind is nobody's secret. */
export function isOwnSign(window: number): boolean {
  return own.has(window)
}

/** Lets clicks through a window and marks it as a sign. */
export async function makeSign(connection: XConnection, window: number, kind: SignKind): Promise<void> {
  own.add(window)
  for (const oldest of own) {
    if (own.size <= MAX_OWN) break
    own.delete(oldest)
  }
  const shape = await connection.extension('shape')
  shape.Rectangles(shape.Op.Set, shape.Kind.Input, window, 0, 0, [])
  await openProperties(connection).setNumber(window, SIGN_PROPERTY, SIGN_RANKS[kind])
}

/**
 * Raises a sign again when a window covers it, until the returned function is called; the sign may be another window
 * each time it is asked for.
 *
 * One that only signs of its kind or of a higher rank cover stays where it is.
 */
export async function keepAbove(
  connection: XConnection,
  current: () => number | null,
  kind: SignKind,
): Promise<() => void> {
  const { client } = connection
  const properties = openProperties(connection)
  let timer: NodeJS.Timeout | undefined
  const rest = (): void => clearTimeout(timer)
  const raise = async (): Promise<void> => {
    const [window, ids] = [current(), await topLevelIds(connection)]
    if (window === null || !ids.includes(window)) return
    for (const id of ids.slice(ids.indexOf(window) + 1)) {
      const [rank = 0] = await properties.numbers(id, SIGN_PROPERTY)
      if (rank >= SIGN_RANKS[kind]) continue
      return client.ConfigureWindow(window, { stackMode: STACK_ABOVE })
    }
  }
  connection.onLost(rest)
  connection.onEvent(({ name, wid, state }) => {
    if (name !== 'VisibilityNotify' || wid !== current() || state === UNOBSCURED || timer) return
    timer = setTimeout(() => {
      timer = undefined
      raise().catch(() => undefined) // the display is gone, which the connection tells by itself
    }, RAISE_MS)
    timer.unref()
  })
  await raise()
  return rest
}
