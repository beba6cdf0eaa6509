// Writes projection rows with one prepared statement a table.
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { columnsOf, type ReadyRow } from '../rows.ts'
import { ALL_TABLES } from '../schema.ts'

interface Statements {
  readonly upsert: StatementSync
  readonly remove: StatementSync
}

/** Makes the function that writes one row inside the connection's open transaction. */
export function rowWriter(connection: DatabaseSync): (row: ReadyRow) => void {
  const prepared = new Map<string, Statements>()
  return ({ table, key, values }) => {
    const statements = prepared.get(table) ?? prepare(connection, table)
    prepared.set(table, statements)
    if (values === null) statements.remove.run(...key)
    else statements.upsert.run(...values)
  }
}

/** `table` has passed `readyRow`, so it and its columns are names of the declared schema. */
function prepare(connection: DatabaseSync, table: string): Statements {
  const { key, ...declared } = ALL_TABLES[table] ?? { key: [], columns: {} }
  const columns = columnsOf({ key, ...declared })
  const others = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`)
  return {
    upsert: connection.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${others.join(', ')}`,
    ),
    remove: connection.prepare(`DELETE FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`),
  }
}
