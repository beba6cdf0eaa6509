// Writes to an output whose reader may be slow or gone.
import type { Writable } from 'node:stream'

/** An output that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/**
 * Writes and waits while the reader is slow, so that nothing piles up in memory.
 *
 * @returns false when nobody reads any more
 */
export async function write(output: Output, text: string): Promise<boolean> {
  if (output.destroyed || output.writableEnded) return false
  return await new Promise<boolean>((resolve, reject) => {
    output.write(text, (error) => {
      if (!error) resolve(true)
      else if (isReaderGone(error)) resolve(false)
      else reject(error)
    })
  })
}

/** Says whether an output failed because nobody reads it any more. */
export function isReaderGone(error: Error & { readonly code?: unknown }): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'ECONNRESET'
}
