// Keeps what was collected within what a report may carry: rows, lengths of texts, and bytes of every category.
import { CATEGORIES, type Categories, type Category, MAX_SYSINFO_ROWS } from '../../../src/features/sysinfo/protocol.ts'
import { MAX_ENVELOPE_BYTES } from '../../../src/protocol/limits.ts'

/** One row or one set of facts. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>
/** What a collector gives: facts, or rows. */
export type Collected = Facts | readonly Facts[]

/** Longest text of one value, in characters. */
export const MAX_VALUE_CHARACTERS = 1_000
/** Longest name of a value, in characters. */
const MAX_FIELD_CHARACTERS = 60
/** Longest name of an environment variable, in characters. */
const MAX_VARIABLE_CHARACTERS = 300
/** What all categories together may take in a report, in bytes: the rest is for the envelope around them. */
export const MAX_REPORT_BYTES = MAX_ENVELOPE_BYTES - 32_768
/** The largest share of each category, in bytes; together less than `MAX_REPORT_BYTES`. */
const SHARE_BYTES: Readonly<Record<Category, number>> = {
  os: 16_384,
  cpu: 16_384,
  memory: 16_384,
  disks: 65_536,
  network: 65_536,
  processes: 262_144,
  software: 327_680,
  services: 98_304,
  environment: 65_536,
  devices: 65_536,
}
const LISTS: ReadonlySet<Category> = new Set(['disks', 'network', 'processes', 'software', 'services', 'devices'])

/** Fits everything collected into the shape and the size of a report; what was left out is said in its category. */
export function bounded(collected: Readonly<Record<Category, Collected>>): Categories {
  const fitted = CATEGORIES.map((category) => [category, shaped(category, collected[category])])
  return Object.fromEntries(fitted) as Categories // every category is there, each in the shape `shaped` gives it
}

function shaped(category: Category, value: Collected): unknown {
  const isVariables = category === 'environment'
  if (LISTS.has(category)) {
    const rows = (Array.isArray(value) ? value : [value]).map((row: Facts) => trimmed(row, false))
    return fitRows(rows, SHARE_BYTES[category])
  }
  return fitFacts(trimmed(Array.isArray(value) ? {} : (value as Facts), isVariables), SHARE_BYTES[category])
}

function trimmed(facts: Facts, isVariables: boolean): Facts {
  const longest = isVariables ? MAX_VARIABLE_CHARACTERS : MAX_FIELD_CHARACTERS
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name.slice(0, longest),
      typeof value === 'string' ? short(value) : whole(value),
    ]),
  )
}

function short(text: string): string {
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS - 1)}…` : text
}

/** JSON knows no infinity and no NaN. */
function whole(value: number | boolean | null): number | boolean | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

function fitRows(rows: readonly Facts[], share: number): readonly Facts[] {
  const kept: Facts[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += sizeOf(row)
    if (bytes > share || kept.length >= MAX_SYSINFO_ROWS - 1) return [...kept, { left_out: rows.length - kept.length }]
    kept.push(row)
  }
  return kept
}

function fitFacts(facts: Facts, share: number): Facts {
  const kept: [string, Facts[string]][] = []
  let bytes = 0
  const all = Object.entries(facts)
  for (const [name, value] of all) {
    bytes += sizeOf({ [name]: value })
    if (bytes > share) return Object.fromEntries([...kept, ['left_out', String(all.length - kept.length)]])
    kept.push([name, value])
  }
  return Object.fromEntries(kept)
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1
}
