// SQLite as a storage engine: one file, one hub.
import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import type { Finding, Storage } from '../../../features/ports.ts'
import { DeskhandError } from '../../../protocol/error.ts'
import { type Engine, storageOver, type Work } from '../engine.ts'
import { refuseNewer } from '../migrate.ts'
import type { Database } from '../schema.ts'
import { connect } from './connect.ts'
import { kyselyOver } from './dialect.ts'
import { sqliteError, sqliteErrors } from './errors.ts'
import { SqliteJournal } from './journal.ts'
import { lockFile } from './lock.ts'
import { SQLITE_MIGRATIONS } from './migrations.ts'
import { placeAll } from './tail.ts'

/**
 * Opens the SQLite file at `path`, making it when it is missing and `access` is `write`.
 *
 * @throws DeskhandError `storage.in-use`, `storage.unavailable`, `storage.newer`, `storage.damaged`
 */
export async function openSqlite(path: string, access: 'write' | 'read'): Promise<Storage> {
  const file = resolve(path)
  const { connection, unlock } = open(file, access)
  const engine = sqliteEngine(file, access, { connection, unlock })
  try {
    refuseNewer(SQLITE_MIGRATIONS, await engine.applied(engine.reads))
  } catch (error) {
    await engine.close()
    throw error
  }
  return storageOver(engine, access)
}

interface Opened {
  readonly connection: DatabaseSync
  readonly unlock: () => void
}

function open(file: string, access: 'write' | 'read'): Opened {
  let unlock = () => {}
  try {
    if (access === 'write') unlock = lockFile(file)
    return { connection: connect(file, access), unlock }
  } catch (error) {
    unlock()
    const named = sqliteError(file, error)
    if (named !== error || error instanceof DeskhandError) throw named
    throw new DeskhandError('storage.unavailable', { problem: `${file}: ${(error as Error).message}` }, error)
  }
}

function sqliteEngine(file: string, access: 'write' | 'read', { connection, unlock }: Opened): Engine {
  const journal = new SqliteJournal(connection, file, access)
  const reads = kyselyOver(connection, file)
  return {
    name: 'sqlite',
    journal,
    reads,
    migrations: SQLITE_MIGRATIONS,
    applied,
    exclusively: (work) => journal.pausedFor(() => inTransaction(file, 'write', work)),
    snapshot: (work) => inTransaction(file, 'read', work),
    check: () => integrity(reads),
    close: async () => {
      await journal.close()
      connection.close()
      unlock()
    },
  }
}

/** A connection of its own, so that readers never see half of it. */
async function inTransaction<T>(file: string, access: 'write' | 'read', work: Work<T>): Promise<T> {
  const connection = sqliteErrors(file, () => connect(file, access))
  try {
    return await kyselyOver(connection, file)
      .transaction()
      .execute(async (db) => {
        const result = await work(db)
        if (access === 'write') placeAll(connection) // a restore brings events without places
        return result
      })
  } finally {
    connection.close()
  }
}

async function applied(db: Kysely<Database>): Promise<readonly string[]> {
  const table = await sql`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'`.execute(db)
  if (table.rows.length === 0) return []
  return (await db.selectFrom('migration').select('name').orderBy('name').execute()).map(({ name }) => name)
}

async function integrity(db: Kysely<Database>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check(20)`.execute(db)
  const problems = rows.map((row) => row.integrity_check).filter((problem) => problem !== 'ok')
  const misplaced = await sql<{ count: number }>`
    SELECT count(*) AS count FROM event LEFT JOIN event_place USING (stream, seq)
    WHERE event.position <= (SELECT position FROM event_placed) AND event_place.position IS NOT event.position`.execute(
    db,
  )
  const count = misplaced.rows[0]?.count ?? 0
  if (count > 0) problems.push(`event_place disagrees with event about ${count} events`)
  return problems.map((problem) => ({ sentence: 'engine', details: { problem } }))
}
