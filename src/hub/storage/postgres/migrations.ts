// The schema of PostgreSQL, step by step. A released step is never changed.
import type { Migration } from '../migrate.ts'
import { COMMIT_FUNCTION } from './commit-function.ts'

/** In order; the names are those of `../sqlite/migrations.ts`. Text sorts by code point, as it does in SQLite. */
export const POSTGRES_MIGRATIONS: readonly Migration[] = [
  {
    name: '001-journal',
    statements: [
      'CREATE TABLE migration (name text COLLATE "C" PRIMARY KEY, at bigint NOT NULL)',
      `CREATE TABLE event (
        position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, seq bigint NOT NULL, at bigint NOT NULL,
        type text NOT NULL, request text COLLATE "C", reply text, line text NOT NULL
      )`,
      'CREATE UNIQUE INDEX event_place ON event (stream, seq)',
      'CREATE UNIQUE INDEX event_request ON event (request) WHERE request IS NOT NULL',
      'CREATE TABLE request (key text COLLATE "C" PRIMARY KEY, reply text NOT NULL)',
      COMMIT_FUNCTION,
    ],
  },
  {
    name: '002-directory',
    statements: [
      `CREATE TABLE account (
        id text COLLATE "C" PRIMARY KEY, email text NOT NULL, name text NOT NULL, role text NOT NULL,
        state text NOT NULL, created_at bigint NOT NULL, settings text NOT NULL, email_key text COLLATE "C" NOT NULL
      )`,
      'CREATE INDEX account_email ON account (email_key)',
      `CREATE TABLE secret (
        owner text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, hash text NOT NULL, PRIMARY KEY (owner, kind)
      )`,
      `CREATE TABLE token (
        hash text COLLATE "C" PRIMARY KEY, id text NOT NULL, owner_kind text COLLATE "C" NOT NULL,
        owner text COLLATE "C" NOT NULL, name text NOT NULL, scopes text NOT NULL, created_at bigint NOT NULL,
        expires_at bigint NOT NULL, used_at bigint
      )`,
      'CREATE INDEX token_owner ON token (owner_kind, owner)',
      `CREATE TABLE session (
        id text COLLATE "C" PRIMARY KEY, number text COLLATE "C" NOT NULL, type text NOT NULL, channel text NOT NULL,
        state text COLLATE "C" NOT NULL, topic text NOT NULL, primary_id text NOT NULL, primary_name text NOT NULL,
        customers text NOT NULL, started_at bigint NOT NULL, ended_at bigint, seq bigint NOT NULL,
        search text COLLATE "C" NOT NULL
      )`,
      'CREATE INDEX session_started ON session (started_at, id)',
      'CREATE INDEX session_state ON session (state, started_at, id)',
      'CREATE INDEX session_number ON session (number)',
      `CREATE TABLE session_member (
        session text COLLATE "C" NOT NULL, account text COLLATE "C" NOT NULL, started_at bigint NOT NULL,
        PRIMARY KEY (session, account)
      )`,
      'CREATE INDEX member_started ON session_member (account, started_at, session)',
      'CREATE TABLE code (code text COLLATE "C" PRIMARY KEY, session text NOT NULL, expires_at bigint NOT NULL)',
      'CREATE TABLE setting (key text COLLATE "C" PRIMARY KEY, value text NOT NULL)',
    ],
  },
]
