// Reads a backup into an empty database; whatever is wrong with it, the database stays empty.
import type { Kysely } from 'kysely'
import { DeskhandError } from '../../protocol/error.ts'
import { BACKUP_VERSION, type BackupHeader, BackupTally } from './backup-format.ts'
import { type AnyDatabase, ROWS_PER_STATEMENT, toRecord } from './rebuild.ts'
import { columnsOf, fullRow } from './rows.ts'
import { ALL_TABLES, type Database, type Value } from './schema.ts'

/** Characters gathered before they are written, so that a batch of long lines stays small in memory. */
const BATCH_CHARACTERS = 4_000_000

/**
 * Restores a backup inside the transaction of `db`.
 *
 * @throws DeskhandError `storage.not-empty`, `backup.damaged`, `storage.newer`
 */
export async function readBackup(db: Kysely<Database>, lines: AsyncIterable<string>): Promise<void> {
  const any = db as unknown as Kysely<AnyDatabase> // every name below comes from ALL_TABLES
  for (const table of Object.keys(ALL_TABLES)) {
    if (await any.selectFrom(table).selectAll().limit(1).executeTakeFirst()) {
      throw new DeskhandError('storage.not-empty')
    }
  }
  const reader = new BackupReader(new RowBatch(any))
  for await (const line of lines) await reader.take(line)
  await reader.finish()
}

/** Takes the lines of a backup one by one. */
class BackupReader {
  readonly #batch: RowBatch
  readonly #tally = new BackupTally()
  #header: BackupHeader | undefined
  #ended = false
  #number = 0

  constructor(batch: RowBatch) {
    this.#batch = batch
  }

  async take(line: string): Promise<void> {
    this.#number += 1
    if (line === '') return
    if (this.#ended) throw damaged(`line ${this.#number} stands after its end`)
    const value = parsed(line, this.#number)
    if (!this.#header) {
      this.#header = headerOf(value)
      this.#tally.add(line)
    } else if (Array.isArray(value)) {
      await this.#row(value, line)
    } else {
      this.#end(value)
    }
  }

  async finish(): Promise<void> {
    if (!this.#ended) throw damaged('its end is missing')
    await this.#batch.flush()
  }

  async #row(value: readonly unknown[], line: string): Promise<void> {
    const [name, ...values] = value
    const columns = this.#header?.tables[String(name)]
    const table = ALL_TABLES[String(name)]
    if (typeof name !== 'string' || !table || columns?.length !== values.length) {
      throw damaged(`line ${this.#number} is not a row`)
    }
    this.#tally.add(line, name)
    const given = Object.fromEntries(columns.map((column, index) => [column, values[index]]))
    try {
      await this.#batch.add(name, fullRow(name, table, given), line.length)
    } catch (error) {
      if (error instanceof TypeError || isConstraint(error))
        throw damaged(`line ${this.#number}: ${error.message}`, error)
      throw error
    }
  }

  #end(value: unknown): void {
    if (JSON.stringify(value) !== JSON.stringify(this.#tally.trailer())) {
      throw damaged('its contents are not those it was written with')
    }
    this.#ended = true
  }
}

/** Gathers rows of one table and writes them in few statements. */
class RowBatch {
  readonly #db: Kysely<AnyDatabase>
  #table = ''
  #rows: Record<string, Value>[] = []
  #characters = 0

  constructor(db: Kysely<AnyDatabase>) {
    this.#db = db
  }

  async add(table: string, row: readonly Value[], characters: number): Promise<void> {
    const isFull = this.#rows.length >= ROWS_PER_STATEMENT || this.#characters > BATCH_CHARACTERS
    if (table !== this.#table || isFull) await this.flush()
    this.#table = table
    this.#characters += characters
    this.#rows.push(toRecord(columnsOf(ALL_TABLES[table] ?? { key: [], columns: {} }), row))
  }

  async flush(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    this.#characters = 0
    if (rows.length > 0) await this.#db.insertInto(this.#table).values(rows).execute()
  }
}

function headerOf(value: unknown): BackupHeader {
  const header = value as Partial<BackupHeader> | null // read field by field below
  const isHeader =
    header?.deskhand === 'backup' && Number.isInteger(header.version) && typeof header.tables === 'object'
  if (!isHeader || !Array.isArray(header.migrations)) throw damaged('it does not begin as a backup of Deskhand does')
  if (Number(header.version) > BACKUP_VERSION) {
    throw new DeskhandError('storage.newer', { found: `backup format ${header.version}` })
  }
  return header as BackupHeader // just checked
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw damaged(`line ${number} is cut off or not JSON`, error)
  }
}

function isConstraint(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const { code, errcode } = error as { code?: unknown; errcode?: unknown } // pg and node:sqlite name them so
  return String(code).startsWith('23') || (typeof errcode === 'number' && (errcode & 0xff) === 19)
}

function damaged(problem: string, cause?: unknown): DeskhandError {
  return new DeskhandError('backup.damaged', { problem }, cause)
}
