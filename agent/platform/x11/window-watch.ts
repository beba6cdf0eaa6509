// Follows one application window: where its frame is, what lies above it, and whether it is hidden or closed.
import type { Geometry, XEvent } from 'x11'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { intersect } from '../../screen/rects.ts'
import type { Visibility } from '../platform.ts'
import type { XConnection } from './connection.ts'
import { openKinship } from './kinship.ts'
import { openProperties, type Properties } from './properties.ts'
import { seeAbove, seeTopLevel, type TopLevel, topLevelOf } from './top-levels.ts'
import { appWindowIds, readWindowId } from './window-list.ts'
import type { Surroundings } from './window-painter.ts'

/** Where the window is and how it can be seen. */
export type WindowState = Surroundings & { readonly visibility: Visibility }

/** A watched window. */
export type WindowWatch = {
  /** Asks the server for everything. @throws DeskhandError  `screen.lost` when the window is closed */
  look(): Promise<WindowState>
  /** Whether the window, as far as the server has told, cannot be seen at all; then its pixels are not its own. */
  isHidden(): boolean
  listen(listener: { changed(): void; closed(): void }): void
}

/** Events after which another window may be kin, or no longer. */
const FAMILY_EVENTS: ReadonlySet<string> = new Set(['MapNotify', 'UnmapNotify', 'DestroyNotify', 'ReparentNotify'])
/** Events after which windows lie differently. */
const MOVE_EVENTS: ReadonlySet<string> = new Set([...FAMILY_EVENTS, 'ConfigureNotify', 'CirculateNotify'])

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
  let listener = { changed: (): void => undefined, closed: (): void => undefined }
  connection.onEvent((event) => {
    const { name, wid } = event
    if (name === 'DestroyNotify' && wid === window) return listener.closed()
    if (FAMILY_EVENTS.has(name)) kinship.forget()
    sight.note(event)
    if (MOVE_EVENTS.has(name)) listener.changed()
    else if (name === 'PropertyNotify' && wid === root && event.atom === clientList) listener.changed()
  })
  return {
    async look() {
      const { window: seen, isHidden } = await sight.look()
      if (isHidden) return { window: seen, above: [], visibility: 'minimized' }
      const tops = await seeAbove(connection, seen.id)
      const over = tops?.filter(({ rect }) => intersect(rect, seen.rect)) ?? null
      const above = over && (await Promise.all(over.map(async (top) => ({ ...top, kinship: await kinship.of(top) }))))
      const isCovered = !above || above.some((it) => it.kinship === 'stranger')
      return { window: seen, above, visibility: isCovered ? 'covered' : 'full' }
    },
    isHidden: sight.isHidden,
    listen: (next) => {
      listener = next
    },
  }
}

/** Knows the top-level window that holds the watched one, and its last place while it is hidden. */
function openSight(connection: XConnection, properties: Properties, window: number) {
  const { ask, client, root } = connection
  let last: TopLevel | null = null
  let isHidden = false
  const limit = async (top: TopLevel): Promise<TopLevel> => {
    const desktop = await ask<Geometry>((reply) => client.GetGeometry(root, reply))
    const { rect } = top
    const width = Math.min(rect.width, desktop.width)
    const height = Math.min(rect.height, desktop.height)
    return { ...top, rect: { ...rect, width, height } }
  }
  /** While it is hidden the window keeps its place, or is as large as it says when it was never seen. */
  const hidden = async (): Promise<TopLevel> => {
    if (last) return last
    const at = await ask<Geometry>((reply) => client.GetGeometry(window, reply))
    const rect = { x: at.xPos, y: at.yPos, width: at.width, height: at.height }
    return { id: window, rect, depth: at.depth, isUnmanaged: false }
  }
  return {
    isHidden: () => isHidden,
    note({ name, wid }: XEvent): void {
      if (name === 'UnmapNotify' && (wid === window || wid === last?.id)) isHidden = true
    },
    async look(): Promise<{ window: TopLevel; isHidden: boolean }> {
      const listed = await appWindowIds(connection, properties)
      const id = await topLevelOf(connection, window)
      const [top, inner] = id === null ? [] : await Promise.all([id, window].map((one) => seeTopLevel(connection, one)))
      const isSeen = Boolean(top && inner)
      // Without a window manager a hidden window is not listed, but is there.
      const isManaged = (await properties.numbers(root, '_NET_SUPPORTING_WM_CHECK')).length > 0
      if (id === null || (isManaged && !listed.includes(window) && !isSeen)) {
        throw new DeskhandError('screen.lost', { problem: 'the window was closed' })
      }
      isHidden = !isSeen
      last = await limit(top && inner ? top : await hidden())
      return { window: last, isHidden }
    },
  }
}
