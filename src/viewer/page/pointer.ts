// The customer's pointer, drawn over the picture so that its moves cost a few bytes.
import type { CursorPositionPart, CursorShapePart } from '../../protocol/screen.ts'
import { element } from './element.ts'

/** The pointer over a picture. */
export type Pointer = {
  readonly node: HTMLCanvasElement
  reshape(part: CursorShapePart): void
  move(part: CursorPositionPart): void
  /** CSS pixels for one pixel of the desktop. */
  scale(factor: number): void
}

/** Makes a pointer that is not seen before it has a shape and a place. */
export function makePointer(): Pointer {
  const node = element('canvas', { class: 'pointer', aria: { hidden: 'true' } })
  node.hidden = true
  let at = { x: 0, y: 0 }
  let hot = { x: 0, y: 0 }
  let factor = 1
  let latest: CursorShapePart | null = null
  const place = (): void => {
    const [x, y] = [(at.x - hot.x) * factor, (at.y - hot.y) * factor]
    node.style.transform = `translate(${x}px, ${y}px) scale(${factor})`
  }
  return {
    node,
    reshape(part) {
      latest = part
      hot = { x: part.hotX, y: part.hotY }
      node.hidden = part.bytes.byteLength === 0
      if (node.hidden) return
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
    scale(next) {
      factor = next
      place()
    },
  }
}
