// The windows directly on an X desktop, from the lowest to the highest, and which of them holds an application's window.
import type { Geometry, WindowAttributes } from 'x11'
import type { Rect } from '../../../src/protocol/screen.ts'
import type { XConnection } from './connection.ts'

/** The most windows that are looked at above another one; with more of them it counts as covered all over. */
export const MAX_WINDOWS_ABOVE = 512
/** Frames around a window around a window: the deepest that is followed. */
const MAX_DEPTH = 8
const VIEWABLE = 2
const INPUT_ONLY = 2

/** A window on the desktop that can be seen. */
export type TopLevel = {
  readonly id: number
  /** Inside its border, in pixels of the desktop. */
  readonly rect: Rect
  readonly depth: number
  readonly isUnmanaged: boolean
}

/** The window directly on the desktop in which a window is: itself, or the frame of the window manager; or `null`. */
export async function topLevelOf({ ask, client, root }: XConnection, window: number): Promise<number | null> {
  let at = window
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const tree = await ask<{ parent: number }>((reply) => client.QueryTree(at, reply)).catch(unlessGone)
    if (!tree || tree.parent === 0) return null
    if (tree.parent === root) return at
    at = tree.parent
  }
  return null
}

/** What can be seen of a top-level window, or `null` when it is closed, hidden or never shows anything. */
export async function seeTopLevel({ ask, client }: XConnection, id: number): Promise<TopLevel | null> {
  const [attributes, at] = await Promise.all([
    ask<WindowAttributes>((reply) => client.GetWindowAttributes(id, reply)).catch(unlessGone),
    ask<Geometry>((reply) => client.GetGeometry(id, reply)).catch(unlessGone),
  ])
  if (!attributes || !at || attributes.mapState !== VIEWABLE || attributes.klass === INPUT_ONLY) return null
  const rect = { x: at.xPos + at.borderWidth, y: at.yPos + at.borderWidth, width: at.width, height: at.height }
  return { id, rect, depth: at.depth, isUnmanaged: attributes.overrideRedirect !== 0 }
}

/** All windows on the desktop, the lowest first. */
export async function topLevelIds({ ask, client, root }: XConnection): Promise<readonly number[]> {
  return (await ask<{ children: readonly number[] }>((reply) => client.QueryTree(root, reply))).children
}

/** The visible ones of these windows, at most `MAX_WINDOWS_ABOVE`; `null` when there are more. */
export async function seeAll(connection: XConnection, ids: readonly number[]): Promise<readonly TopLevel[] | null> {
  if (ids.length > MAX_WINDOWS_ABOVE) return null
  const seen = await Promise.all(ids.map((id) => seeTopLevel(connection, id)))
  return seen.filter((it) => it !== null)
}

/** Whether a window only takes input and never shows anything; of a closed one nobody knows. */
export async function isInputOnly({ ask, client }: XConnection, id: number): Promise<boolean> {
  const attributes = await ask<WindowAttributes>((reply) => client.GetWindowAttributes(id, reply)).catch(unlessGone)
  return attributes?.klass === INPUT_ONLY
}

/** An error of the server about one window means that the window is gone; anything else is passed on. */
export function unlessGone(error: Error & { readonly error?: number }): null {
  if (typeof error.error === 'number') return null
  throw error
}
