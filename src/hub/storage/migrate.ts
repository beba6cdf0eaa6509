// Brings a schema up to date: an ordered list of migrations, recorded where they ran.
import { type Kysely, sql } from 'kysely'
import { DeskhandError } from '../../protocol/error.ts'
import type { Database } from './schema.ts'

/** One step of the schema; never changed once it was released. */
export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** Migrations that have not run, in order. */
export function pendingOf(list: readonly Migration[], applied: readonly string[]): readonly Migration[] {
  return list.filter(({ name }) => !applied.includes(name))
}

/**
 * Refuses a database that a newer program has migrated.
 *
 * @throws DeskhandError `storage.newer`
 */
export function refuseNewer(list: readonly Migration[], applied: readonly string[]): void {
  const found = applied.filter((name) => list.every((known) => known.name !== name))
  if (found.length > 0) throw new DeskhandError('storage.newer', { found })
}

/**
 * Runs what is pending, inside the transaction `db` belongs to and under the engine's lock.
 *
 * @returns the names of the migrations that ran
 */
export async function migrate(
  db: Kysely<Database>,
  list: readonly Migration[],
  applied: readonly string[],
): Promise<readonly string[]> {
  refuseNewer(list, applied)
  const pending = pendingOf(list, applied)
  for (const { name, statements } of pending) {
    for (const statement of statements) await sql.raw(statement).execute(db)
    await db.insertInto('migration').values({ name, at: Date.now() }).execute()
  }
  return pending.map(({ name }) => name)
}
