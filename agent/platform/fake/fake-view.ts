// A look at the drawn desktop or at one of its windows.
import type { Monitor, Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import { hatchRect } from '../hatching.ts'
import { cropPixels, newPicture, type Picture } from '../picture.ts'
import type { Cursor, ScreenListener, ScreenSource } from '../platform.ts'
import type { FakeOverlays } from './fake-overlays.ts'

/** The part of the drawn desktop that is looked at. */
export type Part = {
  readonly area: Rect
  readonly monitor: Monitor
  /** What others cover of it, in pixels of the desktop. */
  covered(): readonly Rect[]
}

/** One who looks; `at` is where the pointer was last. */
export type View = { readonly listener: ScreenListener; damage: Rect[]; at: string }

/** What a look needs of the platform. */
export type ViewParts = {
  readonly part: Part
  readonly overlays: FakeOverlays
  cursor(): Cursor
  look(view: View): void
  lookAway(view: View | null): void
}

/** Opens a source on a part of the picture. */
export function openView(picture: Picture, { part, overlays, cursor, look, lookAway }: ViewParts): ScreenSource {
  const { area, monitor } = part
  const pixels = new Uint32Array(area.width * area.height)
  let view: View | null = null
  return {
    widthPx: area.width,
    heightPx: area.height,
    monitors: [monitor],
    showsOverlay: true,
    get visibility() {
      return part.covered().length > 0 ? 'covered' : 'full'
    },
    listen(listener) {
      lookAway(view)
      view = { listener, damage: [], at: '' }
      look(view)
    },
    async takeDamage() {
      const taken = view?.damage ?? []
      if (view) view.damage = []
      const inside = taken.map((rect) => intersect(rect, area)).filter((rect) => rect !== null)
      return inside.map((rect) => ({ ...rect, x: rect.x - area.x, y: rect.y - area.y }))
    },
    async grab(rect) {
      const there = { ...rect, x: rect.x + area.x, y: rect.y + area.y }
      const seen = { ...newPicture(0, 0), widthPx: rect.width, heightPx: rect.height }
      const cut = { ...seen, pixels: cropPixels(picture, there, pixels) }
      for (const one of part.covered()) hatchRect(cut, { ...one, x: one.x - there.x, y: one.y - there.y })
      overlays.drawOn(cut, there)
      return cut.pixels
    },
    async cursor() {
      const at = cursor()
      return { ...at, x: at.x - area.x, y: at.y - area.y }
    },
    async close() {
      lookAway(view)
      view = null
    },
  }
}
