// What came before the first page was there: the newest key frame and what builds on it, so that a page shows it at once.
import { isKey, peekHeader } from '../../protocol/frame.ts'

/** Frames that are kept; a picture that needs more is asked for again. */
export const MAX_EARLY_FRAMES = 8
/** Bytes that are kept. */
export const MAX_EARLY_BYTES = 16 * 1024 * 1024

/** Frames that wait for a page. */
export type EarlyFrames = {
  keep(frame: Uint8Array): void
  /** Gives them up, in order; none when there were too many. */
  take(): readonly Uint8Array[]
}

/** Keeps nothing until there is a key frame. */
export function earlyFrames(): EarlyFrames {
  let frames: Uint8Array[] = []
  let sizeBytes = 0
  const forget = (): void => {
    frames = []
    sizeBytes = 0
  }
  return {
    keep(frame) {
      const peeked = peekHeader(frame)
      if (!peeked.ok) return
      const begins = isKey(peeked.header)
      if (begins) forget()
      else if (frames.length === 0) return
      frames.push(frame)
      sizeBytes += frame.byteLength
      if (frames.length > MAX_EARLY_FRAMES || sizeBytes > MAX_EARLY_BYTES) forget()
    },
    take() {
      const taken = frames
      forget()
      return taken
    },
  }
}
