// Knows the top-level window that holds an application's window, and its last place while it is hidden.
import type { Geometry, XEvent } from 'x11'
import { DeskhandError } from '../../../src/protocol/error.ts'
import type { XConnection } from './connection.ts'
import type { Properties } from './properties.ts'
import { seeTopLevel, type TopLevel, topLevelOf, unlessGone } from './top-levels.ts'
import { appWindowIds } from './window-list.ts'

/** Where an application's window is. */
export type Sight = {
  /** Whether the window, as far as the server has told, cannot be seen at all. */
  isHidden(): boolean
  note(event: XEvent): void
  /** @throws DeskhandError  `screen.lost` when the window is closed */
  look(): Promise<{ readonly window: TopLevel; readonly isHidden: boolean }>
}

/** Begins to know nothing; `look` finds out. */
export function openSight(connection: XConnection, properties: Properties, window: number): Sight {
  const { ask, client, root } = connection
  let last: TopLevel | null = null
  let isHidden = false
  const geometry = (id: number): Promise<Geometry | null> =>
    ask<Geometry>((reply) => client.GetGeometry(id, reply)).catch(unlessGone)
  /** No larger than the desktop: what is beyond cannot be seen anyway. */
  const limit = async (top: TopLevel): Promise<TopLevel> => {
    const desktop = await geometry(root)
    const { rect } = top
    const width = Math.min(rect.width, desktop?.width ?? rect.width)
    const height = Math.min(rect.height, desktop?.height ?? rect.height)
    return { ...top, rect: { ...rect, width, height } }
  }
  /** While it is hidden the window keeps its place, or is as large as it would be when it was never seen. */
  const hidden = async (id: number): Promise<TopLevel> => {
    if (last?.id === id) return last
    const at = await geometry(id)
    if (!at) throw closed()
    return {
      id,
      rect: { x: at.xPos, y: at.yPos, width: at.width, height: at.height },
      depth: at.depth,
      isUnmanaged: false,
    }
  }
  return {
    isHidden: () => isHidden,
    note({ name, wid }) {
      if (name === 'UnmapNotify' && (wid === window || wid === last?.id)) isHidden = true
    },
    async look() {
      const listed = await appWindowIds(connection, properties)
      const id = await topLevelOf(connection, window)
      if (id === null) throw closed()
      const [top, inner] = await Promise.all([id, window].map((one) => seeTopLevel(connection, one)))
      const isSeen = Boolean(top && inner)
      // Without a window manager a hidden window is not listed, but is there.
      const isManaged = (await properties.numbers(root, '_NET_SUPPORTING_WM_CHECK')).length > 0
      if (isManaged && !listed.includes(window) && !isSeen) throw closed()
      isHidden = !isSeen
      last = await limit(top && inner ? top : await hidden(id))
      return { window: last, isHidden }
    },
  }
}

function closed(): DeskhandError {
  return new DeskhandError('screen.lost', { problem: 'the window was closed' })
}
