// Fills the projections again from rows that were folded from the journal.
import type { Kysely } from 'kysely'
import { FOLDED_TABLES } from '../../features/ports.ts'
import type { RowWrite } from '../../journal/store.ts'
import { collapse, columnsOf, readyRow } from './rows.ts'
import { ALL_TABLES, type Database, type Table, type Value } from './schema.ts'

/** Rows of one statement; 500 × 13 columns stay far below the engines' limits of parameters. */
export const ROWS_PER_STATEMENT = 500

/** Tables by names the schema declares; kysely's types cannot follow a name that is a value. */
export type AnyDatabase = Readonly<Record<string, Record<string, Value>>>

/** Empties the `FOLDED_TABLES` and writes `rows`, inside the transaction of `db`. */
export async function rebuildRows(db: Kysely<Database>, rows: AsyncIterable<readonly RowWrite[]>): Promise<void> {
  for (const table of FOLDED_TABLES) await db.deleteFrom(table).execute()
  for await (const batch of rows) {
    const any = db as unknown as Kysely<AnyDatabase> // see AnyDatabase
    for (const { table, deletes, upserts } of collapse(batch.map(readyRow))) {
      const declared = ALL_TABLES[table] as Table // `readyRow` has refused every other name
      for (const key of deletes) await deleteRow(any, table, toRecord(declared.key, key))
      await upsertRows(any, table, upserts)
    }
  }
}

async function deleteRow(db: Kysely<AnyDatabase>, table: string, key: Record<string, Value>): Promise<void> {
  await db
    .deleteFrom(table)
    .where((where) => where.and(key))
    .execute()
}

async function upsertRows(db: Kysely<AnyDatabase>, table: string, rows: readonly (readonly Value[])[]): Promise<void> {
  const declared = ALL_TABLES[table] as Table // as above
  const columns = columnsOf(declared)
  const others = columns.filter((column) => !declared.key.includes(column))
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const values = rows.slice(start, start + ROWS_PER_STATEMENT).map((row) => toRecord(columns, row))
    const insert = db.insertInto(table).values(values)
    await insert
      .onConflict((conflict) =>
        conflict
          .columns(declared.key)
          .doUpdateSet((set) => Object.fromEntries(others.map((column) => [column, set.ref(`excluded.${column}`)]))),
      )
      .execute()
  }
}

/** A row as a record, from its columns' names and values in the same order. */
export function toRecord(columns: readonly string[], values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]))
}
