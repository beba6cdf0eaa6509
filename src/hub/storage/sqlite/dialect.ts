// Kysely's own SqliteDialect over node:sqlite.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import type { Database } from '../schema.ts'
import { sqliteErrors } from './errors.ts'

/** Prepared statements kept; the directory has fewer. */
const MAX_STATEMENTS = 200

/** Kysely over an open connection, which its owner closes. */
export function kyselyOver(connection: DatabaseSync, path: string): Kysely<Database> {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= MAX_STATEMENTS) statements.clear()
    const statement = connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const database: SqliteDatabase = {
    close: () => undefined,
    prepare: (sql) => {
      const statement = sqliteErrors(path, () => prepare(sql))
      const run = <T>(use: (...values: SQLInputValue[]) => T, values: readonly unknown[]): T =>
        sqliteErrors(path, () => use.apply(statement, values as SQLInputValue[])) // checked by the schema
      return {
        reader: statement.columns().length > 0,
        all: (values) => run(statement.all, values),
        run: (values) => run(statement.run, values),
        iterate: (values) => run(statement.iterate, values),
      }
    },
  }
  return new Kysely<Database>({ dialect: new SqliteDialect({ database }) })
}
