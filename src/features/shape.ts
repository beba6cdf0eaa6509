// The JSON shapes that scripts rely on, and how a command prints one or its text for people.
import type { Author, Event } from '../journal/event.ts'
import { type Io, write } from '../terminal/print/io.ts'
import { printJson } from '../terminal/print/print-json.ts'
import { cells, padEnd } from '../terminal/text/cells.ts'
import { safeText } from '../terminal/text/safe-text.ts'
import type { Locale } from '../terminal/text/time.ts'

/** A time as scripts read it: ISO 8601 in UTC. @param at  UTC milliseconds */
export function isoTime(at: number): string {
  return new Date(at).toISOString()
}

/** The same for a time that may not have come yet. */
export function isoTimeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at)
}

/** An event as scripts read it. */
export function eventShape({ stream, seq, at, type, by, data }: Event): Record<string, unknown> {
  return { stream, seq, at: isoTime(at), type, by: authorShape(by), data }
}

/** An author as scripts read them. */
export function authorShape({ id, name, role }: Author): Record<string, unknown> {
  return { id, name, role }
}

/** Prints the JSON with `--json`, else what people read. */
export async function printResult(io: Io, json: unknown, forPeople: () => Promise<void>): Promise<void> {
  if (io.isJson) await printJson(io, json)
  else await forPeople()
}

/** Where the reader is: their language, and their time zone where `TZ` says it. */
export function localeOf(io: Io): Locale {
  return { language: io.language }
}

/** Prints named values: aligned for people at a terminal, tab-separated in a pipe. */
export async function printFacts(io: Io, facts: readonly (readonly [name: string, value: string])[]): Promise<void> {
  const width = Math.max(0, ...facts.map(([name]) => cells(name)))
  for (const [name, value] of facts) await printFields(io, [io.isOutputTty ? padEnd(name, width) : name, value])
}

/** Prints one line of fields; in a pipe they are tab-separated, with tabs and line breaks inside them spelled out. */
export async function printFields(io: Io, fields: readonly string[]): Promise<void> {
  const line = io.isOutputTty
    ? fields.map((field) => safeText(field, { multiline: true })).join('  ')
    : fields.map((field) => safeText(spelled(field))).join('\t')
  await write(io.stdout, `${line}\n`)
}

function spelled(text: string): string {
  return text.replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
