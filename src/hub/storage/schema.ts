// The declared schema: every table with its columns, checked against before any name reaches a statement.
import type { Rows } from '../../features/ports.ts'
import { foldText, storable } from './text.ts'

/** A value as a column keeps it. */
export type Value = string | number | null

/** One column. */
export interface Column {
  readonly type: 'text' | 'integer'
  readonly nullable?: true
  /** Part of a key or an index, so its length is capped. */
  readonly indexed?: true
}

/** One table. Column order is the order of statements and of backups. */
export interface Table {
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, Column>>
  /** Columns that storage fills by itself from the row. */
  readonly derived?: Readonly<Record<string, (row: Readonly<Record<string, Value>>) => string>>
}

const text: Column = { type: 'text' }
const name: Column = { type: 'text', indexed: true }
const maybeText: Column = { type: 'text', nullable: true }
const maybeName: Column = { type: 'text', nullable: true, indexed: true }
const integer: Column = { type: 'integer' }
const maybeInteger: Column = { type: 'integer', nullable: true }

/** The tables that `RowWrite`s may name: exactly those of the ports, with exactly their columns. */
export const SCHEMA: { readonly [T in keyof Rows]: Table & { readonly columns: Record<keyof Rows[T], Column> } } = {
  account: {
    key: ['id'],
    columns: { id: name, email: text, name: text, role: text, state: text, created_at: integer, settings: text },
    derived: { email_key: (row) => emailKey(String(row.email)) },
  },
  secret: { key: ['owner', 'kind'], columns: { owner: name, kind: name, hash: text } },
  token: {
    key: ['hash'],
    columns: {
      hash: name,
      id: text,
      owner_kind: name,
      owner: name,
      name: text,
      scopes: text,
      created_at: integer,
      expires_at: integer,
      used_at: maybeInteger,
    },
  },
  session: {
    key: ['id'],
    columns: {
      id: name,
      number: name,
      type: text,
      channel: text,
      state: name,
      topic: text,
      primary_id: text,
      primary_name: text,
      customers: text,
      started_at: integer,
      ended_at: maybeInteger,
      seq: integer,
    },
    derived: { search: searchText },
  },
  session_member: { key: ['session', 'account'], columns: { session: name, account: name, started_at: integer } },
  code: { key: ['code'], columns: { code: name, session: text, expires_at: integer } },
  setting: { key: ['key'], columns: { key: name, value: text } },
}

/**
 * The journal's own tables, which only `commit` and `restore` write. A request stands beside the last line of its
 * append; `request` holds those of appends without lines.
 */
export const JOURNAL_SCHEMA = {
  event: {
    key: ['position'],
    columns: {
      position: integer,
      stream: name,
      seq: integer,
      at: integer,
      type: text,
      request: maybeName,
      reply: maybeText,
      line: text,
    },
  },
  request: { key: ['key'], columns: { key: name, reply: text } },
} as const satisfies Readonly<Record<string, Table>>

/** Every table a backup holds, in its order. */
export const ALL_TABLES: Readonly<Record<string, Table>> = { ...JOURNAL_SCHEMA, ...SCHEMA }

/** The types of all tables, for kysely. */
export interface Database extends Omit<Rows, 'account' | 'session'> {
  readonly account: Rows['account'] & { readonly email_key: string }
  readonly session: Rows['session'] & { readonly search: string }
  readonly event: {
    readonly position: number
    readonly stream: string
    readonly seq: number
    readonly at: number
    readonly type: string
    readonly request: string | null
    readonly reply: string | null
    readonly line: string
  }
  readonly request: { key: string; reply: string }
  readonly migration: { name: string; at: number }
}

/** How an email is compared: without regard to case. */
export function emailKey(email: string): string {
  return storable(foldText(email).slice(0, KEY_CHARACTERS))
}

/** Characters of a key or an indexed column; PostgreSQL indexes at most 2704 bytes of a row. */
export const KEY_CHARACTERS = 256

/** Everything a list's search looks through, folded, in one text. */
function searchText(row: Readonly<Record<string, Value>>): string {
  return foldText([row.number, row.topic, row.primary_name, ...namesIn(String(row.customers))].join('\n'))
}

function namesIn(json: string): readonly unknown[] {
  try {
    const names: unknown = JSON.parse(json)
    return Array.isArray(names) ? names : [json]
  } catch {
    return [json] // whatever it is, it can still be found by its letters
  }
}
