// What happened around a shared window, in the order in which it happened: who lay where, where it was, what it drew.
import type { XEvent } from 'x11'
import type { Rect } from '../../../src/protocol/screen.ts'

/** The most entries that are kept; with more, all of the window is in doubt. */
export const MAX_TRAIL = 5000
/** The most windows whose place is remembered. */
const MAX_PLACES = 4096

/** One thing that happened; places are pixels of the desktop, `drawn` is in pixels of the window. */
export type Step =
  | { readonly is: 'other'; readonly id: number; readonly rect: Rect | null }
  | { readonly is: 'self'; readonly rect: Rect }
  | { readonly is: 'shown' }
  | { readonly is: 'drawn'; readonly rect: Rect }

/** Records events until they are taken. */
export class Trail {
  #steps: Step[] = []
  #hasOverflown = false
  readonly #places = new Map<number, Rect>()
  /** Windows that are known not to be shown. */
  readonly #hidden = new Set<number>()
  readonly #root: number
  #top = 0
  #below: ReadonlySet<number> = new Set()

  constructor(root: number) {
    this.#root = root
  }

  /** Says which top-level window is the shared one, and which lie below it. */
  know(top: number, below: Iterable<number>): void {
    this.#top = top
    this.#below = new Set(below)
  }

  /** Remembers an event. @returns whether something could look different because of it */
  note(event: XEvent): boolean {
    const { name } = event
    if (name === 'ConfigureNotify') return event.wid === this.#root && this.#noteMove(event, event.wid1 ?? 0)
    if (name === 'CreateNotify' && event.wid !== undefined) {
      this.#remember(event.wid, rectOf(event))
      this.#hidden.add(event.wid)
    }
    if (name === 'UnmapNotify' && event.wid !== undefined) this.#hidden.add(event.wid)
    if (name === 'DestroyNotify' && event.wid !== undefined) {
      this.#places.delete(event.wid)
      this.#hidden.delete(event.wid)
    }
    if (name === 'MapNotify' && event.wid !== undefined && event.event === this.#root) {
      this.#hidden.delete(event.wid)
      if (event.wid === this.#top) this.#add({ is: 'shown' })
      else this.#add({ is: 'other', id: event.wid, rect: this.#places.get(event.wid) ?? null })
    }
    return name === 'MapNotify' || name === 'UnmapNotify' || name === 'DestroyNotify' || name === 'ReparentNotify'
  }

  /** Remembers that the window was drawn. */
  noteDrawn(rect: Rect): void {
    this.#add({ is: 'drawn', rect })
  }

  /** Gives what was recorded, and begins anew; `null` when it was too much to keep. */
  take(): readonly Step[] | null {
    const steps = this.#hasOverflown ? null : this.#steps
    this.#steps = []
    this.#hasOverflown = false
    return steps
  }

  /** What was recorded and not taken yet. */
  get steps(): readonly Step[] {
    return this.#steps
  }

  get hasOverflown(): boolean {
    return this.#hasOverflown
  }

  #noteMove(event: XEvent, id: number): boolean {
    const rect = rectOf(event)
    this.#remember(id, rect)
    if (this.#hidden.has(id) && id !== this.#top) return false
    if (id === this.#top) {
      this.#add({ is: 'self', rect })
      return true
    }
    // The event names the window that is directly below; one that stays below the shared one cannot cover it.
    const isRaised =
      event.aboveSibling !== undefined && event.aboveSibling !== 0 && !this.#below.has(event.aboveSibling)
    if (this.#below.has(id) && !isRaised) return false
    this.#add({ is: 'other', id, rect })
    return true
  }

  #remember(id: number, rect: Rect): void {
    if (this.#places.size >= MAX_PLACES) {
      this.#places.clear()
      this.#hidden.clear()
    }
    this.#places.set(id, rect)
  }

  #add(step: Step): void {
    if (this.#steps.length < MAX_TRAIL) this.#steps.push(step)
    else this.#hasOverflown = true
  }
}

/** The place inside the border, as an event tells it. */
function rectOf({ x = 0, y = 0, width = 0, height = 0, borderWidth = 0 }: XEvent): Rect {
  return { x: x + borderWidth, y: y + borderWidth, width, height }
}
