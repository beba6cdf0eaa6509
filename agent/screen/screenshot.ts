// One exact picture of a screen.
import sharp from 'sharp'
import type { Rect } from '../../src/protocol/screen.ts'
import type { ScreenSource } from '../platform/platform.ts'
import { rgbOf } from './encode-rects.ts'

/** A picture, and what it is of. */
export type Screenshot = {
  /** A PNG with exactly the screen's pixels, without the pointer. */
  readonly png: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * Takes a picture of all that the source shows, or of one rectangle of it.
 *
 * @param source  one that no stream uses: a source serves one user at a time
 * @throws DeskhandError  `screen.lost` when the display went away
 */
export async function takeScreenshot(source: ScreenSource, area?: Rect): Promise<Screenshot> {
  const rect = area ?? { x: 0, y: 0, width: source.widthPx, height: source.heightPx }
  const pixels = await source.grab(rect)
  const { width: widthPx, height: heightPx } = rect
  const rgb = rgbOf({ pixels, widthPx, heightPx }, { x: 0, y: 0, width: widthPx, height: heightPx })
  const raw = { width: widthPx, height: heightPx, channels: 3 } as const
  return { png: await sharp(rgb, { raw }).png().toBuffer(), widthPx, heightPx }
}
