// How a terminal can show pictures, told from its environment: nothing is asked of it that it might print instead.
import type { ColourDepth } from '../print/colour.ts'

/** Ways to show a picture; `none` where there are too few colours. */
export type PictureMode = 'kitty' | 'true' | '256' | 'none'

/** What a rep may set: `blocks` never sends more than characters. */
export type PictureSetting = 'auto' | 'kitty' | 'blocks' | 'off'

type Environment = Readonly<Record<string, string | undefined>>

/** Chooses the way. Inside tmux and screen pictures would not reach the terminal, characters do. */
export function pictureMode(env: Environment, colour: ColourDepth, setting: PictureSetting = 'auto'): PictureMode {
  if (setting === 'off' || colour === 'none') return 'none'
  const isInside = Boolean(env.TMUX || env.STY) || /^(screen|tmux)/.test(env.TERM ?? '')
  const isKitty = Boolean(env.KITTY_WINDOW_ID) || /kitty|ghostty/.test(`${env.TERM ?? ''} ${env.TERM_PROGRAM ?? ''}`)
  if (setting === 'kitty' || (setting === 'auto' && isKitty && !isInside)) return 'kitty'
  return colour === '16' ? 'none' : colour
}
