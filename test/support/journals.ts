// The journals of released versions, as data: their lines, their events and the state they were recorded to fold to.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Event, readLine } from '../../src/journal/event.ts'
import { ROOT } from './build.ts'

const FOLDER = join(ROOT, 'fixtures', 'journals')

/** One recorded journal. */
export interface RecordedJournal {
  /** As `v1/active`. */
  readonly name: string
  readonly id: string
  readonly lines: readonly string[]
  readonly events: readonly Event[]
  /** The state it must fold to, maps as plain objects. */
  readonly state: unknown
}

/** All recorded journals, by version and name. */
export function recordedJournals(): readonly RecordedJournal[] {
  const versions = readdirSync(FOLDER).filter((name) => /^v\d+$/.test(name))
  return versions.flatMap((version) =>
    readdirSync(join(FOLDER, version))
      .filter((name) => name.endsWith('.ndjson'))
      .map((name) => recordedJournal(`${version}/${name.slice(0, -'.ndjson'.length)}`)),
  )
}

/** One recorded journal by its name. */
export function recordedJournal(name: string): RecordedJournal {
  const lines = readFileSync(join(FOLDER, `${name}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n')
  const events = lines.map(readLine)
  const id = events[0]?.stream.replace('session/', '') ?? ''
  return { name, id, lines, events, state: JSON.parse(readFileSync(join(FOLDER, `${name}.state.json`), 'utf8')) }
}

/** A state with its maps as plain objects, as it is recorded. */
export function plainState(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plainState(one)]))
  if (Array.isArray(value)) return value.map(plainState)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainState(one)]))
}
