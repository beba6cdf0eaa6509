// Ctrl-C asks a command to clean up; the second one, or too long a time, ends the process as it is.
import type { Io } from '../terminal/print/io.ts'

/** How long a command may take to clean up after Ctrl-C, in milliseconds. */
const CLEAN_UP_MS = 5_000
const EXIT_INTERRUPTED = 130

/** What a command hears of it. */
export interface Interruption {
  /** Aborted by a person, or when nobody reads the output any more. */
  readonly signal: AbortSignal
  /** Whether a person asked to stop. */
  byPerson(): boolean
}

/** Listens for the signals that ask a program to stop. */
export function interruption(io: Io): Interruption {
  const person = new AbortController()
  const interrupt = (): void => {
    if (person.signal.aborted) process.exit(EXIT_INTERRUPTED)
    person.abort()
    setTimeout(() => process.exit(EXIT_INTERRUPTED), CLEAN_UP_MS).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  return { signal: AbortSignal.any([person.signal, io.closed]), byPerson: () => person.signal.aborted }
}
