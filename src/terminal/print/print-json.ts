// Prints JSON for programs: one value, or one value a line as it comes.
import { type Io, type Output, write } from './io.ts'

/** Legal inside JSON strings but able to act in a terminal: C1 controls, DEL, formats, lone surrogates, private images. */
const ACTING = /[\x7f-\x9f]|[\p{C}--[\p{Cc}\p{Co}]]|[\u2028\u2029\p{Default_Ignorable_Code_Point}\u{10eeee}]/gv
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

/** JSON that means the same and is harmless even in a terminal: characters that could act are written as escapes. */
export function jsonText(value: unknown, indent = 0): string {
  return (JSON.stringify(value, undefined, indent) ?? 'null').replace(ACTING, (found) =>
    found.split('').map(escapeUnit).join(''),
  )
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
