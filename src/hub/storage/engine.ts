// What an engine's folder must offer, and the storage that is built over it.
import type { Kysely } from 'kysely'
import type { Finding, Storage } from '../../features/ports.ts'
import type { JournalStore } from '../../journal/store.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { writeBackup } from './backup.ts'
import { checkJournal } from './check.ts'
import { kyselyDirectory } from './directory.ts'
import { type Migration, migrate, pendingOf } from './migrate.ts'
import { rebuildRows } from './rebuild.ts'
import { readBackup } from './restore.ts'
import type { Database } from './schema.ts'

/** Something done with a database inside one transaction. */
export type Work<T> = (db: Kysely<Database>) => Promise<T>

/** What one database engine offers; everything else is shared. */
export interface Engine {
  readonly name: Storage['engine']
  readonly journal: JournalStore
  readonly migrations: readonly Migration[]
  /** For reads outside of transactions. */
  readonly reads: Kysely<Database>
  /** Names of the migrations that ran. */
  applied(db: Kysely<Database>): Promise<readonly string[]>
  /** One writing transaction while nobody else writes. */
  exclusively<T>(work: Work<T>): Promise<T>
  /** One reading transaction that sees a single moment, while others write. */
  snapshot<T>(work: Work<T>): Promise<T>
  /** The engine's own check of its files or settings. */
  check(): Promise<readonly Finding[]>
  close(): Promise<void>
}

/**
 * Builds the storage over an engine.
 *
 * @param access  `read` refuses everything that writes
 */
export function storageOver(engine: Engine, access: 'write' | 'read'): Storage {
  const exclusively = async <T>(work: Work<T>): Promise<T> => {
    if (access === 'write') return engine.exclusively(work)
    throw new DeskhandError('storage.unavailable', { problem: 'it was opened for reading only' })
  }
  const upToDate = async (db: Kysely<Database>) => migrate(db, engine.migrations, await engine.applied(db))
  return {
    engine: engine.name,
    journal: engine.journal,
    directory: kyselyDirectory(engine.reads),
    migrate: () => exclusively(upToDate),
    pending: async () => pendingOf(engine.migrations, await engine.applied(engine.reads)).map(({ name }) => name),
    rebuild: (rows) => exclusively((db) => rebuildRows(db, rows)),
    backup: (write) => engine.snapshot((db) => writeBackup(db, write)),
    restore: (lines) =>
      exclusively(async (db) => {
        await upToDate(db)
        await readBackup(db, lines)
      }),
    check: async () => [...(await engine.check()), ...(await engine.snapshot(checkJournal))],
    close: () => engine.close(),
  }
}
