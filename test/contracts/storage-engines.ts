// Both storage engines, each ready to be opened fresh.
import { join } from 'node:path'
import type { Storage } from '../../src/features/ports.ts'
import { openStorage } from '../../src/hub/storage/open.ts'
import { atEnd } from '../support/ending.ts'
import { freshDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temp.ts'

/** The engines, each with a way to make the URL of an empty database. */
export const ENGINES = [
  { engine: 'sqlite', freshUrl: async () => `sqlite:${join(await temporaryFolder('storage'), 'hub.db')}` },
  { engine: 'postgres', freshUrl: freshDatabase },
] as const

/** Opens a storage that is closed with the test. */
export async function opened(url: string, access: 'write' | 'read' = 'write'): Promise<Storage> {
  const storage = await openStorage(url, { access })
  let isOpen = true
  const close = storage.close
  const once: Storage = {
    ...storage,
    close: async () => {
      if (isOpen) await close()
      isOpen = false
    },
  }
  atEnd(() => once.close())
  return once
}

/** Opens and migrates a storage that is closed with the test. */
export async function migrated(url: string): Promise<Storage> {
  const storage = await opened(url)
  await storage.migrate()
  return storage
}
