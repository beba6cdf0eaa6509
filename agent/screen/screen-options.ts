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
  /** `sampling` where that was chosen, and in `auto` while a film is sent as video. */
  readonly mode: 'standard' | 'sampling'
  /**
   * How a film is sent now: an RFC 6381 name as video, `jpeg` as pictures; `null` while there is none.
   *
   * In `sampling` on a machine without an encoder it is `jpeg` always.
   */
  readonly codec: string | null
  readonly colors: ColorMode
  /** What was sent within the last second. */
  readonly kbps: number
  readonly framesPerSecond: number
}
