// Input for one window: clicks only where the window or its menus and dialogs are on top, keys only with their focus.
import { DeskhandError } from '../../../../src/protocol/error.ts'
import type { Rect } from '../../../../src/protocol/screen.ts'
import type { XConnection } from '../connection.ts'
import { openKinship } from '../kinship.ts'
import { openProperties } from '../properties.ts'
import { seeTopLevel, topLevelOf } from '../top-levels.ts'
import { readWindowId } from '../window-list.ts'
import { type InputTarget, NOWHERE, type Place, placesOf } from './places.ts'

/** How long a window that was asked to come to the front may take, in milliseconds. */
export const RAISE_TIMEOUT_MS = 500
const LOOK_AGAIN_MS = 10
/** A request of someone at the machine rather than of a program, which window managers heed. */
const FROM_A_PERSON = 2
/** Up to here a focus is no window but a rule. */
const POINTER_ROOT = 1
const CLIENT_MESSAGE = 33
const SUBSTRUCTURE = 0x180000

/** @throws DeskhandError  `screen.none` when there is no such window */
export async function openWindowTarget(connection: XConnection, id: string): Promise<InputTarget> {
  const window = readWindowId(id)
  const first = window === null ? null : await topLevelOf(connection, window)
  if (window === null || first === null) throw new DeskhandError('screen.none', { problem: `there is no window ${id}` })
  const { client, root } = connection
  const properties = openProperties(connection)
  const activate = await properties.atom('_NET_ACTIVE_WINDOW')
  let area = NOWHERE
  const look = async (): Promise<number> => {
    const top = (await topLevelOf(connection, window)) ?? 0
    area = (top === 0 ? null : await seeTopLevel(connection, top))?.rect ?? NOWHERE
    return top
  }
  await look()
  client.ChangeWindowAttributes(root, { eventMask: client.eventMask.SubstructureNotify })
  const close = connection.onEvent(({ name }) => {
    if (WINDOW_EVENTS.has(name)) look().catch(() => undefined) // the display is gone: nothing is clicked any more
  })

  /** Whether a window on the desktop is the one this is for, its menu or its dialog. */
  const isOurs = async (topLevel: number, ours: number): Promise<boolean> => {
    if (topLevel === ours) return true
    const seen = await seeTopLevel(connection, topLevel)
    return seen !== null && (await openKinship(connection, properties, window).of(seen)) === 'kin'
  }
  const isOnTop = async ({ x, y }: Place): Promise<boolean> => {
    const ours = await look()
    if (!contains(area, x, y)) return false
    // The server's own answer: it counts windows that cannot be seen and lets through what takes no clicks.
    const { child } = await connection.ask<{ child: number }>((reply) =>
      client.TranslateCoordinates(root, root, x, y, reply),
    )
    return child !== 0 && isOurs(child, ours)
  }
  const hasFocus = async (): Promise<boolean> => {
    const { focus } = await connection.ask<{ focus: number }>((reply) => client.GetInputFocus(reply))
    const topLevel = focus > POINTER_ROOT ? await topLevelOf(connection, focus) : null
    return topLevel !== null && isOurs(topLevel, await look())
  }
  const ask = (): void => {
    const event = Buffer.alloc(32)
    event.writeUInt8(CLIENT_MESSAGE, 0)
    event.writeUInt8(32, 1)
    event.writeUInt32LE(window, 4)
    event.writeUInt32LE(activate, 8)
    event.writeUInt32LE(FROM_A_PERSON, 12)
    client.SendEvent(root, 0, SUBSTRUCTURE, event)
  }
  /** Asks for the window to come to the front when it is not there, and waits a moment for it. */
  const soon = async (isSo: () => Promise<boolean>): Promise<boolean> => {
    if (await isSo()) return true
    ask()
    const end = performance.now() + RAISE_TIMEOUT_MS
    while (performance.now() < end) {
      if (await isSo()) return true
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
    return false
  }
  return {
    ...placesOf(() => area),
    mayPress: (at) => soon(() => isOnTop(at)),
    mayType: () => soon(hasFocus),
    close,
  }
}

const WINDOW_EVENTS: ReadonlySet<string> = new Set([
  'ConfigureNotify',
  'ReparentNotify',
  'MapNotify',
  'UnmapNotify',
  'DestroyNotify',
])

function contains(area: Rect, x: number, y: number): boolean {
  return x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height
}
