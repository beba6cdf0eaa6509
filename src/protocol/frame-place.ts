// Where one receiver stands in a stream of frames: what may still be passed to it after something was dropped.
import { type FrameHeader, isKey, isRefresh, nextSeq } from './frame.ts'

/** What to do with one frame for one receiver. */
export type FrameVerdict = 'send' | 'drop' | 'skip'

/**
 * The place of one receiver in one channel.
 *
 * A frame builds on the one before it. So once a frame was dropped for a receiver, everything after it is dropped as
 * well until a key frame; whoever drops asks the source for a refresh. A receiver in place leaves refreshes out.
 */
export type FramePlace = {
  /** Decides over the next frame: `drop` means it is lost, `skip` that the receiver does not need it. */
  judge(header: FrameHeader, hasRoom: boolean): FrameVerdict
  /** Forgets the place: a frame that was passed could not be used after all. */
  lose(): void
  /** Whether the receiver waits for a key frame. */
  isLost(): boolean
  /** How many frames it did not get since its first. */
  dropped(): number
}

/** A receiver that has seen nothing yet, so it begins with a key frame. */
export function startFramePlace(): FramePlace {
  let last: number | null = null
  let hasBegun = false
  let dropped = 0
  return {
    judge(header, hasRoom) {
      if (isRefresh(header) && last !== null) return 'skip'
      const follows = isKey(header) || (last !== null && header.seq === nextSeq(last))
      if (follows && hasRoom) {
        last = header.seq
        hasBegun = true
        return 'send'
      }
      last = null
      if (hasBegun) dropped++
      return 'drop'
    },
    lose() {
      last = null
    },
    isLost: () => last === null,
    dropped: () => dropped,
  }
}
