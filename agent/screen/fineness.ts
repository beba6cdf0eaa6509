// How good lossy pictures are worth being: as good as a soft picture can be for few bytes, less for one full of detail.
import { isExactImage } from '../../src/protocol/image-size.ts'
import type { ScreenPart } from '../../src/protocol/screen.ts'
import { areaPixels } from './rects.ts'

/** The quality of pictures full of detail, whose loss nobody sees while they move, and of soft ones, in which it shows. */
export const QUALITY = { detailed: 62, soft: 75 } as const
/** Bytes a pixel: a picture of fewer may be better, one of more has to do with less. */
const FEW = 0.045
const MANY = 0.055
/** The quality changes by this for each frame. */
const STEP = 2
/** Frames with less in them tell nothing, in pixels. */
const MIN_PIXELS = 65_536

/** Follows what lossy pictures take. */
export type Fineness = {
  /** The best quality that is worth its bytes, 1 to 100. */
  quality(): number
  learn(parts: readonly ScreenPart[]): void
}

/** Begins as for a picture full of detail. */
export function newFineness(): Fineness {
  let quality: number = QUALITY.detailed
  return {
    quality: () => quality,
    learn(parts) {
      let [bytes, pixels] = [0, 0]
      for (const part of parts) {
        if (part.type !== 'image' || isExactImage(part.format, part.bytes)) continue
        bytes += part.bytes.byteLength
        pixels += areaPixels(part.rect)
      }
      if (pixels < MIN_PIXELS) return
      if (bytes < pixels * FEW) quality = Math.min(QUALITY.soft, quality + STEP)
      else if (bytes > pixels * MANY) quality = Math.max(QUALITY.detailed, quality - STEP)
    },
  }
}
