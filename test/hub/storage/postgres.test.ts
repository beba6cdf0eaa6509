// What is particular to PostgreSQL: a server that goes away and comes back, its settings, and its time limits.
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { openStorage } from '../../../src/hub/storage/open.ts'
import { WRITE_LOCK } from '../../../src/hub/storage/postgres/commit-function.ts'
import { migrated, opened } from '../../contracts/storage-engines.ts'
import { append, everyLine, places } from '../../contracts/storage-given.ts'
import { atEnd } from '../../support/ending.ts'
import { freshDatabase } from '../../support/postgres.ts'
import { until } from '../../support/wait.ts'
import { wayTo } from './unreliable.ts'

/** A connection of the test's own, closed with it. */
async function client(url: string): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: url })
  made.on('error', () => undefined) // some tests end it from the server's side
  await made.connect()
  atEnd(() => made.end())
  return made
}

const unavailable = { code: 'storage.unavailable' }

describe('a PostgreSQL database', () => {
  it('may go away and come back: what was asked meanwhile fails clearly, what comes after works', async () => {
    const url = new URL(await freshDatabase())
    const way = await wayTo(Number(url.port))
    url.port = String(way.port)
    const storage = await migrated(url.href)
    await storage.journal.commit([append('site', 0, 1)])
    await way.cut()
    await expect(storage.journal.commit([append('site', 1, 1)])).rejects.toMatchObject(unavailable)
    await expect(storage.journal.read('site', 0, 1)).rejects.toMatchObject(unavailable)
    await expect(storage.directory.settings()).rejects.toMatchObject(unavailable)
    await expect(storage.backup(async () => undefined)).rejects.toMatchObject(unavailable)
    await expect(openStorage(url.href)).rejects.toMatchObject(unavailable)
    await way.mend()
    expect(await storage.journal.commit([append('site', 1, 1)])).toEqual([{ outcome: 'done', position: 2 }])
    expect(await storage.directory.settings()).toEqual({})
  })

  it('may go away in the middle of a backup, which then fails and harms nothing else', async () => {
    const url = new URL(await freshDatabase())
    const way = await wayTo(Number(url.port))
    url.port = String(way.port)
    const storage = await migrated(url.href)
    const backup = storage.backup(async () => {
      await way.cut() // while the connection is taken and nothing is asked of it
    })
    await expect(backup).rejects.toMatchObject(unavailable)
    await way.mend()
    expect(await storage.journal.commit([append('site', 0, 1)])).toEqual([{ outcome: 'done', position: 1 }])
  })

  it('may end every connection, as a restart does', async () => {
    const url = await freshDatabase()
    const storage = await migrated(url)
    const other = await client(url)
    for (let after = 0; after < 3; after++) {
      await other.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> $1',
        [(other as unknown as { processID: number }).processID], // not in the types of pg
      )
      await until('the storage to work again', () => storage.journal.head('site').then(() => true))
      await until('the append to be taken', async () => {
        const request = { key: String(after), reply: '' }
        const [outcome] = await storage.journal.commit([append('site', after, 1, { request })])
        return outcome?.outcome === 'done' || outcome?.outcome === 'duplicate'
      })
    }
    expect(places(await everyLine(storage))).toEqual(['site 1', 'site 2', 'site 3'])
  })

  it('answers in time or not at all when another one holds the lock', async () => {
    const url = await freshDatabase()
    const storage = await migrated(`${url}?statement_timeout=300`)
    const other = await client(url)
    await other.query('SELECT pg_advisory_lock($1)', [WRITE_LOCK])
    await expect(storage.journal.commit([append('site', 0, 1)])).rejects.toMatchObject(unavailable)
    expect(await everyLine(storage)).toEqual([])
    await other.query('SELECT pg_advisory_unlock($1)', [WRITE_LOCK])
    expect(await storage.journal.commit([append('site', 0, 1)])).toEqual([{ outcome: 'done', position: 1 }])
  })

  it('is refused with its problem when it is missing, forbidden, in another encoding or newer', async () => {
    const url = await freshDatabase()
    const name = new URL(url).pathname.slice(1)
    await expect(openStorage(`${url}_missing`)).rejects.toMatchObject(unavailable)
    await expect(openStorage(url.replace('deskhand@', 'nobody:secret@'))).rejects.toMatchObject(unavailable)
    const secret = await openStorage(url.replace('deskhand@', 'nobody:secret@')).catch((error: unknown) =>
      String(error),
    )
    expect(secret).not.toContain('secret')
    const other = await client(url)
    await other.query(`CREATE DATABASE ${name}_ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0`)
    await expect(openStorage(url.replace(name, `${name}_ascii`))).rejects.toThrow('encoding is SQL_ASCII')
    await (await migrated(url)).close()
    await other.query("INSERT INTO migration (name, at) VALUES ('999-holograms', 1)")
    await expect(openStorage(url)).rejects.toMatchObject({
      code: 'storage.newer',
      details: { found: ['999-holograms'] },
    })
  })

  it('writes commits to the disk even where the database says that this can wait', async () => {
    const url = await freshDatabase()
    const other = await client(url)
    await other.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`)
    const storage = await migrated(url)
    await other.query(`CREATE TABLE seen (setting text);
      CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
      CREATE TRIGGER see AFTER INSERT ON event EXECUTE FUNCTION see()`)
    await storage.journal.commit([append('site', 0, 1)])
    expect((await other.query('SELECT setting FROM seen')).rows).toEqual([{ setting: 'on' }])
  })

  it('reads no more for a commit when its plans were made while it was empty', async () => {
    const url = await freshDatabase()
    const storage = await migrated(url)
    const other = await client(url)
    await other.query('ANALYZE') // as the server does by itself, at any moment
    const commits = 50
    for (let after = 0; after < commits; after++) {
      const batch = Array.from({ length: 100 }, (_, index) =>
        append(`session/s_${index}`, after, 1, { request: { key: `${index}/${after}`, reply: '{}' } }),
      )
      // A commit of another hub between any two makes this one look every head up.
      await storage.journal.commit(batch)
      await other.query('UPDATE event SET position = position + 1 WHERE position = (SELECT max(position) FROM event)')
    }
    await storage.close() // a connection tells what it has read when it ends
    const read = await until('the statistics', async () => {
      const { rows } = await other.query(
        "SELECT sum(idx_tup_read)::int AS read, sum(idx_scan)::int AS scans FROM pg_stat_user_indexes WHERE relname = 'event'",
      )
      return rows[0].scans > commits ? rows[0] : undefined
    })
    expect(read.read).toBeLessThan(commits * 100 * 4)
  })

  it('uses a bounded number of connections, however much is asked at once', async () => {
    const url = await freshDatabase()
    const storage = await migrated(url)
    const other = await client(url)
    const asked = Array.from({ length: 200 }, (_, index) => [
      storage.journal.head(`session/s_${index}`),
      storage.journal.commit([append(`session/s_${index}`, 0, 1)]),
      storage.directory.settings(),
    ])
    await Promise.all(asked.flat())
    const { rows } = await other.query(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'deskhand' AND datname = current_database()",
    )
    expect(rows[0].count).toBeLessThanOrEqual(9)
    await storage.close()
    const again = await opened(url)
    expect(await everyLine(again)).toHaveLength(200)
  })
})
