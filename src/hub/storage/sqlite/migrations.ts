// The schema of SQLite, step by step. A released step is never changed.
import type { Migration } from '../migrate.ts'

/** In order; the names are those of `../postgres/migrations.ts`. */
export const SQLITE_MIGRATIONS: readonly Migration[] = [
  {
    name: '001-journal',
    statements: [
      'CREATE TABLE migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
      // `line` is last: the columns before it are read without touching a long line's further pages.
      `CREATE TABLE event (
        position INTEGER PRIMARY KEY, stream TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
        type TEXT NOT NULL, request TEXT, reply TEXT, line TEXT NOT NULL
      ) STRICT`,
      'CREATE TABLE request (key TEXT PRIMARY KEY, reply TEXT NOT NULL) STRICT, WITHOUT ROWID',
      // What an index of `event` would be, filled many events at a time: see tail.ts.
      `CREATE TABLE event_place (
        stream TEXT NOT NULL, seq INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (stream, seq)
      ) STRICT, WITHOUT ROWID`,
      'CREATE TABLE event_request (key TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID',
      'CREATE TABLE event_placed (position INTEGER NOT NULL) STRICT',
      'INSERT INTO event_placed (position) VALUES (0)',
    ],
  },
  {
    name: '002-directory',
    statements: [
      `CREATE TABLE account (
        id TEXT PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, state TEXT NOT NULL,
        created_at INTEGER NOT NULL, settings TEXT NOT NULL, email_key TEXT NOT NULL
      ) STRICT`,
      'CREATE INDEX account_email ON account (email_key)',
      `CREATE TABLE secret (
        owner TEXT NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (owner, kind)
      ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE token (
        hash TEXT PRIMARY KEY, id TEXT NOT NULL, owner_kind TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL,
        scopes TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
      ) STRICT`,
      'CREATE INDEX token_owner ON token (owner_kind, owner)',
      `CREATE TABLE session (
        id TEXT PRIMARY KEY, number TEXT NOT NULL, type TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL,
        topic TEXT NOT NULL, primary_id TEXT NOT NULL, primary_name TEXT NOT NULL, customers TEXT NOT NULL,
        started_at INTEGER NOT NULL, ended_at INTEGER, seq INTEGER NOT NULL, search TEXT NOT NULL
      ) STRICT`,
      'CREATE INDEX session_started ON session (started_at, id)',
      'CREATE INDEX session_state ON session (state, started_at, id)',
      'CREATE INDEX session_number ON session (number)',
      `CREATE TABLE session_member (
        session TEXT NOT NULL, account TEXT NOT NULL, started_at INTEGER NOT NULL, PRIMARY KEY (session, account)
      ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX member_started ON session_member (account, started_at, session)',
      `CREATE TABLE code (
        code TEXT PRIMARY KEY, session TEXT NOT NULL, expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
      'CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
    ],
  },
]
