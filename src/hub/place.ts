// Where a hub keeps what it has, and how that is opened.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage } from '../features/ports.ts'
import { DeskhandError } from '../protocol/error.ts'
import { openStorage } from './storage/open.ts'

/** Where a hub keeps what it has. */
export interface HubPlace {
  readonly dataDir: string
  /** `postgres://…`, or null for the SQLite file in the data folder. */
  readonly database: string | null
}

function databaseUrl({ dataDir, database }: HubPlace): string {
  return database ?? `sqlite:${join(dataDir, 'hub.db')}`
}

/** Opens the storage of a place, making its folder. */
export async function openPlace(place: HubPlace, access: 'read' | 'write' = 'write'): Promise<Storage> {
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 })
  return openStorage(databaseUrl(place), { access })
}

/**
 * A new database is brought up by itself; one with data in it waits for `hub migrate`, after a backup.
 *
 * @throws DeskhandError `storage.pending`
 */
export async function readyStorage(storage: Storage): Promise<void> {
  const pending = await storage.pending()
  if (pending.length === 0) return
  const isNew = await storage.directory.settings().then(
    () => false,
    () => true, // no table yet: a database nobody has used
  )
  if (!isNew) throw new DeskhandError('storage.pending', { count: pending.length })
  await storage.migrate()
}
