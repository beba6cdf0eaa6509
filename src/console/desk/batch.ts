// Gathers bursts of changes into one call: at once when it was quiet, at most every `everyMs` when it is not.

/** A batched call. */
export interface Batch {
  /** Something changed. */
  mark(): void
  stop(): void
}

/**
 * Makes a batch.
 *
 * @param everyMs  the shortest time between two calls of `flush`, in milliseconds
 */
export function batch(flush: () => void, everyMs: number): Batch {
  let timer: ReturnType<typeof setTimeout> | null = null
  let last = Number.NEGATIVE_INFINITY
  const run = (): void => {
    timer = null
    last = performance.now()
    flush()
  }
  return {
    mark: () => {
      timer ??= setTimeout(run, Math.max(0, last + everyMs - performance.now()))
    },
    stop: () => {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
