// Counting failures: after too many from one key in a window, the key waits, longer each time.
import type { Limiter } from '../features/ports.ts'
import { DeskhandError } from '../protocol/error.ts'

/** Failures a key may have before it waits. */
export const FREE_FAILURES = 5
/** Failures are forgotten after this long without a new one, in milliseconds. */
export const FAILURE_WINDOW_MS = 10 * 60_000
/** First wait and longest wait, in milliseconds. */
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 10 * 60_000
/** Keys remembered at once; the oldest are forgotten first. */
const MAX_KEYS = 50_000
/** Tries of one key that may wait for their turn. */
export const MAX_WAITING_TRIES = 64
/** What someone is told to wait when the turns of a key are full, in seconds. */
const TURNS_FULL_SECONDS = 2

interface Count {
  readonly failures: number
  readonly at: number
}

/** Makes a limiter on a clock (UTC milliseconds). Memory is bounded by 50,000 keys. */
export function createLimiter(now: () => number): Limiter {
  const counts = new Map<string, Count>()
  const inTurn = turns()
  const read = (key: string): Count | undefined => {
    const count = counts.get(key)
    if (!count || now() - count.at <= FAILURE_WINDOW_MS) return count
    counts.delete(key)
    return undefined
  }
  return {
    wait(key) {
      const count = read(key)
      if (!count || count.failures < FREE_FAILURES) return 0
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count.failures - FREE_FAILURES))
      return Math.max(0, Math.ceil((count.at + waitMs - now()) / 1_000))
    },
    fail(key) {
      const failures = (read(key)?.failures ?? 0) + 1
      counts.delete(key)
      counts.set(key, { failures, at: now() })
      const oldest = counts.size > MAX_KEYS ? counts.keys().next().value : undefined
      if (oldest !== undefined) counts.delete(oldest)
      return failures
    },
    clear(key) {
      counts.delete(key)
    },
    inTurn,
  }
}

function turns(): Limiter['inTurn'] {
  const queues = new Map<string, { count: number; last: Promise<unknown> }>()
  return async (key, work) => {
    const queue = queues.get(key) ?? { count: 0, last: Promise.resolve() }
    if (queue.count >= MAX_WAITING_TRIES) throw new DeskhandError('auth.limited', { seconds: TURNS_FULL_SECONDS })
    queues.set(key, queue)
    queue.count += 1
    const mine = queue.last.then(work)
    queue.last = mine.catch(() => undefined) // whoever asked is told; the next one goes on
    try {
      return await mine
    } finally {
      queue.count -= 1
      if (queue.count === 0) queues.delete(key)
    }
  }
}
