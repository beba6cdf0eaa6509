// What the console may do outside of itself: the terminal, files, other programs. Given by whoever starts it.
import type { Link } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import type { CommandContext } from '../../features/command.ts'
import type { OwnApp, OwnPlan, ViewerWindow } from '../../features/pane.ts'
import type { Pictures } from '../../terminal/pictures/pictures.ts'

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
  /** The session's, as the console follows it; it outlives the window. */
  readonly mirror: Mirror
  /** What upgrades the share goes on under the same number. */
  readonly channel: number
  /** Whose screen it is; may be hostile text. */
  readonly title: string
  /** The rep presses stop in the window. */
  readonly stop: () => void
  /** What was drawn in the window did not come about. */
  readonly failed: (error: unknown) => void
}

/** Opens a window of this machine on a stream. Viewer and console stand on the same floor: `bin/` brings them together. */
export type ShowScreen = (screen: ScreenToShow) => Promise<ShownScreen>

/** A share of this machine, after the customer's yes. */
export interface OwnScreenToShow {
  readonly link: Link
  readonly mirror: Mirror
  readonly ask: string
  readonly kind: OwnPlan['kind']
  readonly target: { readonly monitor: number | null } | { readonly window: string }
  /** What it is called for the customer. */
  readonly title: string
  /** Who sees it, for the notice on this screen; hostile text. */
  readonly customer: string
  /** Ends it. */
  readonly signal: AbortSignal
}

/** The screen of this machine. Given by `bin/`, which brings it and the console together. */
export interface OwnScreens {
  /** What can be shown: windows, and with `isAll` what is installed as well. @throws DeskhandError `screen.none`, … */
  listApps(isAll: boolean): Promise<readonly OwnApp[]>
  /** Starts an application and waits for its window. @returns the window's id */
  launch(id: string): Promise<string>
  /** Shows it until `signal` aborts or it is over. */
  show(screen: OwnScreenToShow): Promise<void>
}

/** A share whose newest picture is kept. */
export interface WatchedScreen {
  /** The newest picture, fitted into so many pixels with black around it; null before the first. */
  look(widthPx: number, heightPx: number): Promise<{ rgb(): Promise<Uint8Array>; png(): Promise<Uint8Array> } | null>
  close(): void
}

/** Watches a share for its newest picture. Viewer and console stand on the same floor: `bin/` brings them together. */
export type WatchScreen = (screen: {
  readonly link: Link
  readonly session: string
  readonly channel: number
}) => WatchedScreen

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
  /** Sends bytes to a route of the hub, for the account that is signed in. */
  readonly send: CommandContext['send'] | null
  readonly showScreen: ShowScreen | null
  readonly ownScreens: OwnScreens | null
  readonly watchScreen: WatchScreen | null
  /** How this terminal shows pictures. */
  readonly pictures: Pictures
  /** Whether another program has the terminal. */
  isLent(): boolean
  /** Writes a sequence of our own making to the terminal, beside what is drawn. */
  write(sequence: string): void
  /** Leaves the console. */
  end(code: number): void
  /** UTC milliseconds. */
  now(): number
}
