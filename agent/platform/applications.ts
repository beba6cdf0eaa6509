// Windows and applications of a machine, signs drawn on its screen, and what it is able to do: the words for them.
import type { Mark } from '../../src/protocol/marks.ts'
import type { Rect } from '../../src/protocol/screen.ts'

/** The most windows that are listed; the topmost are kept. */
export const MAX_APP_WINDOWS = 200
/** The longest title or name that is kept, in characters. */
export const MAX_TITLE_CHARACTERS = 200
/** The most applications that are listed. */
export const MAX_APPLICATIONS = 500
/** How long a started application may take to show a window, in milliseconds. */
export const LAUNCH_TIMEOUT_MS = 15_000

/** A window of an application; what it says of itself is hostile text. */
export type AppWindow = {
  readonly id: string
  readonly title: string
  /** The application's own name for itself, such as `XTerm`; empty when it has none. */
  readonly application: string
  /** In pixels of the whole desktop, with the frame around it. */
  readonly rect: Rect
  readonly isMinimized: boolean
}

/** An installed application; its name is hostile text. */
export type Application = { readonly id: string; readonly name: string }

/** How much of a source can be seen on the machine itself. */
export type Visibility = 'full' | 'covered' | 'minimized'

/** Marks on the real screen that take no clicks. */
export type Overlay = {
  /** Shows these marks and no others; of marks outside the target only what is inside is drawn. */
  draw(marks: readonly Mark[]): Promise<void>
  close(): Promise<void>
}

/** The parts of a display that Deskhand can use, each by its own name. */
export const ABILITY_NAMES = [
  'DAMAGE',
  'XFIXES',
  'MIT-SHM',
  'RANDR',
  'XTEST',
  'XInputExtension',
  'SHAPE',
  'Composite',
] as const
/** One part of a display. */
export type AbilityName = (typeof ABILITY_NAMES)[number]

/** What a display is able to do. */
export type PlatformAbilities = {
  readonly has: Readonly<Record<AbilityName, boolean>>
  /** The window manager's name, hostile text; `null` without one. */
  readonly windowManager: string | null
  readonly hasCompositor: boolean
}
