// Where input may go, and how places of a picture are places of the desktop.
import type { Rect } from '../../../../src/protocol/screen.ts'

/** A place on the whole desktop. */
export type Place = { readonly x: number; readonly y: number }

/** What input is for; places are pixels of the picture that the other side sees. */
export type InputTarget = {
  /** The place on the desktop, or `null` outside the picture. */
  place(x: number, y: number): Place | null
  /** The place on the desktop nearest to one of the picture or beside it. */
  nearest(x: number, y: number): Place
  /** Whether a click at a place of the desktop would go to the target; absent when it always does. */
  mayPress?(at: Place): Promise<boolean>
  /** Whether keys would go to the target; absent when they always do. */
  mayType?(): Promise<boolean>
  /** Stops following the target. */
  close(): void
}

/** The picture of which every place is outside. */
export const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 }

/** Places of a picture that lies on the desktop at `area()`. */
export function placesOf(area: () => Rect): Pick<InputTarget, 'place' | 'nearest'> {
  const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value))
  return {
    place(x, y) {
      const at = area()
      return x >= 0 && y >= 0 && x < at.width && y < at.height ? { x: at.x + x, y: at.y + y } : null
    },
    nearest(x, y) {
      const at = area()
      return { x: at.x + within(x, at.width), y: at.y + within(y, at.height) }
    },
  }
}
