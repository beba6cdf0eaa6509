// What features ask of the hub: small ports, named for our need. `src/hub/` implements them.
import type { JournalStore, RowWrite } from '../journal/store.ts'

/** An account of a rep or an administrator, as the directory keeps it (times in UTC milliseconds). */
export interface AccountRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: 'admin' | 'rep'
  readonly state: 'active' | 'disabled'
  readonly created_at: number
  /** JSON of per-account settings. */
  readonly settings: string
}

/** What a list shows of a session; one row per session, kept by the projection. */
export interface SessionRow {
  readonly id: string
  readonly number: string
  readonly type: string
  readonly channel: string
  readonly state: string
  readonly topic: string
  /** Account id and name of the primary. */
  readonly primary_id: string
  readonly primary_name: string
  /** JSON array of customer names. */
  readonly customers: string
  readonly started_at: number
  readonly ended_at: number | null
  readonly seq: number
}

/** A credential: only the hash of the token is kept. */
export interface TokenRow {
  /** SHA-256 of the token, base64url. */
  readonly hash: string
  readonly id: string
  readonly owner_kind: 'account' | 'participant' | 'setup'
  /** Account id, or `<session id>/<participant id>`. */
  readonly owner: string
  readonly name: string
  /** JSON array of scopes. */
  readonly scopes: string
  readonly created_at: number
  readonly expires_at: number
  readonly used_at: number | null
}

/** Which sessions a list should hold. */
export interface SessionQuery {
  /** Only sessions this account takes or took part in; absent: all of the site. */
  readonly member?: string
  readonly states?: readonly string[]
  readonly text?: string
  readonly limit: number
  /** Continue after this session (its started_at and id), newest first. */
  readonly before?: { readonly startedAt: number; readonly id: string }
}

/** Tables a projection or a service may write through `JournalStore.commit`, with their key columns. */
export const TABLES = {
  account: ['id'],
  secret: ['owner', 'kind'],
  token: ['hash'],
  session: ['id'],
  session_member: ['session', 'account'],
  code: ['code'],
  setting: ['key'],
} as const

/** Reading side of everything that is not the journal. Writing goes through `RowWrite`s, in the journal's transaction. */
export interface Directory {
  accountById(id: string): Promise<AccountRow | null>
  /** Emails are compared without regard to case. */
  accountByEmail(email: string): Promise<AccountRow | null>
  accounts(): Promise<readonly AccountRow[]>
  /** The stored hash of a secret, such as `account/<id>`, `password`. */
  secret(owner: string, kind: string): Promise<string | null>
  tokenByHash(hash: string): Promise<TokenRow | null>
  tokensOf(ownerKind: TokenRow['owner_kind'], owner: string): Promise<readonly TokenRow[]>
  sessions(query: SessionQuery): Promise<readonly SessionRow[]>
  session(id: string): Promise<SessionRow | null>
  isMember(session: string, account: string): Promise<boolean>
  /** What a join code stands for. */
  code(code: string): Promise<{ readonly session: string; readonly expires_at: number } | null>
  settings(): Promise<Readonly<Record<string, string>>>
}

/** A storage engine opened: journal, directory, and what an administrator does with the whole. */
export interface Storage {
  readonly engine: 'sqlite' | 'postgres'
  readonly journal: JournalStore
  readonly directory: Directory
  /** Brings the schema up to date; returns the names of the migrations it ran. */
  migrate(): Promise<readonly string[]>
  /** Names of migrations that have not run. */
  pending(): Promise<readonly string[]>
  /** Empties the projection tables that can be folded again (`session`, `session_member`, `code` …), then writes `rows` in batches. */
  rebuild(rows: AsyncIterable<readonly RowWrite[]>): Promise<void>
  /** Writes everything to one file (engine-neutral NDJSON, so a backup moves between engines), consistently, while the hub works. */
  backup(write: (line: string) => Promise<void>): Promise<void>
  /** Reads such a file into an empty database. */
  restore(lines: AsyncIterable<string>): Promise<void>
  /** Checks integrity: engine's own check, gaps in seqs; returns sentences, empty when all is well. */
  check(): Promise<readonly string[]>
  close(): Promise<void>
}
