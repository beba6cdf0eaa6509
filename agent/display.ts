// Which display this machine has, found out by asking it, not by believing a variable.
import type { Language } from '../src/language/catalogue.ts'
import { asDeskhandError, type DeskhandError } from '../src/protocol/error.ts'
import type { Platform, PlatformDescription, PlatformName } from './platform/platform.ts'
import type { Environment } from './state/places.ts'

/** What decides over the display. */
export interface DisplayOptions {
  readonly wanted: PlatformName | null
  readonly env: Environment
  readonly language: Language
}

/** The display, or why there is none that can be shown. */
export type FoundDisplay =
  | { readonly is: 'x11' | 'drawn'; readonly description: PlatformDescription }
  | { readonly is: 'wayland' | 'none'; readonly error: DeskhandError }

/** Opens the platform. @throws DeskhandError `screen.none` */
export async function openPlatform({ wanted, env, language }: DisplayOptions): Promise<Platform> {
  const { choosePlatform } = await import('./platform/choose.ts')
  return choosePlatform({ env, language, clock: Date.now, ...(wanted ? { wanted } : {}) })
}

/** Looks at the display once and lets go of it. */
export async function findDisplay(options: DisplayOptions): Promise<FoundDisplay> {
  try {
    const platform = await openPlatform(options)
    try {
      const description = await platform.describe()
      return { is: description.isDrawn ? 'drawn' : 'x11', description }
    } finally {
      await platform.close()
    }
  } catch (error) {
    return { is: options.env.WAYLAND_DISPLAY ? 'wayland' : 'none', error: asDeskhandError(error) }
  }
}
