// What the console may do outside of itself: the terminal, files, other programs. Given by whoever starts it.
import type { Link } from '../../client/link.ts'
import type { ViewerWindow } from '../../features/pane.ts'

/** A window that shows a running activity. */
export interface ShownScreen {
  readonly window: ViewerWindow
  /** Hears every change, at most a few times a second. */
  onChange(listener: (window: ViewerWindow) => void): void
  close(): Promise<void>
}

/** What a screen to be shown is. */
export interface ScreenToShow {
  readonly link: Link
  readonly channel: number
  /** Whose screen it is; may be hostile text. */
  readonly title: string
  /** The rep presses stop in the window. */
  readonly stop: () => void
  /** Resolves with the reason once the activity is over. */
  readonly stopped: Promise<string>
}

/** Opens a window of this machine on a stream. Viewer and console stand on the same floor: `bin/` brings them together. */
export type ShowScreen = (screen: ScreenToShow) => Promise<ShownScreen>

/** The ports. */
export interface Ports {
  /** Puts a text of ours on the clipboard of the terminal (OSC 52). */
  copy(text: string): void
  /** Draws the rep's attention: bell and OSC 9, as configured. */
  ring(text: string): void
  /** Lends the terminal to the rep's editor. */
  edit(name: string, text: string): Promise<string>
  /** Writes a new file into the working folder, never over another; returns its path. */
  save(name: string, text: string): Promise<string>
  /** Opens an address with what this machine has for it. */
  open(url: string): Promise<void>
  readonly showScreen: ShowScreen | null
  /** Leaves the console. */
  end(code: number): void
  /** UTC milliseconds. */
  now(): number
}
