// One line on stderr that shows how far something is, only where a person watches.
import { safeText } from '../text/safe-text.ts'
import type { Untrusted } from '../text/untrusted.ts'
import { type Io, write } from './io.ts'

/** A line that is overwritten until it is done. */
export type ProgressLine = {
  /** Shows a new text in place of the old one; calls faster than a person can read are skipped. */
  readonly update: (text: string | Untrusted) => void
  /** Takes the line away, so that what is printed next starts on a clean line. */
  readonly done: () => Promise<void>
}

const UPDATE_EVERY_MS = 80

/** Starts a progress line; it shows nothing in a pipe, on a dumb terminal or with `--json`. */
export function progressLine(io: Io): ProgressLine {
  const isShown = io.isErrorTty && !io.isJson && io.env.TERM !== 'dumb'
  let lastAt = Number.NEGATIVE_INFINITY
  let isDrawn = false
  return {
    update: (text) => {
      const now = io.now()
      if (!isShown || now - lastAt < UPDATE_EVERY_MS || io.stderr.writableNeedDrain) return
      lastAt = now
      isDrawn = true
      // one cell is left free: a full last column makes some terminals wrap
      io.stderr.write(`\r${safeText(text, { maxCells: io.columns - 1 })}\x1b[K`)
    },
    done: async () => {
      if (isDrawn) await write(io.stderr, '\r\x1b[K')
      isDrawn = false
    },
  }
}
