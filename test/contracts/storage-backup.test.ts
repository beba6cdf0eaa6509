// The contract of backups: complete, consistent, the same on every engine, and never half restored.
import { describe, expect, it } from 'vitest'
import type { Storage } from '../../src/features/ports.ts'
import { ENGINES, migrated, opened } from './storage-engines.ts'
import { append, backupOf, contentOf, everyLine, linesOf, sessionRow, setting } from './storage-given.ts'

/** A storage with something in every table and more rows than a page of the backup. */
async function filled(url: string): Promise<Storage> {
  const storage = await migrated(url)
  const account = { email: 'A@example.com', name: '앤', role: 'rep', state: 'active', created_at: 1, settings: '{}' }
  const token = { id: 't', owner_kind: 'account', owner: 'a', name: '', scopes: '[]', created_at: 1, expires_at: 2 }
  const rows = [
    { table: 'account', key: { id: 'a_1' }, row: account },
    { table: 'secret', key: { owner: 'a', kind: 'k' }, row: { hash: 'h' } },
    { table: 'token', key: { hash: 'th' }, row: { ...token, used_at: null } },
    { table: 'session_member', key: { session: 's_1', account: 'a_1' }, row: { started_at: 1000 } },
    { table: 'code', key: { code: '1' }, row: { session: 's_1', expires_at: 2 } },
    sessionRow('s_1', { topic: '"quoted" \\ 프린터\n' }),
    setting('company', '회사'),
  ]
  await storage.journal.commit([append('session/s_1', 0, 3, { rows, request: { key: 'p/1', reply: '{"ok":true}' } })])
  const many = Array.from({ length: 250 }, (_, n) =>
    append(`session/s_${n + 2}`, 0, 2, { rows: [sessionRow(`s_${n + 2}`)] }),
  )
  await storage.journal.commit(many)
  return storage
}

const PAIRS = ENGINES.flatMap((from) => ENGINES.map((to) => ({ name: `${from.engine} to ${to.engine}`, from, to })))

describe.each(PAIRS)('a backup from $name', ({ from, to }) => {
  it('brings every line and row across, and still knows answered requests', async () => {
    const source = await filled(await from.freshUrl())
    const backup = await backupOf(source)
    const target = await opened(await to.freshUrl())
    await target.restore(linesOf(backup))
    expect(await everyLine(target)).toEqual(await everyLine(source))
    expect(contentOf(await backupOf(target))).toEqual(contentOf(backup))
    expect(await target.check()).toEqual([])
    expect(await target.directory.session('s_1')).toEqual(await source.directory.session('s_1'))
    expect((await target.directory.sessions({ limit: 5, text: '프린터' })).map(({ id }) => id)).toEqual(['s_1'])
    const again = append('session/s_1', 3, 1, { request: { key: 'p/1', reply: 'new' } })
    const next = append('session/s_1', 3, 1)
    const outcomes = await target.journal.commit([again, next])
    expect(outcomes).toEqual([
      { outcome: 'duplicate', reply: '{"ok":true}' },
      { outcome: 'done', position: 504 },
    ])
  })
})

describe.each(ENGINES)('a backup on $engine', ({ freshUrl }) => {
  it('holds one moment while writing goes on', async () => {
    const storage = await filled(await freshUrl())
    const before = await everyLine(storage)
    const lines: string[] = []
    let after = 3
    await storage.backup(async (line) => {
      lines.push(line)
      if (lines.length % 50 !== 0) return
      await storage.journal.commit([append('session/s_1', after, 1, { rows: [setting(`during ${after}`, 'x')] })])
      after += 1
    })
    expect(after).toBeGreaterThan(10)
    const target = await opened(await freshUrl())
    await target.restore(linesOf(lines))
    expect(await everyLine(target)).toEqual(before)
    expect(await target.directory.settings()).toEqual({ company: '회사' })
  })

  it('is refused by a database that holds anything', async () => {
    const backup = await backupOf(await filled(await freshUrl()))
    const target = await migrated(await freshUrl())
    await target.journal.commit([append('site', 0, 0, { rows: [setting('a', 'b')] })])
    await expect(target.restore(linesOf(backup))).rejects.toMatchObject({ code: 'storage.not-empty' })
    expect(await everyLine(target)).toEqual([])
  })

  it('is refused whole when anything of it is missing, changed, added or of another kind', async () => {
    const good = await backupOf(await filled(await freshUrl()))
    const target = await opened(await freshUrl())
    const edits: Record<string, readonly string[]> = {
      empty: [],
      'no end': good.slice(0, -1),
      'cut in a line': [...good.slice(0, 300), (good[300] ?? '').slice(0, 20)],
      'a line missing': good.toSpliced(200, 1),
      'a line twice': good.toSpliced(200, 0, good[200] ?? ''),
      'two lines swapped': good.toSpliced(200, 2, good[201] ?? '', good[200] ?? ''),
      'one letter changed': good.with(5, (good[5] ?? '').replace('chat.sent', 'chat.Sent')),
      'something after the end': [...good, good[3] ?? ''],
      'an unknown table': good.with(5, '["other",1]'),
      'a wrong type': good.with(5, '["event","one","site",1,1,"x","{}"]'),
      'no header': good.slice(1),
      'not a backup': ['{"hello":1}', ...good.slice(1)],
      'not JSON': ['PK\u0003\u0004'],
    }
    for (const [edit, lines] of Object.entries(edits)) {
      await expect(target.restore(linesOf(lines)), edit).rejects.toMatchObject({ code: 'backup.damaged' })
    }
    const newer = good.with(0, (good[0] ?? '').replace('"version":1', '"version":2'))
    await expect(target.restore(linesOf(newer))).rejects.toMatchObject({ code: 'storage.newer' })
    await target.restore(linesOf(good))
    expect(await everyLine(target)).toHaveLength(503)
  })

  it('is undone when reading it fails', async () => {
    const good = await backupOf(await filled(await freshUrl()))
    const target = await migrated(await freshUrl())
    const failing = (async function* () {
      yield* good.slice(0, 400)
      throw new Error('the disk is gone')
    })()
    await expect(target.restore(failing)).rejects.toThrow('the disk is gone')
    expect(await everyLine(target)).toEqual([])
    await target.restore(linesOf(good))
  })

  it('is checked: gaps, lists that disagree with the journal, and accounts that share an email are found', async () => {
    const storage = await filled(await freshUrl())
    expect(await storage.check()).toEqual([])
    const row = { name: 'B', role: 'rep', state: 'active', created_at: 1, settings: '{}', email: 'a@EXAMPLE.com' }
    await storage.journal.commit([
      append('session/s_9000', 0, 1),
      append('site', 0, 1, {
        rows: [sessionRow('s_9001'), sessionRow('s_1', { seq: 99 }), { table: 'account', key: { id: 'a_2' }, row }],
      }),
    ])
    expect(await storage.check()).toEqual([
      { sentence: 'unlisted', details: { stream: 'session/s_9000' } },
      { sentence: 'unfounded', details: { session: 's_9001' } },
      { sentence: 'ahead', details: { session: 's_1', seq: 99, last: 3 } },
      { sentence: 'sameEmail', details: { email: 'A@example.com', count: 2 } },
    ])
  })
})
