// Prints JSON for programs: one value, or one value a line as it comes.
import { jsonText } from '../text/json-text.ts'
import { type Io, type Output, write } from './io.ts'

const INDENT = 2

/** Prints one JSON value and a line feed; indented for people at a terminal. */
export async function printJson(io: Io, value: unknown): Promise<void> {
  await write(io.stdout, `${jsonText(value, io.isOutputTty ? INDENT : 0)}\n`)
}

/**
 * Prints one JSON value a line, waiting while the reader is slow.
 *
 * Ends when the values end or when nobody reads any more; then the source is told to stop.
 */
export async function printNdjson(io: Io, values: AsyncIterable<unknown> | Iterable<unknown>): Promise<void> {
  for await (const value of values) {
    if (io.closed.aborted || !(await printNdjsonLine(io.stdout, value))) return
  }
}

/** Prints one value as one line. @returns false when nobody reads any more */
export async function printNdjsonLine(output: Output, value: unknown): Promise<boolean> {
  return await write(output, `${jsonText(value)}\n`)
}
