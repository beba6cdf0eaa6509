// Marks on the drawn desktop: drawn over whatever is looked at, so that nothing has to be put back when they go.
import { MAX_MARKS, type Mark } from '../../../src/protocol/marks.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import { drawMark, marksExtent } from '../marks-picture.ts'
import type { Picture } from '../picture.ts'
import type { Overlay } from '../platform.ts'

/** All overlays of the drawn desktop. */
export type FakeOverlays = {
  open(area: Rect, damage: (rects: readonly Rect[]) => void): Overlay
  /** Draws the marks over a picture of a part of the desktop. */
  drawOn(picture: Picture, part: Rect): void
}

/** Makes the place for overlays. */
export function openFakeOverlays(): FakeOverlays {
  const open = new Map<Overlay, { readonly area: Rect; readonly marks: readonly Mark[] }>()
  const extent = (area: Rect, marks: readonly Mark[]): Rect | null => {
    const around = marksExtent(marks, { ...area, x: 0, y: 0 })
    return around && { ...around, x: around.x + area.x, y: around.y + area.y }
  }
  return {
    open(area, damage) {
      const show = async (marks: readonly Mark[]): Promise<void> => {
        const before = open.get(overlay)?.marks ?? []
        if (marks.length > 0) open.set(overlay, { area, marks })
        else open.delete(overlay)
        damage([extent(area, before), extent(area, marks)].filter((it) => it !== null))
      }
      const overlay: Overlay = { draw: (marks) => show(marks.slice(-MAX_MARKS)), close: () => show([]) }
      return overlay
    },
    drawOn(picture, part) {
      for (const { area, marks } of open.values()) {
        const both = intersect(area, part)
        if (!both) continue
        const [dx, dy] = [area.x - part.x, area.y - part.y]
        for (const mark of marks) {
          drawMark(mark, { ...both, x: both.x - area.x, y: both.y - area.y }, (y, x, end) => {
            const row = (y + dy) * picture.widthPx + dx
            picture.pixels.fill(mark.color, row + x, row + end)
          })
        }
      }
    },
  }
}
