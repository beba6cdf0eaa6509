// Whether a window above a shared one belongs to it, as its menus and dialogs do, or hides it.
import type { XConnection } from './connection.ts'
import type { Properties } from './properties.ts'
import type { TopLevel } from './top-levels.ts'
import { unlessGone } from './top-levels.ts'

/** The property that marks what Deskhand itself draws on the desktop. */
export const SIGN_PROPERTY = '_DESKHAND_SIGN'
/** The longest chain from a dialog to its dialog to the window. */
const MAX_CHAIN = 8
/** The most windows in a frame that are asked whether they are the application's. */
const MAX_INNER = 16

/**
 * What a window above a shared one is to it.
 *
 * `kin` is shown where it lies over the window, and so is a `sign` of Deskhand itself; `stranger` hides what is under it; `ghost` takes no clicks and hides
 * nothing by itself, such as the surface that a compositing manager draws all windows on.
 */
export type Kinship = 'kin' | 'sign' | 'stranger' | 'ghost'

/**
 * Judges the windows above a shared one.
 *
 * Only a window that the same connection to the X server made can be kin: that is in its id, given by the server.
 * What a window says of itself (process, group, class) could be said by any program. Of those, menus and tooltips
 * (unmanaged), and dialogs of the shared window are kin; another document of the same program is not.
 */
export function openKinship(connection: XConnection, properties: Properties, shared: number) {
  const known = new Map<number, Promise<Kinship>>()
  const owner = (id: number): number => (id & ~connection.display.resource_mask) >>> 0
  const judge = async (top: TopLevel): Promise<Kinship> => {
    if ((await properties.numbers(top.id, SIGN_PROPERTY)).length > 0) return 'sign'
    const inner = top.isUnmanaged && owner(top.id) === owner(shared) ? top.id : await appWindowIn(top.id)
    if (owner(inner) === owner(shared)) {
      if (top.isUnmanaged && inner === top.id) return 'kin'
      if (await isDialogOf(inner)) return 'kin'
    }
    return (await takesClicks(top.id)) ? 'stranger' : 'ghost'
  }
  const appWindowIn = async (frame: number): Promise<number> => {
    const { ask, client } = connection
    const tree = await ask<{ children: readonly number[] }>((reply) => client.QueryTree(frame, reply)).catch(unlessGone)
    for (const id of [frame, ...(tree?.children ?? []).slice(0, MAX_INNER)]) {
      if ((await properties.numbers(id, 'WM_STATE')).length > 0) return id
    }
    return frame
  }
  const isDialogOf = async (window: number): Promise<boolean> => {
    let [at] = await properties.numbers(window, 'WM_TRANSIENT_FOR')
    for (let step = 0; step < MAX_CHAIN && at !== undefined; step++) {
      // A dialog for the root window is one for the whole program.
      if (at === shared || at === connection.root) return true
      ;[at] = await properties.numbers(at, 'WM_TRANSIENT_FOR')
    }
    return false
  }
  const takesClicks = async (window: number): Promise<boolean> => {
    const shape = await connection.extension('shape').catch(() => null)
    if (!shape) return true
    const input = await connection
      .ask<{ rectangles: readonly unknown[] }>((reply) => shape.GetRectangles(window, shape.Kind.Input, reply))
      .catch(unlessGone)
    return input === null || input.rectangles.length > 0
  }
  return {
    of(top: TopLevel): Promise<Kinship> {
      const answer = known.get(top.id) ?? judge(top)
      known.set(top.id, answer)
      return answer
    },
    /** To be called when windows appear, disappear or change hands. */
    forget: () => known.clear(),
  }
}
