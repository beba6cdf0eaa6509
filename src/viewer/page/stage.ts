// How large the picture is in the window: fitted, or one picture pixel to one screen pixel; and what lies over it.
import type { ScreenSize } from '../../protocol/screen-decode.ts'
import { element } from './element.ts'
import { makePointer, type Pointer } from './pointer.ts'

/** The two sizes of the picture. */
export type View = 'fit' | 'actual'

/** The picture and the pointer in the window. */
export type Stage = {
  readonly node: HTMLElement
  /** What is as large as the picture and takes the mouse. */
  readonly sheet: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly pointer: Pointer
  readonly size: ScreenSize
  /** The desktop has another size. */
  resize(size: ScreenSize): void
  /** An empty canvas for another screen. */
  renew(): void
  show(view: View): void
  readonly view: View
  dim(isDim: boolean): void
  describe(text: string): void
  /** Puts a layer over the picture, under the pointer. */
  cover(layer: Element): void
  /** The pixel of the picture under a point of the window, or the nearest one. */
  placeOf(point: { readonly clientX: number; readonly clientY: number }): { readonly x: number; readonly y: number }
}

/** Makes an empty stage that fits the window. */
export function makeStage(): Stage {
  let canvas = element('canvas', { class: 'picture', aria: { role: 'img' } })
  const pointer = makePointer()
  const sheet = element('div', { class: 'sheet' }, canvas, pointer.node)
  const node = element('main', { class: 'stage', data: { view: 'fit' } }, sheet)
  node.tabIndex = 0
  sheet.hidden = true
  let size: ScreenSize = { widthPx: 1, heightPx: 1 }
  let view: View = 'fit'

  const lay = (): void => {
    const actual = 1 / window.devicePixelRatio
    const fit = Math.min(node.clientWidth / size.widthPx, node.clientHeight / size.heightPx)
    const factor = view === 'actual' ? actual : fit
    sheet.style.width = `${size.widthPx * factor}px`
    sheet.style.height = `${size.heightPx * factor}px`
    // Enlarged to whole multiples, pixels stay sharp; otherwise they are smoothed.
    const isWhole = Math.abs(factor / actual - Math.round(factor / actual)) < 0.001
    canvas.style.imageRendering = isWhole ? 'pixelated' : 'auto'
    pointer.scale(factor)
  }
  new ResizeObserver(lay).observe(node)
  window.addEventListener('resize', lay)

  return {
    node,
    sheet,
    get canvas() {
      return canvas
    },
    pointer,
    get size() {
      return size
    },
    resize(next) {
      size = next
      sheet.hidden = false
      lay()
    },
    renew() {
      const next = element('canvas', { class: 'picture', aria: { role: 'img', label: canvas.ariaLabel ?? '' } })
      canvas.replaceWith(next)
      canvas = next
      sheet.hidden = true
      pointer.node.hidden = true
    },
    show(next) {
      view = next
      node.dataset.view = next
      lay()
    },
    get view() {
      return view
    },
    dim(isDim) {
      node.dataset.dim = String(isDim)
    },
    describe: (text) => canvas.setAttribute('aria-label', text),
    cover: (layer) => pointer.node.before(layer),
    placeOf({ clientX, clientY }) {
      const box = canvas.getBoundingClientRect()
      const within = (part: number, whole: number, pixels: number): number =>
        Math.max(0, Math.min(pixels - 1, Math.floor((part * pixels) / whole)))
      return {
        x: within(clientX - box.left, box.width, size.widthPx),
        y: within(clientY - box.top, box.height, size.heightPx),
      }
    },
  }
}
