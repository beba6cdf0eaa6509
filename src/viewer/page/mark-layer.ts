// The marks over the picture: all that are shared, and the one being drawn.
import type { Mark } from '../../protocol/marks.ts'
import type { ScreenSize } from '../../protocol/screen-decode.ts'
import type { NewMark } from '../wire.ts'
import { drawMark, svg } from './mark-shape.ts'

/** The layer. */
export type MarkLayer = {
  readonly node: SVGSVGElement
  resize(size: ScreenSize): void
  change(added: readonly Mark[], removed: readonly string[]): void
  clear(): void
  /** Whether the picture has the marks in it already; they can still be found by the eraser. */
  inPicture(isThere: boolean): void
  /** Shows the mark being drawn, or none. */
  draft(mark: NewMark | null): void
  /** The name of the mark under an element of the page, if it is one. */
  idOf(target: EventTarget | null): string | null
  /** The marks alone as the text of an SVG image. */
  toSvg(): string
}

/** Makes a layer without marks. */
export function makeMarkLayer(): MarkLayer {
  const shared = svg('g')
  const own = svg('g')
  const node = svg('svg', { class: 'marks', 'aria-hidden': 'true' }, shared, own)
  const byId = new Map<string, SVGGElement>()
  let draft: SVGGElement | null = null
  let isInPicture = false
  return {
    node,
    resize({ widthPx, heightPx }) {
      node.setAttribute('viewBox', `0 0 ${widthPx} ${heightPx}`)
      node.setAttribute('width', String(widthPx))
      node.setAttribute('height', String(heightPx))
    },
    change(added, removed) {
      for (const id of removed) {
        byId.get(id)?.remove()
        byId.delete(id)
      }
      for (const mark of added) {
        const drawn = drawMark(mark)
        drawn.dataset.id = mark.id
        byId.get(mark.id)?.remove()
        byId.set(mark.id, drawn)
        shared.append(drawn)
      }
    },
    clear() {
      byId.clear()
      shared.replaceChildren()
    },
    inPicture(isThere) {
      isInPicture = isThere
      shared.classList.toggle('in-picture', isThere)
    },
    draft(mark) {
      draft?.remove()
      draft = mark ? drawMark(mark) : null
      if (draft) own.append(draft)
    },
    idOf: (target) =>
      target instanceof Element ? (target.closest<SVGGElement>('g[data-id]')?.dataset.id ?? null) : null,
    toSvg() {
      const copy = node.cloneNode(true) as SVGSVGElement // of the same kind
      if (isInPicture) copy.replaceChildren()
      copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
      return new XMLSerializer().serializeToString(copy)
    },
  }
}
