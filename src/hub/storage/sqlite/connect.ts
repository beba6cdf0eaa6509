// Connections to the one file, all with the same guarantees.
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** How long a statement waits for another process's lock, in milliseconds. */
const BUSY_MS = 5_000
/** Pages of the write-ahead log that start a checkpoint: 16 MB, so that hot pages are copied back once, not each time. */
const CHECKPOINT_PAGES = 4_000
/** What is left of the write-ahead log after a checkpoint, in bytes. */
const LOG_BYTES = 64 * 1_048_576
/** Memory for pages of one connection, in KiB (negative by SQLite's convention). */
const CACHE_KIB = -32_768

/** Opens a connection: write-ahead log, every commit on the disk before it returns. */
export function connect(path: string, access: 'write' | 'read'): DatabaseSync {
  if (access === 'write') createPrivately(path)
  const connection = new DatabaseSync(path, { timeout: BUSY_MS, readOnly: access === 'read' })
  try {
    if (access === 'write') connection.exec('PRAGMA journal_mode=WAL')
    connection.exec(`PRAGMA synchronous=FULL; PRAGMA cache_size=${CACHE_KIB}; PRAGMA temp_store=MEMORY;
      PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}; PRAGMA journal_size_limit=${LOG_BYTES}; PRAGMA trusted_schema=OFF`)
    connection.prepare('SELECT count(*) FROM sqlite_master').get() // a file that is no database is known here
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
}

/**
 * Makes a file that only its owner can read, unless it is there.
 *
 * An existing file is not even opened: closing it would drop the locks SQLite holds on it in this process.
 */
export function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
