// One hub a file: a lock the operating system drops with the process, whatever kills it.
import { DatabaseSync } from 'node:sqlite'
import { DeskhandError } from '../../../protocol/error.ts'
import { createPrivately } from './connect.ts'
import { isBusy } from './errors.ts'

/**
 * Takes the lock of a database file: an exclusive transaction, never committed, on an empty file beside it.
 *
 * @returns lets go of it
 * @throws DeskhandError `storage.in-use`
 */
export function lockFile(path: string): () => void {
  const lockPath = `${path}-lock`
  createPrivately(lockPath)
  const lock = new DatabaseSync(lockPath, { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new DeskhandError('storage.in-use', { path }, error)
    throw error
  }
  return () => lock.close()
}
