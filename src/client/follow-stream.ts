// A followed stream as something to iterate over, at the pace of whoever reads it.
import type { StreamId } from '../journal/event.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { Batch } from './follows.ts'
import type { Link } from './link.ts'

/** Batches that may wait for a slow reader; then the stream is left, and followed on from there once they are read. */
export const MAX_WAITING_BATCHES = 64

/** What to follow. */
export interface Following {
  readonly stream: StreamId
  readonly after: number
  /** Ends the iteration quietly. */
  readonly signal?: AbortSignal
}

/**
 * Batches of a stream as they come, also across reconnects.
 *
 * @throws DeskhandError  what closed the link for good
 */
export async function* followStream(link: Link, { stream, after, signal }: Following): AsyncGenerator<Batch> {
  const waiting: Batch[] = []
  let wake = (): void => undefined
  const woken = (): void => wake()
  let stop: (() => void) | null = null
  let reached = after
  const start = (): void => {
    stop = link.follow(stream, reached, (batch) => {
      waiting.push(batch)
      if (waiting.length >= MAX_WAITING_BATCHES) {
        stop?.()
        stop = null
      }
      wake()
    })
  }
  const stopState = link.onState(woken)
  signal?.addEventListener('abort', woken)
  try {
    while (!signal?.aborted) {
      const next = waiting.shift()
      if (next) {
        reached = next.upTo
        yield next
      } else if (link.state.is === 'closed') throw link.state.error ?? new DeskhandError('interrupted')
      else {
        if (!stop) start()
        await new Promise<void>((resolve) => {
          wake = resolve
          if (waiting.length > 0) resolve()
        })
      }
    }
  } finally {
    ;(stop as (() => void) | null)?.() // assigned in a callback, which the compiler does not follow
    stopState()
    signal?.removeEventListener('abort', woken)
  }
}
