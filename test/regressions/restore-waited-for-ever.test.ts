// What went wrong: the file was read before the database was open, so on PostgreSQL its lines were gone by the time
// somebody listened, and `hub restore` waited for ever.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLink } from '../../src/client/open-link.ts'
import { backupHub, restoreHub } from '../../src/hub/care.ts'
import { atEnd } from '../support/ending.ts'
import { readPagesOf } from '../support/events.ts'
import { asker, joinAs, openHub, PASSWORD, serve, signIn } from '../support/hub.ts'
import { freshDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temp.ts'

test.each(['SQLite', 'PostgreSQL'])(
  'a backup of a working hub restored on %s is the hub of that moment',
  async (engine) => {
    const hub = await openHub()
    const { id, number } = await hub.admin.ask('session.start', { topic: '백업', password: 'pw' })
    const kim = await joinAs(hub.url, number, 'Kim', { password: 'pw' })
    const link = openLink({ url: hub.url, token: kim.token })
    atEnd(() => link.close())
    let stopped = false
    const talking = (async () => {
      for (let index = 0; !stopped; index++) await link.request('chat.send', { text: `${index}` }, { session: id })
    })()
    const file = join(await temporaryFolder('backup'), 'hub.backup')
    const before = (await readPagesOf(hub.admin, id)).length
    const { lines } = await backupHub({ dataDir: hub.dataDir, database: null }, file)
    expect(lines).toBeGreaterThan(before)
    stopped = true
    await talking
    const all = await readPagesOf(hub.admin, id)
    await hub.close()

    const place = {
      dataDir: await temporaryFolder('restored'),
      database: engine === 'PostgreSQL' ? await freshDatabase() : null,
    }
    await restoreHub(place, file)
    await expect(restoreHub(place, file)).rejects.toMatchObject({ code: 'storage.not-empty' })
    const restored = await serve(place.dataDir, { database: place.database })
    const admin = await signIn(restored.url, 'admin@example.com', PASSWORD)
    const events = await readPagesOf(admin, id)
    expect(events.length).toBeGreaterThanOrEqual(before)
    expect(events).toEqual(all.slice(0, events.length))
    // Everybody goes on where they were.
    await asker(restored.url, kim.token).ask('chat.send', { text: 'after' })
    expect(await restored.refusal('session.join', { code: number, name: 'Lee', password: 'wrong' })).toBe(
      'join.password-wrong',
    )
    expect((await admin.ask('session.list', { text: '백업' })).sessions).toHaveLength(1)
  },
)
