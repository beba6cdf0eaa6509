// Writes projection rows with one statement a table, its rows as one JSON parameter.
import { collapse, columnsOf, type ReadyRow } from '../rows.ts'
import { ALL_TABLES, type Value } from '../schema.ts'

/** Statements and the JSON each takes as `$1`, in the order they must run. */
export interface RowStatements {
  readonly statements: readonly string[]
  readonly rows: readonly string[]
}

/** Turns rows that passed `readyRow` into statements; every name in them is one of the declared schema. */
export function rowStatements(ready: Iterable<ReadyRow>): RowStatements {
  const statements: string[] = []
  const rows: string[] = []
  const add = (statement: string, columns: readonly string[], values: readonly (readonly Value[])[]) => {
    if (values.length === 0) return
    statements.push(statement)
    rows.push(JSON.stringify(values.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])))))
  }
  for (const { table, deletes, upserts } of collapse(ready)) {
    const declared = ALL_TABLES[table] ?? { key: [], columns: {} }
    add(deleteStatement(table, declared.key), declared.key, deletes)
    add(upsertStatement(table, declared.key, columnsOf(declared)), columnsOf(declared), upserts)
  }
  return { statements, rows }
}

function deleteStatement(table: string, key: readonly string[]): string {
  const same = key.map((column) => `${table}.${column} = gone.${column}`).join(' AND ')
  return `DELETE FROM ${table} USING json_populate_recordset(NULL::${table}, $1) AS gone WHERE ${same}`
}

function upsertStatement(table: string, key: readonly string[], columns: readonly string[]): string {
  const others = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`)
  const names = columns.join(', ')
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${table}, $1)
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${others.join(', ')}`
}
