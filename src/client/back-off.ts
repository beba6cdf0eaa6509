// How long to wait before trying a hub again: exponential, with full jitter so that many programs do not come at once.

/** The longest first wait, in milliseconds. */
export const BACK_OFF_FIRST_MS = 250
/** The longest wait of all, in milliseconds. */
export const BACK_OFF_MAX_MS = 15_000

/**
 * The wait before try number `attempt`.
 *
 * @param attempt  1 for the first try after a failure
 * @param random   0 ≤ x < 1
 * @see AWS Architecture Blog, "Exponential Backoff and Jitter": full jitter
 */
export function backOffMs(attempt: number, random: number): number {
  const most = Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** Math.min(attempt - 1, 30))
  return random * most
}
