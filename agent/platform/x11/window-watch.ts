// Follows one application window: where its frame is, what lies above it, and whether it is hidden or closed.
import { DeskhandError } from '../../../src/protocol/error.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import type { Visibility } from '../platform.ts'
import type { XConnection } from './connection.ts'
import type { Doubt } from './doubt.ts'
import { keepDoubt } from './doubt-keeper.ts'
import { type Kinship, openKinship } from './kinship.ts'
import { openProperties } from './properties.ts'
import { isOwnSign } from './sign.ts'
import { isInputOnly, seeAll, type TopLevel, topLevelIds } from './top-levels.ts'
import { Trail } from './trail.ts'
import { appWindowIds, readWindowId } from './window-list.ts'
import type { Surroundings } from './window-painter.ts'
import { openSight } from './window-sight.ts'

/** A menu or dialog is shown this long after it appeared, when it has drawn itself, in milliseconds. */
export const KIN_REST_MS = 120

/** Where the window is and how it can be seen. */
export type WindowState = Surroundings & {
  readonly visibility: Visibility
  /** Another number means that more of the window can be seen without anything having been drawn. */
  readonly releases: number
}

/** A watched window. */
export type WindowWatch = {
  /** Asks the server for everything. @throws DeskhandError  `screen.lost` when the window is closed */
  look(): Promise<WindowState>
  readonly doubt: Doubt
  /** What came over the window since it was looked at, in its own pixels; `null` when it moved or was hidden itself. */
  cameSince(): readonly Rect[] | null
  listen(listener: { changed(): void; closed(): void }): void
}

/** Events after which another window may be kin, or no longer. */
const FAMILY_EVENTS: ReadonlySet<string> = new Set(['MapNotify', 'UnmapNotify', 'DestroyNotify', 'ReparentNotify'])

/**
 * Begins watching a window.
 *
 * @param id  as `listX11Windows` writes it; anything else on the display, such as the desktop itself, is refused
 * @throws DeskhandError  `screen.none`
 */
export async function openWindowWatch(connection: XConnection, id: string): Promise<WindowWatch> {
  const { client, root } = connection
  const properties = openProperties(connection)
  const window = readWindowId(id)
  if (window === null || !(await appWindowIds(connection, properties)).includes(window)) {
    throw new DeskhandError('screen.none', { problem: `there is no window ${id}` })
  }
  const { StructureNotify, SubstructureNotify, PropertyChange } = client.eventMask
  client.ChangeWindowAttributes(root, { eventMask: SubstructureNotify | PropertyChange })
  client.ChangeWindowAttributes(window, { eventMask: StructureNotify })
  const clientList = await properties.atom('_NET_CLIENT_LIST')
  const kinship = openKinship(connection, properties, window)
  const sight = openSight(connection, properties, window)
  const trail = new Trail(root)
  let listener = { changed: (): void => undefined, closed: (): void => undefined }
  let last = (await sight.look()).window
  const keeper = await keepDoubt(connection, trail, { first: last, wake: () => listener.changed() })
  let belowIds: ReadonlySet<number> = new Set()
  connection.onEvent((event) => {
    const { name, wid } = event
    if (name === 'DestroyNotify' && wid === window) return listener.closed()
    if (FAMILY_EVENTS.has(name)) kinship.forget()
    sight.note(event)
    const isOther = trail.note(event)
    const isListed = name === 'PropertyNotify' && wid === root && event.atom === clientList
    if (isOther || isListed || (name === 'CirculateNotify' && wid === root)) listener.changed()
  })
  const rest = restKin(() => listener.changed())
  const couldCover = async (other: number, ids: readonly number[]): Promise<boolean> => {
    // A new window begins above all others, so only one that was below before and is below now stayed there.
    if (belowIds.has(other) && ids.indexOf(other) < ids.indexOf(last.id)) return false
    return !isOwnSign(other) && !(await isInputOnly(connection, other))
  }
  return {
    doubt: keeper.doubt,
    async look() {
      keeper.begin()
      const { window: seen, isHidden } = await sight.look()
      last = seen
      const ids = await topLevelIds(connection)
      const at = ids.indexOf(seen.id)
      const tops = await seeAll(connection, ids.slice(at + 1))
      const judged = tops && (await Promise.all(tops.map(async (top) => ({ ...top, kinship: await kinship.of(top) }))))
      await keeper.follow({ window: seen, above: judged ?? [], couldCover: (other) => couldCover(other, ids) })
      belowIds = new Set(ids.slice(0, at))
      trail.know(seen.id, belowIds)
      const { releases } = keeper
      if (isHidden) return { window: seen, above: [], visibility: 'minimized', releases }
      const above = rest.apply(judged?.filter(({ rect }) => intersect(rect, seen.rect)) ?? null)
      const isCovered = !above || above.some((it) => it.kinship === 'stranger')
      return { window: seen, above, visibility: isCovered ? 'covered' : 'full', releases }
    },
    cameSince() {
      if (sight.isHidden() || trail.hasOverflown) return null
      const came: Rect[] = []
      for (const step of trail.steps) {
        if (step.is === 'self' || step.is === 'shown') return null
        if (step.is !== 'other' || isOwnSign(step.id)) continue
        const rect = step.rect ?? last.rect
        came.push({ ...rect, x: rect.x - last.rect.x, y: rect.y - last.rect.y })
      }
      return came
    },
    listen: (next) => {
      listener = next
    },
  }
}

type Judged = TopLevel & { readonly kinship: Kinship }

/** Lets new menus and dialogs wait: until they have drawn themselves they show what was there before. */
function restKin(wake: () => void) {
  const since = new Map<number, number>()
  return {
    apply(above: readonly Judged[] | null): readonly Judged[] | null {
      if (!above) return null
      const now = performance.now()
      const kin = above.filter((it) => it.kinship === 'kin')
      for (const id of since.keys()) if (!kin.some((it) => it.id === id)) since.delete(id)
      return above.map((it) => {
        if (it.kinship !== 'kin') return it
        const seenAt = since.get(it.id)
        if (seenAt === undefined) {
          since.set(it.id, now)
          setTimeout(wake, KIN_REST_MS).unref()
        }
        return seenAt !== undefined && now - seenAt >= KIN_REST_MS - 1 ? it : { ...it, kinship: 'stranger' }
      })
    },
  }
}
