// The application windows of an X desktop, as its window manager lists them or, without one, as they lie on it.
import type { Geometry } from 'x11'
import { type AppWindow, MAX_APP_WINDOWS } from '../applications.ts'
import type { XConnection } from './connection.ts'
import type { Properties } from './properties.ts'
import { seeTopLevel, topLevelIds, topLevelOf, unlessGone } from './top-levels.ts'

const ICONIC = 3
/** Windows that are part of the desktop itself. */
const DESKTOP_TYPES = ['_NET_WM_WINDOW_TYPE_DESKTOP', '_NET_WM_WINDOW_TYPE_DOCK'] as const

/** The id of a window as other programs write it, such as `0x1400003`. */
export function writeWindowId(window: number): string {
  return `0x${window.toString(16)}`
}

/** The number of a written id, or `null` when it is none. */
export function readWindowId(id: string): number | null {
  return /^0x[0-9a-f]{1,8}$/.test(id) ? Number.parseInt(id, 16) : null
}

/** The ids of all application windows, the topmost first. */
export async function appWindowIds(connection: XConnection, properties: Properties): Promise<readonly number[]> {
  const { root } = connection
  const [check] = await properties.numbers(root, '_NET_SUPPORTING_WM_CHECK')
  if (check === undefined) return unmanagedIds(connection)
  const stacking = await properties.numbers(root, '_NET_CLIENT_LIST_STACKING')
  const ids = stacking.length > 0 ? stacking : await properties.numbers(root, '_NET_CLIENT_LIST')
  return ids.toReversed()
}

/** Without a window manager: what can be seen and would have been managed. */
async function unmanagedIds(connection: XConnection): Promise<readonly number[]> {
  const seen = await Promise.all((await topLevelIds(connection)).map((id) => seeTopLevel(connection, id)))
  return seen.flatMap((it) => (it && !it.isUnmanaged ? [it.id] : [])).toReversed()
}

/** The application windows, the topmost first, at most `MAX_APP_WINDOWS`. */
export async function listX11Windows(connection: XConnection, properties: Properties): Promise<readonly AppWindow[]> {
  const ids = (await appWindowIds(connection, properties)).slice(0, MAX_APP_WINDOWS)
  const read = await Promise.all(ids.map((id) => describeWindow(connection, properties, id)))
  return read.filter((it) => it !== null)
}

/** Describes one window, or `null` when it is closed or part of the desktop itself. */
export async function describeWindow(
  connection: XConnection,
  properties: Properties,
  id: number,
): Promise<AppWindow | null> {
  const { numbers, texts, atom } = properties
  const [top, types, states, state, names, oldNames, classes] = await Promise.all([
    topLevelOf(connection, id),
    numbers(id, '_NET_WM_WINDOW_TYPE'),
    numbers(id, '_NET_WM_STATE'),
    numbers(id, 'WM_STATE'),
    texts(id, '_NET_WM_NAME'),
    texts(id, 'WM_NAME'),
    texts(id, 'WM_CLASS'),
  ])
  const desktopTypes = await Promise.all(DESKTOP_TYPES.map(atom))
  if (top === null || types.some((type) => desktopTypes.includes(type))) return null
  const { ask, client } = connection
  const at = await ask<Geometry>((reply) => client.GetGeometry(top, reply)).catch(unlessGone)
  if (!at) return null
  return {
    id: writeWindowId(id),
    title: names[0] || oldNames[0] || '',
    application: classes[1] || classes[0] || '',
    rect: { x: at.xPos + at.borderWidth, y: at.yPos + at.borderWidth, width: at.width, height: at.height },
    isMinimized: state[0] === ICONIC || states.includes(await atom('_NET_WM_STATE_HIDDEN')),
  }
}
