// How a screen is streamed: chosen by people, applied while it runs.
import type { ColorMode } from './colors.ts'

/** What people may choose. */
export type ScreenOptions = {
  /** `standard`: tiles; `sampling`: what moves as video; `auto`: video only where a film plays. */
  readonly mode: 'standard' | 'sampling' | 'auto'
  readonly colors: ColorMode
  /** The most kilobits a second; `null` for as many as the link takes. */
  readonly maxKbps: number | null
}

/** What a stream begins with when nobody chose. */
export const DEFAULT_SCREEN_OPTIONS: ScreenOptions = { mode: 'auto', colors: 'true', maxKbps: null }

/** What a stream is doing. */
export type ScreenDescription = {
  /** `sampling` while what moves is sent as video or, without an encoder, as lossy pictures in its place. */
  readonly mode: 'standard' | 'sampling'
  /** An RFC 6381 name while a video runs, `webp` where lossy pictures stand in for it, else `null`. */
  readonly codec: string | null
  readonly colors: ColorMode
  /** What was sent within the last second. */
  readonly kbps: number
  readonly framesPerSecond: number
}
