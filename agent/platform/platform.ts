// What Deskhand needs of the machine it shares: monitors, pixels, damage, the pointer, and a notice to its owner.
import type { DeskhandError } from '../../src/protocol/error.ts'
import type { Monitor, Rect } from '../../src/protocol/screen.ts'

/** The names of the ways to reach a screen. */
export const PLATFORM_NAMES = ['x11', 'fake'] as const
/** One way to reach a screen. */
export type PlatformName = (typeof PLATFORM_NAMES)[number]

/** What this machine's screen can do, for `doctor` and for the hub. */
export type PlatformDescription = {
  readonly name: PlatformName
  readonly widthPx: number
  readonly heightPx: number
  readonly monitors: readonly Monitor[]
  /** Whether the pictures are drawn by Deskhand instead of taken from a real display. */
  readonly isDrawn: boolean
  /** Whether pixels come through shared memory; otherwise over the display's socket, about ten times slower. */
  readonly hasFastCapture: boolean
}

/**
 * Pixels of a rectangle, row after row without gaps, one `0xXXRRGGBB` each; the top byte means nothing.
 *
 * The memory belongs to the source and is overwritten by its next `grab`.
 */
export type Pixels = Uint32Array

/** The pointer's picture, straight alpha RGBA, row after row. */
export type CursorShape = {
  readonly widthPx: number
  readonly heightPx: number
  readonly hotX: number
  readonly hotY: number
  readonly rgba: Uint8Array
}

/** Where the pointer is and how it looks. */
export type Cursor = {
  readonly x: number
  readonly y: number
  /** Another number means another picture. */
  readonly serial: number
  readonly shape: CursorShape
}

/** What a screen source tells its one listener. */
export type ScreenListener = {
  /** Something may have changed: ask `takeDamage()`. Not repeated until it was asked. */
  damaged(): void
  /** The pointer moved or looks different: ask `cursor()`. */
  cursorChanged(): void
  /** `widthPx`, `heightPx` or `monitors` are different now, and everything is damaged. */
  resized(): void
  /** The display is gone; nothing more will come. */
  failed(error: DeskhandError): void
}

/**
 * A live view of a desktop or of one monitor; coordinates start at its own top left corner.
 *
 * It serves one user at a time: whoever wants a picture beside a stream opens another.
 */
export type ScreenSource = {
  readonly widthPx: number
  readonly heightPx: number
  readonly monitors: readonly Monitor[]
  /** Begins reporting to `listener`, in place of the one before. */
  listen(listener: ScreenListener): void
  /**
   * Gives the rectangles that changed since it was asked before, and forgets them.
   *
   * Ask before `grab`: what changes in between is reported again.
   *
   * @throws DeskhandError  `screen.lost`
   */
  takeDamage(): Promise<readonly Rect[]>
  /**
   * Takes the pixels of a rectangle inside the screen.
   *
   * @throws DeskhandError  `screen.lost` when the display went away
   */
  grab(rect: Rect): Promise<Pixels>
  /** @throws DeskhandError  `screen.lost` when the display went away */
  cursor(): Promise<Cursor>
  close(): Promise<void>
}

/** A sign on the customer's own screen for as long as it is open. */
export type Notice = { close(): Promise<void> }

/** One way to reach this machine's screen. */
export type Platform = {
  readonly name: PlatformName
  /** @throws DeskhandError  `screen.lost` */
  describe(): Promise<PlatformDescription>
  /**
   * Opens the whole desktop, or one monitor by its name.
   *
   * @throws DeskhandError  `screen.lost`; `screen.none` when no monitor has that name
   */
  openScreen(what?: { readonly monitor?: string }): Promise<ScreenSource>
  /**
   * Shows a sentence at the top edge of the screen; it takes no clicks and is part of what is shared.
   *
   * @param text  one line in the customer's language, made safe by this function
   */
  showNotice(text: string): Promise<Notice>
  close(): Promise<void>
}
