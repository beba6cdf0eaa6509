// Writes everything the storage holds as lines that either engine can read back.
import { type Kysely, sql } from 'kysely'
import { BACKUP_VERSION, type BackupHeader, BackupTally } from './backup-format.ts'
import { ALL_TABLES, type Database, type Table, type Value } from './schema.ts'

/** Rows held in memory at a time; one row is at most about a megabyte. */
const PAGE_ROWS = 100

/**
 * Writes a backup of the moment that the transaction of `db` sees.
 *
 * @param write  takes one line without its end; awaited, so a slow disk slows the reading and memory stays flat
 */
export async function writeBackup(db: Kysely<Database>, write: (line: string) => Promise<void>): Promise<void> {
  const tally = new BackupTally()
  const put = async (value: unknown, table?: string) => {
    const line = JSON.stringify(value)
    tally.add(line, table)
    await write(line)
  }
  await put(await headerOf(db))
  for (const [name, table] of Object.entries(ALL_TABLES)) {
    for await (const row of rowsOf(db, name, table)) await put([name, ...row], name)
  }
  await write(JSON.stringify(tally.trailer()))
}

async function headerOf(db: Kysely<Database>): Promise<BackupHeader> {
  const migrations = await db.selectFrom('migration').select('name').orderBy('name').execute()
  const tables = Object.entries(ALL_TABLES).map(([name, table]) => [name, Object.keys(table.columns)])
  return {
    deskhand: 'backup',
    version: BACKUP_VERSION,
    createdAt: new Date().toISOString(),
    migrations: migrations.map(({ name }) => name),
    tables: Object.fromEntries(tables),
  }
}

/** Walks a table in the order of its key, a page at a time. */
async function* rowsOf(db: Kysely<Database>, name: string, table: Table): AsyncGenerator<readonly Value[]> {
  const columns = Object.keys(table.columns)
  const key = sql.join(table.key.map((column) => sql.ref(column)))
  let after: readonly Value[] | undefined
  for (;;) {
    const where = after ? sql`WHERE (${key}) > (${sql.join(after)})` : sql``
    const page = await sql<Record<string, Value>>`
      SELECT ${sql.join(columns.map((column) => sql.ref(column)))} FROM ${sql.table(name)} ${where}
      ORDER BY ${key} LIMIT ${PAGE_ROWS}`.execute(db)
    for (const row of page.rows) yield columns.map((column) => row[column] ?? null)
    const last = page.rows.at(-1)
    if (!last || page.rows.length < PAGE_ROWS) return
    after = table.key.map((column) => last[column] ?? null)
  }
}
