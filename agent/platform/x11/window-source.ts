// One window of an X desktop as a screen source: it is followed wherever it goes, and nothing else gets into its picture.
import { DeskhandError } from '../../../src/protocol/error.ts'
import { MAX_CURSOR_PX, type Monitor, type Rect } from '../../../src/protocol/screen.ts'
import { intersect } from '../../screen/rects.ts'
import type { Cursor, Pixels, ScreenListener, ScreenSource, Visibility } from '../platform.ts'
import { connectX, type XConnection } from './connection.ts'
import { type Damage, openDamage } from './damage.ts'
import { openPointer, type Pointer } from './pointer.ts'
import { requireTrueColor } from './screen-source.ts'
import { openPainter, type WindowPainter } from './window-painter.ts'
import { openWindowWatch, type WindowState, type WindowWatch } from './window-watch.ts'

/** Which window of which display. */
export type WindowSourceOptions = { readonly display: string; readonly window: string }

/**
 * Opens a window, its frame included, on a connection of its own.
 *
 * A window larger than the desktop is cut to the desktop's size. The pointer is in the picture while it is over it.
 *
 * @throws DeskhandError  `screen.none` when the display cannot be reached or captured, or has no such window
 */
export async function openX11Window({ display, window }: WindowSourceOptions): Promise<ScreenSource> {
  const connection = await connectX(display)
  try {
    requireTrueColor(connection)
    const watch = await openWindowWatch(connection, window)
    const source = new WindowSource(connection, watch, await watch.look())
    await source.open()
    return source
  } catch (error) {
    await connection.close()
    throw error
  }
}

class WindowSource implements ScreenSource {
  readonly showsOverlay = true
  readonly #connection: XConnection
  readonly #watch: WindowWatch
  #state: WindowState
  #painter: WindowPainter | null = null
  #damage: Damage | null = null
  #pointer: Pointer | null = null
  #listener: ScreenListener | null = null
  #isDamagedAllOver = true
  #looking: Promise<void> | null = null
  #mustLookAgain = false
  #failure: DeskhandError | null = null

  constructor(connection: XConnection, watch: WindowWatch, state: WindowState) {
    this.#connection = connection
    this.#watch = watch
    this.#state = state
  }

  async open(): Promise<void> {
    this.#connection.onLost((error) => this.#fail(error))
    this.#painter = await openPainter(this.#connection, this.#state.window, this.#watch.doubt)
    this.#damage = await openDamage(this.#connection, () => this.#listener?.damaged())
    this.#pointer = await openPointer(this.#connection, () => this.#listener?.cursorChanged())
    this.#watch.listen({
      changed: () => this.#look(),
      closed: () => this.#fail(new DeskhandError('screen.lost', { problem: 'the window was closed' })),
    })
  }

  get widthPx(): number {
    return this.#state.window.rect.width
  }

  get heightPx(): number {
    return this.#state.window.rect.height
  }

  get monitors(): readonly Monitor[] {
    return [{ x: 0, y: 0, width: this.widthPx, height: this.heightPx, name: 'window', isPrimary: true }]
  }

  get visibility(): Visibility {
    return this.#state.visibility
  }

  listen(listener: ScreenListener): void {
    this.#listener = listener
    if (this.#failure) listener.failed(this.#failure)
  }

  async takeDamage(): Promise<readonly Rect[]> {
    const damaged = (await this.#damage?.take()) ?? []
    await this.#settled()
    const { rect } = this.#state.window
    if (this.#isDamagedAllOver) {
      this.#isDamagedAllOver = false
      return [{ ...rect, x: 0, y: 0 }]
    }
    const inside = damaged.map((one) => intersect(one, rect)).filter((one) => one !== null)
    return inside.map((one) => ({ ...one, x: one.x - rect.x, y: one.y - rect.y }))
  }

  async grab(rect: Rect): Promise<Pixels> {
    await this.#settled()
    const [painter, state] = [this.#painter, this.#state]
    if (!painter) throw new DeskhandError('screen.lost', { problem: 'it was closed' })
    if (state.visibility === 'minimized') return painter.last(rect)
    return painter.grab(rect, state, () => this.#cameSince())
  }

  /** What was painted while something happened is to be asked for again. */
  #cameSince(): readonly Rect[] | null {
    const came = this.#watch.cameSince()
    if (came === null || came.length > 0) this.#isDamagedAllOver = true
    return came
  }

  async cursor(): Promise<Cursor> {
    const pointer = this.#pointer
    if (!pointer) throw new DeskhandError('screen.lost', { problem: 'it was closed' })
    const cursor = await pointer.read()
    const { rect } = this.#state.window
    const [x, y] = [cursor.x - rect.x, cursor.y - rect.y]
    const isOver = x >= 0 && y >= 0 && x < rect.width && y < rect.height
    // What the owner points at elsewhere is not part of what is shared.
    return isOver ? { ...cursor, x, y } : { ...cursor, x: -MAX_CURSOR_PX, y: -MAX_CURSOR_PX }
  }

  close(): Promise<void> {
    this.#listener = null
    return this.#connection.close()
  }

  /** Looks where the window is now; changes while it looks make it look once more. */
  #look(): void {
    this.#mustLookAgain = true
    this.#looking ??= this.#lookUntilStill()
      .catch((error: unknown) => this.#fail(error instanceof DeskhandError ? error : lost(error)))
      .finally(() => {
        this.#looking = null
      })
  }

  async #lookUntilStill(): Promise<void> {
    while (this.#mustLookAgain && !this.#failure) {
      this.#mustLookAgain = false
      await this.#apply(await this.#watch.look())
    }
  }

  async #apply(next: WindowState): Promise<void> {
    const before = this.#state
    if (isSame(before, next) && !this.#isDamagedAllOver) return
    const isResized = !isSameSize(before.window.rect, next.window.rect) || before.window.depth !== next.window.depth
    const changes = before.visibility !== next.visibility
    if (isResized) {
      const painter = await openPainter(this.#connection, next.window, this.#watch.doubt)
      this.#painter?.close()
      this.#painter = painter
    }
    this.#state = next
    this.#isDamagedAllOver = true
    if (next.visibility === 'minimized' && (changes || isResized)) this.#painter?.markOld()
    if (changes) this.#listener?.visibilityChanged?.()
    if (isResized) this.#listener?.resized()
    else this.#listener?.damaged()
  }

  async #settled(): Promise<void> {
    await this.#looking
    if (this.#failure) throw this.#failure
  }

  #fail(error: DeskhandError): void {
    if (this.#failure) return
    this.#failure = error
    this.#listener?.failed(error)
  }
}

function lost(cause: unknown): DeskhandError {
  return new DeskhandError('screen.lost', { problem: 'the window could not be followed' }, cause)
}

/** Whether nothing has changed that could show, such as when windows move elsewhere. */
function isSame(a: WindowState, b: WindowState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function isSameSize(a: Rect, b: Rect): boolean {
  return a.width === b.width && a.height === b.height
}
