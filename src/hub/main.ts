// What an administrator does with a hub: serve, init, doctor, migrate, rebuild, backup, restore.
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { newAccount } from '../features/accounts/account.ts'
import type { Storage } from '../features/ports.ts'
import { foldSession } from '../features/reducers.ts'
import { type Event, readLine } from '../journal/event.ts'
import type { RowWrite } from '../journal/store.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { newId } from '../protocol/id.ts'
import { readSettings } from '../session/settings.ts'
import { isLoopback } from './http/address.ts'
import type { Route } from './http/routes.ts'
import { type Hub, startHub } from './hub.ts'
import { createJournals, openJournal } from './journals.ts'
import { openSigner } from './keys.ts'
import { createPasswords } from './passwords.ts'
import { allRows } from './projections.ts'
import { newSetupToken } from './setup.ts'
import { openStorage } from './storage/open.ts'

/** Where a hub keeps what it has. */
export interface HubPlace {
  readonly dataDir: string
  /** `postgres://…`, or null for the SQLite file in the data folder. */
  readonly database: string | null
}

/** Port of `hub serve` unless told otherwise. */
export const DEFAULT_PORT = 4747

function databaseUrl({ dataDir, database }: HubPlace): string {
  return database ?? `sqlite:${join(dataDir, 'hub.db')}`
}

async function openPlace(place: HubPlace, access: 'read' | 'write' = 'write'): Promise<Storage> {
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 })
  return openStorage(databaseUrl(place), { access })
}

/** A new database is brought up by itself; one with data in it waits for `hub migrate`, after a backup. */
async function readyStorage(storage: Storage): Promise<void> {
  const pending = await storage.pending()
  if (pending.length === 0) return
  const isNew = await storage.directory.settings().then(
    () => false,
    () => true, // no table yet: a database nobody has used
  )
  if (!isNew) throw new DeskhandError('storage.pending', { count: pending.length })
  await storage.migrate()
}

/** How a hub is served. */
export interface ServeOptions extends HubPlace {
  readonly host: string
  readonly port: number
  readonly publicUrl: string | null
  readonly tlsCert: string | null
  readonly tlsKey: string | null
  readonly behindProxy: boolean
  readonly routes: readonly Route[]
  readonly log: (message: string, context: Readonly<Record<string, unknown>>) => void
}

/** A served hub, and the one-time setup token when nobody has set it up yet. */
export interface Served extends Hub {
  readonly setupToken: string | null
}

async function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<{ cert: Buffer; key: Buffer } | null> {
  if (!tlsCert && !tlsKey) return null
  if (!tlsCert || !tlsKey) throw new DeskhandError('usage', { problem: '--tls-cert and --tls-key belong together' })
  const read = (path: string): Promise<Buffer> =>
    readFile(path).catch((cause: Error) =>
      Promise.reject(new DeskhandError('file.unreadable', { path, problem: cause.message }, cause)),
    )
  return { cert: await read(tlsCert), key: await read(tlsKey) }
}

/**
 * Serves a hub until it is closed.
 *
 * @throws DeskhandError `hub.insecure` for plain HTTP beyond loopback, `storage.*`, `usage` when the port is taken
 */
export async function serveHub(options: ServeOptions): Promise<Served> {
  const tls = await readTls(options)
  if (!tls && !options.behindProxy && !isLoopback(options.host))
    throw new DeskhandError('hub.insecure', { host: options.host })
  const storage = await openPlace(options)
  try {
    await readyStorage(storage)
    const setupToken = await newSetupToken(storage, randomBytes)
    const hub = await startHub({ ...options, storage, tls })
    return { ...hub, setupToken }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** Makes the first administrator without serving. @throws DeskhandError `hub.initialised`, `account.password-weak` */
export async function initHub(
  place: HubPlace,
  admin: { readonly email: string; readonly name: string; readonly password: string },
): Promise<{ readonly account: string }> {
  const storage = await openPlace(place)
  try {
    await readyStorage(storage)
    await openSigner(join(place.dataDir, 'keys'))
    if ((await storage.directory.accounts()).length > 0) throw new DeskhandError('hub.initialised')
    const journals = createJournals(openJournal(storage.journal, Date.now), storage.journal)
    const parts = {
      directory: storage.directory,
      journals,
      passwords: createPasswords(),
      now: Date.now,
      newId: (prefix: 'a') => newId(prefix, randomBytes),
      settings: async () => readSettings(await storage.directory.settings()),
    }
    const made = await newAccount(parts, { ...admin, role: 'admin' }, { id: 'setup', name: 'setup', role: 'system' })
    await journals.site(null, made.decision)
    return { account: made.row.id }
  } finally {
    await storage.close()
  }
}

/** One thing `hub doctor` looked at. */
export interface Finding {
  readonly what: string
  readonly ok: boolean
  readonly detail: string
}

/** Looks at a hub's folder, database, keys and settings without changing them. */
export async function doctorHub(place: HubPlace): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const look = async (what: string, probe: () => Promise<string>): Promise<void> => {
    await probe().then(
      (detail) => findings.push({ what, ok: true, detail }),
      (error: unknown) => findings.push({ what, ok: false, detail: asDeskhandError(error).message }),
    )
  }
  await look('folder', async () => {
    await access(place.dataDir, constants.R_OK | constants.W_OK)
    return resolve(place.dataDir)
  })
  await look('database', async () => {
    const storage = await openPlace(place, 'read')
    try {
      const pending = await storage.pending()
      if (pending.length > 0) throw new DeskhandError('storage.pending', { count: pending.length })
      const problems = await storage.check()
      if (problems.length > 0) throw new DeskhandError('storage.damaged', { problem: problems.map(String).join('; ') })
      const admins = (await storage.directory.accounts()).filter(
        (one) => one.role === 'admin' && one.state === 'active',
      )
      if (admins.length === 0) throw new DeskhandError('hub.not-initialised')
      return `${storage.engine}, ${admins.length} administrators`
    } finally {
      await storage.close()
    }
  })
  await look('signing key', async () => (await openSigner(join(place.dataDir, 'keys'))).key)
  return findings
}

/** Brings the database up to date; returns the names of the migrations that ran. */
export async function migrateHub(place: HubPlace): Promise<readonly string[]> {
  return withStorage(place, (storage) => storage.migrate())
}

async function withStorage<T>(place: HubPlace, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openPlace(place)
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

/** Sessions folded between two writes of a rebuild. */
const REBUILD_LINES = 1_000

async function* sessionIds(storage: Storage): AsyncGenerator<string> {
  let position = 0
  for (;;) {
    const lines = await storage.journal.readAll(position, REBUILD_LINES)
    for (const { seq, stream } of lines)
      if (seq === 1 && stream.startsWith('session/')) yield stream.slice('session/'.length)
    position = lines.at(-1)?.position ?? position
    if (lines.length < REBUILD_LINES) return
  }
}

async function readAll(storage: Storage, id: string): Promise<readonly Event[]> {
  const events: Event[] = []
  for (;;) {
    const lines = await storage.journal.read(`session/${id}`, events.length, REBUILD_LINES)
    for (const { line } of lines) events.push(readLine(line))
    if (lines.length < REBUILD_LINES) return events
  }
}

/** Folds every session again and writes its rows anew; returns how many. */
export async function rebuildHub(place: HubPlace, progress: (sessions: number) => void): Promise<number> {
  return withStorage(place, async (storage) => {
    const codeTtlMs = readSettings(await storage.directory.settings())['session.codeTtlMs']
    let sessions = 0
    const rows = async function* (): AsyncGenerator<readonly RowWrite[]> {
      for await (const id of sessionIds(storage)) {
        yield allRows(foldSession(id, await readAll(storage, id)), codeTtlMs)
        sessions += 1
        progress(sessions)
      }
    }
    await storage.rebuild(rows())
    return sessions
  })
}

/** Writes everything to one file while the hub works; the file appears whole or not at all. */
export async function backupHub(
  place: HubPlace,
  path: string,
): Promise<{ readonly lines: number; readonly bytes: number }> {
  const storage = await openPlace(place, 'read')
  const partial = `${path}.partial`
  try {
    const file = await open(partial, 'w', 0o600)
    let lines = 0
    let bytes = 0
    try {
      await storage.backup(async (line) => {
        const text = `${line}\n`
        await file.writeFile(text)
        lines += 1
        bytes += Buffer.byteLength(text)
      })
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partial, path)
    return { lines, bytes }
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  } finally {
    await storage.close()
  }
}

/** Reads a backup into an empty database. @throws DeskhandError `backup.damaged`, `storage.not-empty` */
export async function restoreHub(place: HubPlace, path: string): Promise<void> {
  await access(path, constants.R_OK).catch((cause: Error) => {
    throw new DeskhandError('file.unreadable', { path, problem: cause.message }, cause)
  })
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  await withStorage(place, (storage) => storage.restore(lines))
}
