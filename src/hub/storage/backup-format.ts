// The lines of a backup: a header, one line a row, and a trailer that shows when anything is missing or changed.
import { createHash } from 'node:crypto'

/** The format this program writes; it reads this one and every earlier one. */
export const BACKUP_VERSION = 1

/** First line. `tables` names each table's columns, in the order in which the rows have their values. */
export interface BackupHeader {
  readonly deskhand: 'backup'
  readonly version: number
  readonly createdAt: string
  readonly migrations: readonly string[]
  readonly tables: Readonly<Record<string, readonly string[]>>
}

/** Last line: how many rows of each table there were, and the SHA-256 (hex) of all lines before it with their ends. */
export interface BackupTrailer {
  readonly end: 'backup'
  readonly counts: Readonly<Record<string, number>>
  readonly sha256: string
}

/** Counts rows and hashes lines the same way on both sides. */
export class BackupTally {
  readonly #hash = createHash('sha256')
  readonly #counts: Record<string, number> = {}

  /** Takes one line; `table` for the line of a row. */
  add(line: string, table?: string): void {
    this.#hash.update(line).update('\n')
    if (table !== undefined) this.#counts[table] = (this.#counts[table] ?? 0) + 1
  }

  /** Closes the tally. */
  trailer(): BackupTrailer {
    return { end: 'backup', counts: this.#counts, sha256: this.#hash.digest('hex') }
  }
}
