// Row writes made ready for an engine: names checked against the schema, values checked and ordered.
import type { Append, RowWrite } from '../../journal/store.ts'
import { type Column, KEY_CHARACTERS, SCHEMA, type Table, type Value } from './schema.ts'
import { storable } from './text.ts'

/** A row write whose table exists and whose values are in the order of `columnsOf`. */
export interface ReadyRow {
  readonly table: string
  readonly key: readonly Value[]
  /** All columns in order, or null to delete the row. */
  readonly values: readonly Value[] | null
}

const TABLES: ReadonlyMap<string, Table> = new Map(Object.entries(SCHEMA))

/** The stored columns of a table in the order of statements: declared, then derived. */
export function columnsOf(table: Table): readonly string[] {
  return [...Object.keys(table.columns), ...Object.keys(table.derived ?? {})]
}

/**
 * Checks one row write and orders its values.
 *
 * @throws TypeError when table, columns or values are not those of the schema: a mistake of the caller, never of a peer
 */
export function readyRow(write: RowWrite): ReadyRow {
  const table = TABLES.get(write.table)
  if (!table) throw new TypeError(`there is no table ${write.table}`)
  const key = table.key.map((column) => checked(write.table, column, table.columns[column], write.key[column]))
  if (Object.keys(write.key).length !== key.length) throw new TypeError(`the key of ${write.table} is ${table.key}`)
  if (write.row === null) return { table: write.table, key, values: null }
  return { table: write.table, key, values: fullRow(write.table, table, { ...write.row, ...write.key }) }
}

/**
 * Orders all columns of a row, derived ones included.
 *
 * @throws TypeError when a column is missing, unknown or of another type
 */
export function fullRow(name: string, table: Table, given: Readonly<Record<string, unknown>>): readonly Value[] {
  const row: Record<string, Value> = {}
  for (const column in table.columns) row[column] = checked(name, column, table.columns[column], given[column])
  for (const column in given) if (!(column in row)) throw new TypeError(`${name} has no column ${column}`)
  const values = Object.values(row)
  for (const column in table.derived) values.push(table.derived[column]?.(row) ?? '')
  return values
}

function checked(table: string, name: string, column: Column | undefined, value: unknown): Value {
  if (column?.type === 'text' && typeof value === 'string') {
    if (column.indexed && value.length > KEY_CHARACTERS) throw new TypeError(`${table}.${name} is too long for a key`)
    return storable(value)
  }
  if (column?.type === 'integer' && Number.isSafeInteger(value)) return value as number // as just checked
  if (column?.nullable && value === null) return null
  throw new TypeError(`${table}.${name} cannot be ${value === undefined ? 'left out' : `a ${typeof value}`}`)
}

/**
 * Checks what a batch of appends says before anything of it is written.
 *
 * @throws TypeError when lines, keys or rows are malformed
 * @returns the rows of each append, ready
 */
export function readyBatch(batch: readonly Append[]): readonly (readonly ReadyRow[])[] {
  return batch.map((append) => {
    if (append.stream.length > KEY_CHARACTERS) throw new TypeError('the name of a stream is too long')
    if (!Number.isSafeInteger(append.after) || append.after < 0) throw new TypeError(`no seq can be ${append.after}`)
    const request = append.request
    if (request && request.key.length > KEY_CHARACTERS) throw new TypeError('the key of a request is too long')
    for (const text of [append.stream, request?.key, request?.reply]) if (text) mustBeStorable(text)
    for (const { line } of append.lines) mustBeStorable(line)
    return append.rows.length === 0 ? NO_ROWS : append.rows.map(readyRow)
  })
}

const NO_ROWS: readonly ReadyRow[] = []

/** A line is hashed as it is, so it is refused rather than changed. JSON text never holds what is refused here. */
function mustBeStorable(text: string): void {
  if (!text.isWellFormed() || text.includes('\0')) throw new TypeError('text with NUL or half a character pair')
}

/** The last write of each row, table by table, deletions apart: what one statement a table can do. */
export interface TableWrites {
  readonly table: string
  readonly deletes: readonly (readonly Value[])[]
  readonly upserts: readonly (readonly Value[])[]
}

/** Collapses row writes so that every row is written once. */
export function collapse(rows: Iterable<ReadyRow>): readonly TableWrites[] {
  const tables = new Map<string, Map<string, ReadyRow>>()
  for (const row of rows) {
    const last = tables.get(row.table) ?? new Map<string, ReadyRow>()
    tables.set(row.table, last)
    last.set(row.key.length === 1 ? String(row.key[0]) : JSON.stringify(row.key), row)
  }
  return [...tables].map(([table, last]) => {
    const all = [...last.values()]
    return {
      table,
      deletes: all.filter(({ values }) => values === null).map(({ key }) => key),
      upserts: all.flatMap(({ values }) => (values === null ? [] : [values])),
    }
  })
}
