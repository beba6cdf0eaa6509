// What SQLite's result codes mean to Deskhand.
import { DeskhandError } from '../../../protocol/error.ts'

const BUSY = 5
const LOCKED = 6
const CORRUPT = 11
const NOT_A_DATABASE = 26
/** READONLY, IOERR, FULL, CANTOPEN. */
const UNUSABLE = [8, 10, 13, 14]

/** SQLite's primary result code of an error, or null when it is not SQLite's. */
export function resultCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode // set by node:sqlite
  return typeof code === 'number' ? code & 0xff : null
}

/** Whether somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error)
  return code === BUSY || code === LOCKED
}

/**
 * Runs `use` and gives SQLite's failures our names; others pass unchanged.
 *
 * @throws DeskhandError `storage.unavailable`, `storage.damaged`
 */
export function sqliteErrors<T>(path: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    throw sqliteError(path, error)
  }
}

/** The named error of one of SQLite's, or the same error. */
export function sqliteError(path: string, error: unknown): unknown {
  const code = resultCode(error)
  if (code === null || !(error instanceof Error)) return error
  const problem = `${path}: ${error.message}`
  if (code === CORRUPT || code === NOT_A_DATABASE) return new DeskhandError('storage.damaged', { problem, path }, error)
  if (isBusy(error) || UNUSABLE.includes(code))
    return new DeskhandError('storage.unavailable', { problem, path }, error)
  return error
}
