// The other machine's pointer, drawn over the picture so that its moves cost a few bytes and one's own cost no wait.
import type { CursorPositionPart, CursorShapePart } from '../../protocol/screen.ts'
import { element } from './element.ts'

/** The pointer over a picture. */
export type Pointer = {
  readonly node: HTMLCanvasElement
  reshape(part: CursorShapePart): void
  move(part: Pick<CursorPositionPart, 'x' | 'y'>): void
  /** While one's own mouse leads, the pointer is where that is; `null` gives it back. */
  lead(place: { readonly x: number; readonly y: number } | null): void
  /** CSS pixels for one pixel of the desktop. */
  scale(factor: number): void
}

/** Makes a pointer that is not seen before it has a shape and a place. */
export function makePointer(): Pointer {
  const node = element('canvas', { class: 'pointer', aria: { hidden: 'true' } })
  node.hidden = true
  let at = { x: 0, y: 0 }
  let own: { readonly x: number; readonly y: number } | null = null
  let hot = { x: 0, y: 0 }
  let factor = 1
  let latest: CursorShapePart | null = null
  const place = (): void => {
    const { x, y } = own ?? at
    const [left, top] = [(x - hot.x) * factor, (y - hot.y) * factor]
    node.style.transform = `translate(${left}px, ${top}px) scale(${factor})`
    // The mouse's own arrow is not needed where the other machine's pointer is.
    if (node.parentElement) node.parentElement.dataset.led = String(own !== null && !node.hidden)
  }
  return {
    node,
    reshape(part) {
      latest = part
      hot = { x: part.hotX, y: part.hotY }
      node.hidden = part.bytes.byteLength === 0
      if (node.hidden) return place()
      const blob = new Blob([part.bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' }) // a view of one message
      createImageBitmap(blob).then(
        (bitmap) => {
          if (latest !== part) return
          node.width = part.widthPx
          node.height = part.heightPx
          node.getContext('2d')?.drawImage(bitmap, 0, 0)
          place()
        },
        // A pointer that cannot be decoded is not worth more than not being shown.
        () => {
          node.hidden = true
        },
      )
    },
    move(part) {
      at = part
      place()
    },
    lead(next) {
      own = next
      place()
    },
    scale(next) {
      factor = next
      place()
    },
  }
}
