// Opens the storage a URL names, loading only the engine that is asked for.
import type { Storage } from '../../features/ports.ts'
import { DeskhandError } from '../../protocol/error.ts'

/** How a storage is opened. */
export interface OpenOptions {
  /**
   * `write` (the default) is for the hub; a SQLite file has one such opener at a time.
   * `read` is for looking and for backups while the hub works; everything that writes is refused.
   */
  readonly access?: 'write' | 'read'
}

/**
 * Opens a storage: `sqlite:<path>` or `postgres://…`. No event is loaded; the schema is left as it is (see `migrate`).
 *
 * @throws DeskhandError `usage` for another kind of URL, `storage.in-use` when another hub works on the same SQLite
 *   file, `storage.unavailable`, `storage.newer`, `storage.damaged`
 */
export async function openStorage(url: string, options: OpenOptions = {}): Promise<Storage> {
  const access = options.access ?? 'write'
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) {
    const { openSqlite } = await import('./sqlite/open.ts')
    return openSqlite(url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, ''), access)
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { openPostgres } = await import('./postgres/open.ts')
    return openPostgres(url, access)
  }
  throw new DeskhandError('usage', { problem: 'a database is sqlite:PATH or postgres://USER@HOST/NAME' })
}
