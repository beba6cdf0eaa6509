// The part of a shared window whose pixels may be somebody else's, kept by the X server as a region.
import type { Region } from 'x11'
import type { Rect } from '../../../src/protocol/screen.ts'
import type { XConnection } from './connection.ts'

/**
 * What is in doubt, in pixels of the window.
 *
 * On a plain desktop all windows share the memory of the screen. When one leaves another, its pixels stay there until
 * that one draws itself: at once for most programs, never for one that hangs. So what was covered stays in doubt until
 * the window is known to have been drawn there.
 */
export type Doubt = {
  readonly region: number
  /** False when certainly nothing is in doubt. */
  exists(): boolean
  add(rect: Rect): void
  /** Adds the shape of another window whose inside begins at `at`. */
  addShape(window: number, at: { readonly x: number; readonly y: number }): void
  /** The window was drawn here. */
  clear(rect: Rect): void
  /** Asks the server whether anything is left. */
  settle(): Promise<void>
}

/** Begins without any doubt. */
export async function openDoubt({ ask, client, extension }: XConnection): Promise<Doubt> {
  const fixes = await extension('fixes')
  const [region, other] = [client.AllocID(), client.AllocID()]
  fixes.CreateRegion(region, [])
  let mayExist = false
  return {
    region,
    exists: () => mayExist,
    add(rect) {
      mayExist = true
      fixes.CreateRegion(other, [rect])
      fixes.UnionRegion(region, other, region)
      fixes.DestroyRegion(other)
    },
    addShape(window, { x, y }) {
      mayExist = true
      // Of a window that is closed meanwhile there is no shape: then the server refuses all four, and it covers nothing.
      fixes.CreateRegionFromWindow(other, window, fixes.WindowRegionKind.Bounding)
      fixes.TranslateRegion(other, x, y)
      fixes.UnionRegion(region, other, region)
      fixes.DestroyRegion(other)
    },
    clear(rect) {
      if (!mayExist) return
      fixes.CreateRegion(other, [rect])
      fixes.SubtractRegion(region, other, region)
      fixes.DestroyRegion(other)
    },
    async settle() {
      if (!mayExist) return
      const { rectangles } = await ask<Region>((reply) => fixes.FetchRegion(region, reply))
      mayExist = rectangles.length > 0
    },
  }
}
