// What others draw on a share, shown on this machine's own screen for as long as it is shared.
import { type Mark, withMark } from '../../src/protocol/marks.ts'
import type { Overlay } from '../platform/platform.ts'

/** What the journal says of the marks on a share; `channel` null: of all its pictures, `author` null: of everybody. */
export type Drawing =
  | { readonly is: 'added'; readonly channel: number; readonly mark: Mark; readonly by: string }
  | { readonly is: 'removed'; readonly mark: string }
  | { readonly is: 'cleared'; readonly channel: number | null; readonly author: string | null }

type Drawn = Mark & { readonly channel: number; readonly by: string }

/**
 * The marks on this machine's screen: an overlay that is there while there are marks and somebody shares.
 *
 * Changes that come while one is being drawn are drawn together. A screen that cannot be drawn on is shared all the
 * same: those who look see the marks in their viewers.
 */
export class ScreenMarks {
  readonly #open: () => Promise<Overlay>
  readonly #sharing = new Set<AbortSignal>()
  /** Of all pictures of the share; those of this one are shown. */
  #marks: readonly Drawn[] = []
  #channel: number | null = null
  #shown: readonly Drawn[] = []
  #overlay: Overlay | null = null
  #work: Promise<void> | null = null

  constructor(open: () => Promise<Overlay>) {
    this.#open = open
  }

  /** Shows marks until `signal` is aborted; with the last one of several everything is wiped off at once. */
  join(signal: AbortSignal): void {
    if (signal.aborted) return
    this.#sharing.add(signal)
    const leave = (): void => {
      this.#sharing.delete(signal)
      if (this.#sharing.size === 0) void this.#wipe()
    }
    signal.addEventListener('abort', leave, { once: true })
  }

  change(drawing: Drawing): void {
    if (this.#sharing.size === 0) return
    this.#marks = changed(this.#marks, drawing)
    this.#look()
  }

  /** Which picture of the share this is. */
  on(channel: number): void {
    if (this.#channel === channel) return
    this.#channel = channel
    this.#marks = [...this.#marks]
    this.#look()
  }

  #look(): void {
    this.#work ??= this.#settle().finally(() => {
      this.#work = null
    })
  }

  /** Resolves when nothing of it is on the screen any more. */
  async close(): Promise<void> {
    this.#sharing.clear()
    await this.#wipe()
    await this.#work
  }

  async #wipe(): Promise<void> {
    this.#marks = []
    this.#shown = this.#marks
    await this.#hide()
  }

  async #hide(): Promise<void> {
    const overlay = this.#overlay
    this.#overlay = null
    await overlay?.close().catch(() => undefined) // what it was on is gone, and so is it
  }

  async #settle(): Promise<void> {
    while (this.#shown !== this.#marks) {
      const marks = this.#marks
      this.#shown = marks
      try {
        const mine = marks.filter(({ channel }) => channel === this.#channel)
        if (mine.length === 0) await this.#hide()
        else await this.#draw(mine)
      } catch {
        // Without a place to draw on they are seen in the viewers only; the next change tries again.
        await this.#overlay?.close().catch(() => undefined) // as it is
        this.#overlay = null
      }
    }
  }

  async #draw(marks: readonly Drawn[]): Promise<void> {
    const overlay = this.#overlay ?? (await this.#open())
    if (this.#marks.length === 0) return overlay.close() // wiped off while it opened
    this.#overlay = overlay
    await overlay.draw(marks)
  }
}

function changed(marks: readonly Drawn[], drawing: Drawing): readonly Drawn[] {
  if (drawing.is === 'added') return withMark(marks, { ...drawing.mark, channel: drawing.channel, by: drawing.by })
  if (drawing.is === 'removed') return marks.filter(({ id }) => id !== drawing.mark)
  const { channel, author } = drawing
  return marks.filter((one) => (channel ?? one.channel) !== one.channel || (author ?? one.by) !== one.by)
}
