// How a terminal can show pictures, as far as its environment tells and the rep wants.
import type { ColourDepth } from '../print/colour.ts'

/** Ways to show a picture; `none` where there are too few colours. */
export type PictureMode = 'kitty' | 'sixel' | 'true' | '256' | 'none'

/** What a rep may set: `auto` asks the terminal for sixel, `blocks` never sends more than characters. */
export type PictureSetting = 'auto' | 'kitty' | 'sixel' | 'blocks' | 'off'

type Environment = Readonly<Record<string, string | undefined>>

/** Chooses the way. Inside tmux and screen kitty's pictures would not reach the terminal, characters do. */
export function pictureMode(env: Environment, colour: ColourDepth, setting: PictureSetting = 'auto'): PictureMode {
  if (setting === 'off' || colour === 'none') return 'none'
  const isInside = Boolean(env.TMUX || env.STY) || /^(screen|tmux)/.test(env.TERM ?? '')
  const isKitty = Boolean(env.KITTY_WINDOW_ID) || /kitty|ghostty/.test(`${env.TERM ?? ''} ${env.TERM_PROGRAM ?? ''}`)
  if (setting === 'kitty' || setting === 'sixel') return setting
  if (setting === 'auto' && isKitty && !isInside) return 'kitty'
  return colour === '16' ? 'none' : colour
}

/** Whether the terminal is to be asked for more than its environment tells: for sixel, or for how large its cells are. */
export function isAsked(mode: PictureMode, colour: ColourDepth, setting: PictureSetting = 'auto'): boolean {
  return mode === 'sixel' || (setting === 'auto' && mode !== 'kitty' && colour !== 'none')
}
