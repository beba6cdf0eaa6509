// Asking again while the hub is away, for commands that go on for hours.
import { setTimeout as wait } from 'node:timers/promises'
import { backOffMs } from '../client/back-off.ts'
import { DeskhandError } from '../protocol/error.ts'

/**
 * Asks until the hub answers, with jittered back-off.
 *
 * @throws DeskhandError  what the hub answered, or the last failure once the signal has ended the wait
 */
export async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      const isAway = error instanceof DeskhandError && (error.code === 'hub.unreachable' || error.code === 'timeout')
      if (!isAway || signal.aborted) throw error
      await wait(backOffMs(attempt, Math.random()), undefined, { signal }).catch(() => undefined) // asked once more, then told
    }
  }
}
