// Paints what may be seen of one window: its visible pixels, its menus and dialogs, and hatching over all else.
import type { Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import type { Pixels } from '../platform.ts'
import type { XConnection } from './connection.ts'
import type { Doubt } from './doubt.ts'
import { openGrabber } from './grabber.ts'
import { makeBrushes } from './hatch.ts'
import type { Kinship } from './kinship.ts'
import type { TopLevel } from './top-levels.ts'

/** A shared window among the others. */
export type Surroundings = {
  readonly window: TopLevel
  /** The visible windows above it, the lowest first; `null` when they are too many, and then all of it is hidden. */
  readonly above: readonly (TopLevel & { readonly kinship: Kinship })[] | null
}

/** The picture of one window at one size. */
export type WindowPainter = {
  /**
   * Takes the pixels of a rectangle as they are now.
   *
   * @param cameSince  asked once they are taken: what came over the window meanwhile is hatched too, in pixels of the
   *   window; `null` throws them away and gives the last ones
   */
  grab(rect: Rect, surroundings: Surroundings, cameSince: () => readonly Rect[] | null): Promise<Pixels>
  /** Takes the last pixels again. */
  last(rect: Rect): Promise<Pixels>
  /** Draws hatch lines over the last picture, so that it is seen to be old. */
  markOld(): void
  close(): void
}

/**
 * Prepares painting a window of a given size.
 *
 * No pixel of another program can get into the picture, whatever moves at the same time. The picture is hatched first;
 * then the server itself copies the window over it, and it copies nothing that other windows hide (CopyArea from a
 * window, X protocol: "regions obscured are not copied"), in one step that nothing can come between. Where a
 * compositing manager keeps every window in a memory of its own, the copy is whole but still the window's own, and
 * what lies above is hatched by its shape afterwards. What others left behind, see `Doubt`, is hatched as well.
 */
export async function openPainter(
  connection: XConnection,
  { rect, depth }: TopLevel,
  doubt: Doubt,
): Promise<WindowPainter> {
  const { client, root, display } = connection
  const { width, height } = rect
  const [fresh, shown] = [client.AllocID(), client.AllocID()]
  client.CreatePixmap(fresh, root, depth, width, height)
  client.CreatePixmap(shown, root, depth, width, height)
  const brushes = makeBrushes(client, fresh, depth, display.bitmap_bit_order === 0)
  client.PolyFillRectangle(shown, brushes.hatch, [0, 0, width, height])
  const grabber = await openGrabber(connection, { widthPx: width, heightPx: height, drawable: shown })
  const paint = await openBrushwork(connection, { canvas: fresh, doubt, ...brushes })
  return {
    async grab(part, surroundings, cameSince) {
      paint(part, surroundings)
      // The server tells of a change before it answers what was asked after the change.
      await connection.sync()
      const came = cameSince()
      if (came) {
        for (const { x, y, width, height } of came.flatMap((it) => intersect(it, part) ?? [])) {
          client.PolyFillRectangle(fresh, brushes.hatch, [x, y, width, height])
        }
        client.CopyArea(fresh, shown, brushes.copy, part.x, part.y, part.x, part.y, part.width, part.height)
      }
      return grabber.grab(part)
    },
    last: (part) => grabber.grab(part),
    markOld: () => client.PolyFillRectangle(shown, brushes.lines, [0, 0, width, height]),
    close() {
      grabber.close()
      for (const context of Object.values(brushes)) client.FreeGC(context)
      for (const pixmap of [fresh, shown]) client.FreePixmap(pixmap)
    },
  }
}

type Brushwork = (part: Rect, surroundings: Surroundings) => void

async function openBrushwork(
  connection: XConnection,
  { canvas, doubt, hatch, clipped, copy }: ReturnType<typeof makeBrushes> & { canvas: number; doubt: Doubt },
): Promise<Brushwork> {
  const { client } = connection
  const fixes = await connection.extension('fixes')
  const region = client.AllocID()
  fixes.CreateRegion(region, [])
  const copyFrom = (id: number, { x, y, width, height }: Rect, at: { x: number; y: number }): void =>
    client.CopyArea(id, canvas, copy, x - at.x, y - at.y, x, y, width, height)
  const hide = (id: number, { x, y, width, height }: Rect, at: { x: number; y: number }): void => {
    const shape = client.AllocID()
    fixes.CreateRegionFromWindow(shape, id, fixes.WindowRegionKind.Bounding)
    fixes.SetGCClipRegion(clipped, shape, at.x, at.y)
    fixes.DestroyRegion(shape)
    client.PolyFillRectangle(canvas, clipped, [x, y, width, height])
  }
  return (part, { window, above }) => {
    client.PolyFillRectangle(canvas, hatch, [part.x, part.y, part.width, part.height])
    if (above === null) return
    copyFrom(window.id, part, { x: 0, y: 0 })
    if (doubt.exists()) {
      fixes.SetGCClipRegion(clipped, doubt.region, 0, 0)
      client.PolyFillRectangle(canvas, clipped, [part.x, part.y, part.width, part.height])
    }
    for (const { id, rect, depth, kinship } of above) {
      const at = { x: rect.x - window.rect.x, y: rect.y - window.rect.y }
      const over = intersect(part, { ...rect, ...at })
      if (!over || kinship === 'ghost') continue
      // The server copies between pictures of the same depth only.
      if ((kinship === 'kin' || kinship === 'sign') && depth === window.depth) copyFrom(id, over, at)
      else hide(id, over, at)
    }
  }
}
