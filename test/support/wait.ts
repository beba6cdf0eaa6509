// Waiting in tests: for a condition, with a deadline, never for a time.

/** How long a test waits for something to become true, unless it says otherwise, in milliseconds. */
export const DEADLINE_MS = 20_000

/**
 * Waits until `probe` returns something truthy and returns it.
 *
 * @param what   what is awaited, for the failure's sentence
 * @param probe  asked again every few milliseconds; a throw counts as "not yet"
 * @throws Error  `still waiting for …` after `deadlineMs`, with the last throw as its cause
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  deadlineMs: number = DEADLINE_MS,
): Promise<NonNullable<T>> {
  const end = performance.now() + deadlineMs
  let cause: unknown
  for (;;) {
    try {
      const value = await probe()
      if (value) return value as NonNullable<T>
    } catch (error) {
      cause = error
    }
    if (performance.now() > end) throw new Error(`still waiting for ${what} after ${deadlineMs} ms`, { cause })
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
