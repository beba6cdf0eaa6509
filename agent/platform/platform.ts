// What Deskhand needs of the machine it shares: monitors, pixels, damage, the pointer, and a notice to its owner.
import type { DeskhandError } from '../../src/protocol/error.ts'
import type { InputEvent } from '../../src/protocol/input.ts'
import type { Monitor, Rect } from '../../src/protocol/screen.ts'
import type { Application, AppWindow, Overlay, PlatformAbilities, Visibility } from './applications.ts'

export type { Application, AppWindow, Overlay, PlatformAbilities, Visibility } from './applications.ts'

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
  /** The display or the window is gone; nothing more will come. */
  failed(error: DeskhandError): void
  /** `visibility` is different now. */
  visibilityChanged?(): void
}

/** The whole desktop, one monitor by its name, or one window by its id. */
export type ScreenTarget = { readonly monitor?: string; readonly window?: string }

/**
 * A live view of a desktop, of one monitor or of one window; coordinates start at its own top left corner.
 *
 * It serves one user at a time: whoever wants a picture beside a stream opens another.
 */
export type ScreenSource = {
  readonly widthPx: number
  readonly heightPx: number
  readonly monitors: readonly Monitor[]
  /** Whether what an `Overlay` draws is in the pixels, so that viewers need not draw it again; absent means no. */
  readonly showsOverlay?: boolean
  /**
   * For a window: whether others cover it. What they cover is cross-hatched in the pixels; a minimized window keeps
   * its last picture, with hatching over it. Absent means `full`.
   */
  readonly visibility?: Visibility
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

/** Puts someone else's mouse and keyboard into this machine; places are pixels of the target it was opened for. */
export type InputSink = {
  /**
   * Does the events in order, after those given before. Places outside the picture, unknown keys and the like are
   * dropped, and so is what waits when there is too much of it.
   *
   * A key by its meaning goes down and up at once, and again with each repeat (`isDown` once more); its `isDown: false`
   * means something for modifiers only. A key by its place is held until it is let go.
   *
   * @throws DeskhandError  `screen.lost` when the display went away
   */
  apply(events: readonly InputEvent[]): Promise<void>
  /** Every held key and button goes up at once, and what waits to be done is not done. */
  releaseAll(): Promise<void>
  /** Releases everything and puts changed keyboard mappings back. */
  close(): Promise<void>
}

/** The text clipboard of this machine. */
export type Clipboard = {
  /**
   * Reads the text; empty when there is none.
   *
   * @throws DeskhandError  `clipboard.too-large` over `MAX_CLIPBOARD_BYTES`, `clipboard.silent` when the program that
   *   has it does not answer
   */
  readText(): Promise<string>
  /** @throws DeskhandError  `clipboard.too-large` over `MAX_CLIPBOARD_BYTES` in UTF-8 */
  writeText(text: string): Promise<void>
  /** Ends it; a text written stays on the clipboard no longer than this. */
  close(): Promise<void>
}

/** One way to reach this machine's screen. */
export type Platform = {
  readonly name: PlatformName
  /** @throws DeskhandError  `screen.lost` */
  describe(): Promise<PlatformDescription>
  /** @throws DeskhandError  `screen.lost` */
  abilities(): Promise<PlatformAbilities>
  /**
   * Opens the whole desktop, one monitor, or one window of `listWindows`.
   *
   * A monitor that goes away, and a window that is closed, end the source with `screen.lost`: nobody agreed to
   * anything else being shown.
   *
   * @throws DeskhandError  `screen.lost`; `screen.none` when there is no such monitor or window
   */
  openScreen(what?: ScreenTarget): Promise<ScreenSource>
  /** The windows people see, the topmost first. @throws DeskhandError  `screen.lost` */
  listWindows(): Promise<readonly AppWindow[]>
  /** The installed applications, by name. */
  listApplications(): Promise<readonly Application[]>
  /**
   * Starts an application of `listApplications` and waits for its window.
   *
   * @throws DeskhandError  `activity.failed` when there is no such application, it cannot be started or shows nothing
   */
  launch(id: string): Promise<AppWindow>
  /**
   * Prepares drawing on the real screen over the target, in the target's coordinates.
   *
   * @throws DeskhandError  `screen.lost`; `screen.none` when there is no such monitor or window
   */
  openOverlay(target: ScreenTarget): Promise<Overlay>
  /**
   * Shows a sentence at the top edge of the screen; it takes no clicks and is part of what is shared.
   *
   * @param text  one line in the customer's language, made safe by this function
   */
  showNotice(text: string): Promise<Notice>
  /**
   * Lets someone else's mouse and keyboard in.
   *
   * With a window, clicks and keys go to that window and its menus and dialogs, or nowhere: it is brought to the front
   * first when it is not.
   *
   * @throws DeskhandError  `screen.lost`; `screen.none` when there is no such monitor or window
   */
  openInput(target: ScreenTarget): Promise<InputSink>
  /**
   * Tells when the owner uses mouse or keyboard, within 50 ms and at most every 25; what an `InputSink` does is not told.
   *
   * @throws DeskhandError  `screen.lost`
   */
  watchOwner(listener: () => void): Promise<{ close(): Promise<void> }>
  /** @throws DeskhandError  `screen.lost` */
  clipboard(): Promise<Clipboard>
  close(): Promise<void>
}
