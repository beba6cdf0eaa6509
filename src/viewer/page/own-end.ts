// How the reader ended it here, so that the end is told as their own doing, and no more than came of it.
import type { ViewerStatus } from '../wire.ts'

/** `stopUntold`: stopped while the customer's machine could not be told; `youLeft`: it goes on for others. */
export type OwnEnd = 'youStopped' | 'stopUntold' | 'youLeft'

/** Keeps how it was ended. */
export type OwnEnding = {
  /** `null`: not by the reader. */
  readonly how: OwnEnd | null
  status(state: ViewerStatus['state']): void
  stop(): void
}

/**
 * Begins with nothing ended.
 *
 * @param ends  whether stopping ends what is shared, and not only this window
 * @param isOther  whether it is another's machine that has to be told
 */
export function ownEnding(ends: boolean, isOther: boolean): OwnEnding {
  let isAway = false
  let how: OwnEnd | null = null
  return {
    get how() {
      return how
    },
    status(state) {
      isAway = state === 'reconnecting'
      if (state === 'live' && how === 'stopUntold') how = 'youStopped' // it can be told now
    },
    stop() {
      if (!ends) how = 'youLeft'
      else how = isAway && isOther ? 'stopUntold' : 'youStopped'
    },
  }
}
