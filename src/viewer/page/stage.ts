// How large the picture is in the window: fitted, or one picture pixel to one screen pixel.
import type { ScreenSize } from '../../protocol/screen-decode.ts'
import { element } from './element.ts'
import { makePointer, type Pointer } from './pointer.ts'

/** The two sizes of the picture. */
export type View = 'fit' | 'actual'

/** The picture and the pointer in the window. */
export type Stage = {
  readonly node: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly pointer: Pointer
  /** The desktop has another size. */
  resize(size: ScreenSize): void
  show(view: View): void
  readonly view: View
  dim(isDim: boolean): void
  describe(text: string): void
}

/** Makes an empty stage that fits the window. */
export function makeStage(): Stage {
  const canvas = element('canvas', { class: 'picture', aria: { role: 'img' } })
  const pointer = makePointer()
  const sheet = element('div', { class: 'sheet' }, canvas, pointer.node)
  const node = element('main', { class: 'stage', data: { view: 'fit' } }, sheet)
  node.tabIndex = 0
  sheet.hidden = true
  let size: ScreenSize = { widthPx: 1, heightPx: 1 }
  let view: View = 'fit'

  const lay = (): void => {
    const actual = 1 / window.devicePixelRatio
    const fit = Math.min(window.innerWidth / size.widthPx, window.innerHeight / size.heightPx)
    const factor = view === 'actual' ? actual : fit
    sheet.style.width = `${size.widthPx * factor}px`
    sheet.style.height = `${size.heightPx * factor}px`
    // Enlarged to whole multiples, pixels stay sharp; otherwise they are smoothed.
    const isWhole = Math.abs(factor / actual - Math.round(factor / actual)) < 0.001
    canvas.style.imageRendering = isWhole ? 'pixelated' : 'auto'
    pointer.scale(factor)
  }
  window.addEventListener('resize', lay)

  return {
    node,
    canvas,
    pointer,
    resize(next) {
      size = next
      sheet.hidden = false
      lay()
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
  }
}
