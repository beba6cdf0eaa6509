// Which platform this machine has: a real display if one answers, the drawn one if asked for, or a plain reason.
import type { Language } from '../../src/language/catalogue.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import type { Platform, PlatformDescription, PlatformName } from './platform.ts'

/** What decides over the platform. */
export type ChooseOptions = {
  /** From `--platform`; without it a real display is looked for and nothing is ever drawn. */
  readonly wanted?: PlatformName
  readonly env: Readonly<Record<string, string | undefined>>
  readonly language?: Language
  clock(): number
}

/**
 * Chooses the platform and makes sure that it answers.
 *
 * @throws DeskhandError  `screen.none` with what is missing
 */
export async function choosePlatform(options: ChooseOptions): Promise<Platform> {
  const { wanted, env, clock, language } = options
  if (wanted === 'fake') {
    const { openFakePlatform } = await import('./fake/fake-platform.ts')
    return openFakePlatform({ clock, ...(language ? { language } : {}) })
  }
  const display = env.DISPLAY
  if (!display) throw new DeskhandError('screen.none', { problem: missing(env) })
  const { x11Platform } = await import('./x11/x11-platform.ts')
  const platform = x11Platform(display)
  return withFirst(platform, await platform.describe())
}

/** Gives out what it was chosen by once, so that nobody asks the display the same thing twice in a row. */
function withFirst(platform: Platform, description: PlatformDescription): Platform {
  let first: PlatformDescription | null = description
  return {
    ...platform,
    async describe() {
      const known = first ?? (await platform.describe())
      first = null
      return known
    },
  }
}

function missing(env: ChooseOptions['env']): string {
  return env.WAYLAND_DISPLAY
    ? 'there is a Wayland display only, and Wayland does not let programs see the screen'
    : 'DISPLAY is not set, so there is no X display'
}
