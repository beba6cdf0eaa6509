// A live view of a desktop that tells of no change by itself: it is looked at again and again, while somebody looks.
import { asDeskhandError, DeskhandError } from '../../../src/protocol/error.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import { arrowAt } from '../fake/arrow.ts'
import { cropPixels } from '../picture.ts'
import type { ScreenListener, ScreenSource, ScreenTarget } from '../platform.ts'
import { type Capture, capture, monitorsOf } from './capture.ts'
import type { Libraries } from './libraries.ts'

/** The desktop is looked at this often, in milliseconds. */
export const LOOK_MS = 100
/** Changes that are kept apart until they are asked for. */
const MAX_DAMAGE = 64

/** Opens a view. @throws DeskhandError  `screen.none` */
export async function openPortableSource(libraries: Libraries, target: ScreenTarget): Promise<ScreenSource> {
  return new PortableSource(libraries, target, await capture(libraries.screens, target))
}

class PortableSource implements ScreenSource {
  readonly #libraries: Libraries
  readonly #target: ScreenTarget
  #seen: Capture
  #listener: ScreenListener | null = null
  #timer: NodeJS.Timeout | undefined
  #damage: Rect[] = []
  #pointer = ''
  #out = new Uint32Array(0)
  #isClosed = false

  constructor(libraries: Libraries, target: ScreenTarget, first: Capture) {
    this.#libraries = libraries
    this.#target = target
    this.#seen = first
  }

  get widthPx(): number {
    return this.#seen.widthPx
  }

  get heightPx(): number {
    return this.#seen.heightPx
  }

  get monitors() {
    const all = this.#target.window === undefined ? monitorsOf(this.#libraries.screens) : []
    if (this.#target.monitor === undefined) return all
    return all.filter(({ name }) => name === this.#target.monitor).map((one) => ({ ...one, x: 0, y: 0 }))
  }

  listen(listener: ScreenListener): void {
    this.#listener = listener
    this.#again()
  }

  async takeDamage(): Promise<readonly Rect[]> {
    return this.#damage.splice(0)
  }

  async grab(rect: Rect): Promise<Uint32Array> {
    const needs = rect.width * rect.height
    if (this.#out.length < needs) this.#out = new Uint32Array(needs)
    return cropPixels(this.#seen, rect, this.#out.subarray(0, needs))
  }

  async cursor() {
    const { place } = this.#seen
    const at = this.#libraries.hands.getMousePos()
    const { serial, shape } = arrowAt(0, 1, 1)
    return {
      x: Math.round((at.x - place.x) * place.scale),
      y: Math.round((at.y - place.y) * place.scale),
      serial,
      shape,
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #again(): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#look().then(
        () => this.#again(),
        (error: unknown) => this.#lose(error),
      )
    }, LOOK_MS).unref()
  }

  #lose(error: unknown): void {
    if (this.#isClosed) return
    const { message } = asDeskhandError(error)
    this.#listener?.failed(new DeskhandError('screen.lost', { problem: message }, error))
  }

  async #look(): Promise<void> {
    const next = await capture(this.#libraries.screens, this.#target)
    if (this.#isClosed) return
    const before = this.#seen
    this.#seen = next
    const { x, y } = await this.cursor()
    if (this.#pointer !== `${x} ${y}`) this.#listener?.cursorChanged()
    this.#pointer = `${x} ${y}`
    const isResized = next.widthPx !== before.widthPx || next.heightPx !== before.heightPx
    const changed = isResized ? whole(next) : changedRows(before, next)
    if (!changed) return
    const wasClean = this.#damage.length === 0
    this.#damage = isResized || this.#damage.length >= MAX_DAMAGE ? [whole(next)] : [...this.#damage, changed]
    if (isResized) this.#listener?.resized()
    else if (wasClean) this.#listener?.damaged()
  }
}

function whole({ widthPx, heightPx }: Capture): Rect {
  return { x: 0, y: 0, width: widthPx, height: heightPx }
}

/** The rows from the first to the last that differ; null when none does. */
function changedRows(before: Capture, next: Capture): Rect | null {
  const { widthPx, heightPx } = next
  const row = ({ pixels }: Capture, at: number): Buffer => Buffer.from(pixels.buffer, at * widthPx * 4, widthPx * 4)
  const differs = (at: number): boolean => row(before, at).compare(row(next, at)) !== 0
  let [top, bottom] = [0, heightPx - 1]
  while (top < heightPx && !differs(top)) top++
  if (top === heightPx) return null
  while (!differs(bottom)) bottom--
  return { x: 0, y: top, width: widthPx, height: bottom - top + 1 }
}
