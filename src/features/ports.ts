// What features ask of the hub: small ports, named for our need. `src/hub/` implements them.
import type { Author, Draft, Head, StreamId } from '../journal/event.ts'
import type { JournalStore, RowWrite, StoredLine } from '../journal/store.ts'
import type { Identity, PictureStats } from '../protocol/envelope.ts'
import type { ErrorCode, ErrorDetails } from '../protocol/error.ts'
import type { IdPrefix } from '../protocol/id.ts'
import type { Settings } from '../session/settings.ts'
import type { Blobs } from './blobs.ts'
import type { SessionState } from './state.ts'

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

/** A secret of an account or a session: only its hash is kept. */
export interface SecretRow {
  readonly owner: string
  readonly kind: string
  readonly hash: string
}

/** That an account takes or took part in a session. */
export interface MemberRow {
  readonly session: string
  readonly account: string
  /** The session's `started_at` again, so that an account's sessions page newest first without a sort. */
  readonly started_at: number
}

/** What a join code stands for. */
export interface CodeRow {
  readonly code: string
  readonly session: string
  readonly expires_at: number
}

/** One setting of the site. */
export interface SettingRow {
  readonly key: string
  readonly value: string
}

/** What a row of each table holds; a `RowWrite` names every column of its table. */
export interface Rows {
  readonly account: AccountRow
  readonly secret: SecretRow
  readonly token: TokenRow
  readonly session: SessionRow
  readonly session_member: MemberRow
  readonly code: CodeRow
  readonly setting: SettingRow
}

/** The tables that `rebuild` empties, because folding the journal fills them again. */
export const FOLDED_TABLES = ['session', 'session_member', 'code'] as const satisfies readonly (keyof Rows)[]

/** Something wrong that `Storage.check` found; `sentence` of the catalogue area `storage`, filled from `details`. */
export interface Finding {
  readonly sentence: 'engine' | 'unsafe' | 'gap' | 'order' | 'unlisted' | 'unfounded' | 'ahead' | 'sameEmail'
  readonly details: Readonly<Record<string, string | number>>
}

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
  code(code: string): Promise<CodeRow | null>
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
  /** Empties the `FOLDED_TABLES`, then writes `rows` in batches, all in one transaction. */
  rebuild(rows: AsyncIterable<readonly RowWrite[]>): Promise<void>
  /** Writes everything as engine-neutral NDJSON, so a backup moves between engines; consistently, while the hub works. */
  backup(write: (line: string) => Promise<void>): Promise<void>
  /** Reads such lines into an empty database; all of them or none. */
  restore(lines: AsyncIterable<string>): Promise<void>
  /** Checks integrity: the engine's own check, gaps in seqs, projections against the journal; empty when all is well. */
  check(): Promise<readonly Finding[]>
  close(): Promise<void>
}

/** What a service decided about a journal: events with their author and rows, or a refusal. */
export type Decision =
  | {
      readonly drafts: readonly Draft[]
      readonly by: Author
      readonly rows?: readonly RowWrite[]
      readonly reply?: Readonly<Record<string, unknown>>
    }
  | { readonly code: ErrorCode; readonly details?: ErrorDetails }

/** Journals as services use them. Refusals are thrown as DeskhandError. */
export interface Journals {
  /** Changes one session; judged again when another hub was faster. */
  session(
    id: string,
    key: string | null,
    judge: (state: SessionState) => Decision,
  ): Promise<Readonly<Record<string, unknown>>>
  /** Changes the site; `prepare` may read the directory and runs again when the site changed meanwhile. */
  site(key: string | null, prepare: () => Promise<Decision>): Promise<Readonly<Record<string, unknown>>>
  state(id: string): Promise<SessionState>
  head(stream: StreamId): Promise<Head>
  read(stream: StreamId, after: number, limit: number): Promise<readonly StoredLine[]>
  readBack(stream: StreamId, before: number, limit: number): Promise<readonly StoredLine[]>
  readAll(after: number, limit: number): Promise<readonly StoredLine[]>
  /** Resolves at the next commit of this hub, after `ms`, or when it is no longer wanted. */
  nextCommit(ms: number, signal?: AbortSignal): Promise<void>
}

/** Passwords: argon2id. */
export interface Passwords {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
}

/** Counts failures by key and says when there were too many. */
export interface Limiter {
  /** Seconds to wait before `key` may try again; 0 when it may. */
  wait(key: string): number
  /** Counts one failure; returns how many there were in the window. */
  fail(key: string): number
  clear(key: string): void
  /**
   * Runs works of one key one after the other, so that many tries at once are counted as if they had come in turn.
   *
   * @throws DeskhandError `auth.limited` when too many wait already
   */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** A mail to send. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Who watches a channel and how, what the hub relayed of it, and how it is made. */
export interface Audience {
  readonly relayedBytes: number
  /** Null before its sender said anything. */
  readonly picture: PictureStats | null
  /** Titles of the windows in it, the topmost first; null where the link takes pictures, or nobody looks. */
  readonly windows: readonly string[] | null
  readonly watchers: readonly {
    readonly participant: string
    readonly path: 'relay' | 'direct'
    /** From capture to drawn, in milliseconds; null before it was told. */
    readonly latencyMs: number | null
    /** Frames the hub could not pass on to this one. */
    readonly dropped: number
  }[]
}

/** Texts on their way from one clipboard to another: in memory only, taken once, gone after a minute. */
export interface Tray {
  /** The next part; one that begins at 0 begins anew. @throws DeskhandError `clipboard.too-large`, `clipboard.gone`, `request.too-many` */
  put(key: string, part: { readonly at: number; readonly bytes: Buffer; readonly isLast: boolean }): void
  /** Resolves when the text is whole, or after a while. @throws DeskhandError `request.too-many` */
  whole(key: string): Promise<void>
  /** The part that begins there; with the last one the text is forgotten. @throws DeskhandError `clipboard.gone` */
  take(key: string, at: number): { readonly bytes: Buffer; readonly isLast: boolean }
}

/** Everything a service may use of the hub. */
export interface HubPorts {
  now(): number
  newId(prefix: IdPrefix): string
  newNumber(): string
  newToken(): string
  tokenHash(token: string): string
  readonly directory: Directory
  readonly journals: Journals
  readonly passwords: Passwords
  readonly limiter: Limiter
  settings(): Promise<Settings>
  /** Forgets cached settings after they changed. */
  settingsChanged(): void
  /** The address customers and reps reach the hub at, without a slash at its end. */
  baseUrl(): string
  sendMail(letter: Letter): Promise<void>
  /** Composes a letter as an `.eml` file. */
  composeMail(letter: Letter): Promise<string>
  sign(text: string): Promise<{ readonly signature: string; readonly key: string; readonly publicKey: string }>
  /** Participants of a session with a live link. */
  connected(state: SessionState): ReadonlySet<string>
  /** Who watches a channel of a running share; null where nobody does or this hub does not know. */
  audience(channel: number): Audience | null
  readonly tray: Tray
  readonly blobs: Blobs
  /** Cuts the links that use a token (by hash) or belong to an owner. */
  cutLinks(which: { readonly tokenHash?: string; readonly owner?: string }): void
  /** Tells reps something at once that no journal of theirs holds. */
  notice(code: string, details: Readonly<Record<string, unknown>>): void
  /** The secret shared with the site's TURN servers; null while there is none. */
  turnSecret(): Promise<string | null>
  /** The one-time setup token is this one and unused. */
  isSetupToken(token: string): Promise<boolean>
}

/** One request of a service: who asks, from where, and the key that makes it happen once. */
export interface ServiceCall {
  readonly identity: Identity
  readonly address: string
  readonly key: string | null
  /** Hash of the token the request came with, if it came with one. */
  readonly tokenHash: string | null
}

/** Does one site request. Refusals are thrown as DeskhandError; the reply must fit the declaration. */
export type Service<D, R> = (hub: HubPorts, call: ServiceCall, data: D) => Promise<R>
