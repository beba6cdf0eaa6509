// What an administrator does with a hub that is not serving, or beside one that is: doctor, migrate, rebuild, backup, restore.
import { createReadStream } from 'node:fs'
import { access, constants, open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Storage } from '../features/ports.ts'
import { type Event, readLine } from '../journal/event.ts'
import type { RowWrite } from '../journal/store.ts'
import { translator } from '../language/catalogue.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { readSettings } from '../session/settings.ts'
import { openSigner } from './keys.ts'
import { type HubPlace, openPlace } from './place.ts'
import { allRows } from './projections.ts'
import { sayFinding } from './storage/check.ts'

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
      const said = problems.map((problem) => sayFinding(problem, translator('en')))
      if (said.length > 0) throw new DeskhandError('storage.damaged', { problem: said.join('; ') })
      const admins = (await storage.directory.accounts()).filter(
        (one) => one.role === 'admin' && one.state === 'active',
      )
      if (admins.length === 0) throw new DeskhandError('hub.not-initialised')
      return `${storage.engine}, administrators: ${admins.length}`
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
        yield allRows(id, await readAll(storage, id), codeTtlMs)
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
  await withStorage(place, (storage) => storage.restore(linesOf(path)))
}

/** Opened when the first line is asked for: what a reader of lines says before somebody listens is lost. */
async function* linesOf(path: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
}
