// PostgreSQL as a storage engine: one database, any number of hubs.
import { type Kysely, sql } from 'kysely'
import type { Finding, Storage } from '../../../features/ports.ts'
import { DeskhandError } from '../../../protocol/error.ts'
import { type Engine, storageOver } from '../engine.ts'
import { refuseNewer } from '../migrate.ts'
import type { Database } from '../schema.ts'
import { WRITE_LOCK } from './commit-function.ts'
import { kyselyOver, makePool, READ_CONNECTIONS } from './connect.ts'
import { postgresJournal } from './journal.ts'
import { POSTGRES_MIGRATIONS } from './migrations.ts'

/**
 * Opens the database at a `postgres://` URL.
 *
 * @throws DeskhandError `storage.unavailable`, `storage.newer`
 */
export async function openPostgres(url: string, access: 'write' | 'read'): Promise<Storage> {
  const engine = postgresEngine(url, access)
  try {
    await refuseEncoding(engine.reads)
    refuseNewer(POSTGRES_MIGRATIONS, await engine.applied(engine.reads))
  } catch (error) {
    await engine.close()
    throw error
  }
  return storageOver(engine, access)
}

function postgresEngine(url: string, access: 'write' | 'read'): Engine {
  const writer = makePool(url, access, 1)
  const reader = makePool(url, access, READ_CONNECTIONS)
  const reads = kyselyOver(reader)
  return {
    name: 'postgres',
    journal: postgresJournal(writer, reader),
    reads,
    migrations: POSTGRES_MIGRATIONS,
    applied,
    exclusively: (work) =>
      reads.transaction().execute(async (db) => {
        await sql`SELECT set_config('statement_timeout', '0', true)`.execute(db)
        await sql`SELECT pg_advisory_xact_lock(${WRITE_LOCK})`.execute(db)
        const result = await work(db)
        // What was just filled has no statistics, and without them a search sorts what it could walk: 41 ms, not 1.
        await sql`ANALYZE event, session, session_member`.execute(db)
        return result
      }),
    snapshot: (work) =>
      reads
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (db) => {
          await sql`SELECT set_config('statement_timeout', '0', true)`.execute(db)
          return work(db)
        }),
    check: () => unsafeSettings(reads),
    close: async () => {
      await writer.end()
      await reader.end()
    },
  }
}

/** Asked of the catalogue's rows: `to_regclass` may answer from a cache made before another hub's migration. */
async function applied(db: Kysely<Database>): Promise<readonly string[]> {
  const tables = await sql`
    SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'`.execute(db)
  if (tables.rows.length === 0) return []
  return (await db.selectFrom('migration').select('name').orderBy('name').execute()).map(({ name }) => name)
}

async function refuseEncoding(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`SHOW server_encoding`.execute(db)
  const encoding = rows[0]?.server_encoding
  if (encoding === 'UTF8') return
  throw new DeskhandError('storage.unavailable', { problem: `its encoding is ${encoding}; create it with UTF8` })
}

/** Settings of the server under which an acknowledged append could be lost. */
async function unsafeSettings(db: Kysely<Database>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'`.execute(db)
  return rows.map((details) => ({ sentence: 'unsafe', details: { ...details } }))
}
