// The two libraries that see and move other systems' desktops: loaded when they are wanted, missed clearly where they are not.
import type * as Screens from 'node-screenshots'
import { DeskhandError } from '../../../src/protocol/error.ts'

/** What takes pictures of monitors and windows. */
export type ScreenLibrary = Pick<typeof Screens, 'Monitor' | 'Window'>

/** What moves mouse and keyboard; names of keys are its own. */
export interface HandLibrary {
  setMouseDelay(ms: number): void
  setKeyboardDelay(ms: number): void
  getMousePos(): { readonly x: number; readonly y: number }
  moveMouse(x: number, y: number): void
  mouseToggle(way: 'up' | 'down', button: 'left' | 'middle' | 'right'): void
  /** Notches to the right and up. */
  scrollMouse(x: number, y: number): void
  keyToggle(key: string, way: 'up' | 'down'): void
  typeString(text: string): void
}

/** Both of them. */
export interface Libraries {
  readonly screens: ScreenLibrary
  readonly hands: HandLibrary
}

/**
 * Loads them. Their names are put together here so that no build carries them: they are native, and of one system each.
 *
 * @param system  `win32`, `darwin`, or `linux` in tests
 * @throws DeskhandError  `screen.none` where they are not installed
 */
export async function loadLibraries(system: NodeJS.Platform = process.platform): Promise<Libraries> {
  const load = async (name: string): Promise<unknown> => {
    const module = (await import(name)) as { readonly default?: unknown }
    return module.default ?? module
  }
  try {
    const [screens, hands] = await Promise.all([load('node-screenshots'), load(`@nut-tree-fork/libnut-${system}`)])
    const found: Libraries = { screens: screens as ScreenLibrary, hands: hands as HandLibrary } // what these packages are
    found.hands.setMouseDelay(0)
    found.hands.setKeyboardDelay(0)
    return found
  } catch (cause) {
    const problem = `the libraries node-screenshots and @nut-tree-fork/libnut-${system} are not installed`
    throw new DeskhandError('screen.none', { problem }, cause)
  }
}
