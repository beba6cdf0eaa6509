// The contract of the journal's store: what commit, reads and rows promise, on every engine.
import { describe, expect, it } from 'vitest'
import { lineHash } from '../../src/journal/event.ts'
import { ENGINES, migrated, opened } from './storage-engines.ts'
import { append, everyLine, places, sessionRow, setting } from './storage-given.ts'

describe.each(ENGINES)('storage on $engine', ({ freshUrl }) => {
  it('appends lines, and says where each stream ends', async () => {
    const { journal } = await migrated(await freshUrl())
    expect(await journal.head('site')).toEqual({ seq: 0, hash: '' })
    expect(await journal.commit([append('site', 0, 2)])).toEqual([{ outcome: 'done', position: 2 }])
    const [, last] = append('site', 0, 2).lines
    expect(await journal.head('site')).toEqual({ seq: 2, hash: lineHash(last?.line ?? '') })
    expect(await journal.head('session/s_1')).toEqual({ seq: 0, hash: '' })
  })

  it('keeps every character of a line', async () => {
    const { journal } = await migrated(await freshUrl())
    const texts = [
      '{"text":"\\u0000\\ud800"}',
      '{"text":"👩‍👩‍👧 한글 ﷽ \u007f\u2028"}',
      `{"text":"${'x'.repeat(1_000_000)}"}`,
    ]
    await journal.commit([{ ...append('site', 0, 0), lines: texts.map((line) => ({ type: 'x', at: 1, line })) }])
    expect((await journal.read('site', 0, 10)).map(({ line }) => line)).toEqual(texts)
  })

  it('answers an append at another seq with a conflict and the seq there is', async () => {
    const { journal } = await migrated(await freshUrl())
    await journal.commit([append('site', 0, 3)])
    expect(await journal.commit([append('site', 2, 1)])).toEqual([{ outcome: 'conflict', seq: 3 }])
    expect(await journal.commit([append('site', 4, 1)])).toEqual([{ outcome: 'conflict', seq: 3 }])
    expect(await journal.commit([append('session/s_1', 1, 1)])).toEqual([{ outcome: 'conflict', seq: 0 }])
    expect((await journal.head('site')).seq).toBe(3)
  })

  it('answers a request that comes again with its first reply, whatever it expects', async () => {
    const { journal } = await migrated(await freshUrl())
    const first = append('site', 0, 1, { request: { key: 'p_1/r_1', reply: '{"ok":1}' } })
    await journal.commit([first])
    const again = append('site', 1, 1, { request: { key: 'p_1/r_1', reply: '{"ok":2}' }, rows: [setting('a', 'b')] })
    const duplicate = { outcome: 'duplicate', reply: '{"ok":1}' }
    expect(await journal.commit([first, again])).toEqual([duplicate, duplicate])
    expect(await journal.replyOf('p_1/r_1')).toBe('{"ok":1}')
    expect(await journal.replyOf('p_1/r_2')).toBeNull()
    expect((await journal.head('site')).seq).toBe(1)
  })

  it('lets one conflict or duplicate of a batch spoil nothing else', async () => {
    const { journal, directory } = await migrated(await freshUrl())
    await journal.commit([append('site', 0, 1, { request: { key: 'k', reply: 'first' } })])
    const outcomes = await journal.commit([
      append('session/s_1', 0, 2, { rows: [setting('good', '1')] }),
      append('site', 0, 1, { rows: [setting('conflict', '1')], request: { key: 'lost', reply: '' } }),
      append('site', 1, 1, { rows: [setting('duplicate', '1')], request: { key: 'k', reply: 'second' } }),
      append('session/s_2', 0, 1),
    ])
    expect(outcomes).toEqual([
      { outcome: 'done', position: 3 },
      { outcome: 'conflict', seq: 1 },
      { outcome: 'duplicate', reply: 'first' },
      { outcome: 'done', position: 4 },
    ])
    expect(await directory.settings()).toEqual({ good: '1' })
    expect(await journal.replyOf('lost')).toBeNull()
    expect(places(await journal.readAll(0, 10))).toEqual(['site 1', 'session/s_1 1', 'session/s_1 2', 'session/s_2 1'])
  })

  it('lets appends of one batch follow each other, conflict with each other and repeat each other', async () => {
    const { journal } = await migrated(await freshUrl())
    const outcomes = await journal.commit([
      append('site', 0, 2, { request: { key: 'k', reply: 'first' } }),
      append('site', 2, 1),
      append('site', 2, 1),
      append('site', 3, 1, { request: { key: 'k', reply: 'second' } }),
      append('site', 3, 1),
    ])
    expect(outcomes).toEqual([
      { outcome: 'done', position: 2 },
      { outcome: 'done', position: 3 },
      { outcome: 'conflict', seq: 3 },
      { outcome: 'duplicate', reply: 'first' },
      { outcome: 'done', position: 4 },
    ])
    expect(places(await journal.read('site', 0, 10))).toEqual(['site 1', 'site 2', 'site 3', 'site 4'])
  })

  it('judges later appends by the facts when the first of their stream was wrong', async () => {
    const { journal } = await migrated(await freshUrl())
    await journal.commit([append('site', 0, 1)])
    const outcomes = await journal.commit([append('site', 7, 1), append('site', 8, 1), append('site', 1, 1)])
    expect(outcomes).toEqual([
      { outcome: 'conflict', seq: 1 },
      { outcome: 'conflict', seq: 1 },
      { outcome: 'done', position: 2 },
    ])
  })

  it('writes rows without lines, once for a request', async () => {
    const { journal, directory } = await migrated(await freshUrl())
    await journal.commit([append('site', 0, 1)])
    const rowsOnly = append('site', 99, 0, { rows: [setting('a', '1')], request: { key: 'k', reply: 'r' } })
    expect(await journal.commit([rowsOnly])).toEqual([{ outcome: 'done', position: 1 }])
    expect(await directory.settings()).toEqual({ a: '1' })
    expect(await journal.commit([rowsOnly])).toEqual([{ outcome: 'duplicate', reply: 'r' }])
    expect(await journal.commit([])).toEqual([])
  })

  it('writes, overwrites and deletes rows in the order of a batch', async () => {
    const { journal, directory } = await migrated(await freshUrl())
    const rows = [setting('a', '1'), setting('b', '1'), setting('a', '2'), setting('b', null), setting('c', null)]
    await journal.commit([append('site', 0, 1, { rows }), append('site', 1, 1, { rows: [setting('d', '4')] })])
    expect(await directory.settings()).toEqual({ a: '2', d: '4' })
    await journal.commit([append('site', 2, 1, { rows: [setting('a', null), setting('d', null), setting('d', '5')] })])
    expect(await directory.settings()).toEqual({ d: '5' })
  })

  it('refuses rows that the schema does not declare, and writes nothing of their batch', async () => {
    const { journal } = await migrated(await freshUrl())
    const bad = [
      { table: 'event', key: { position: 1 }, row: {} },
      { table: 'setting; DROP TABLE event', key: { key: 'a' }, row: { value: 'b' } },
      { table: 'setting', key: { key: 'a' }, row: { value: 'b', more: 1 } },
      { table: 'setting', key: { key: 'a', more: 1 }, row: { value: 'b' } },
      { table: 'setting', key: { key: 'a' }, row: {} },
      { table: 'setting', key: {}, row: null },
      { table: 'setting', key: { key: 'a' }, row: { value: 1 } },
      { table: 'setting', key: { key: 'a' }, row: { value: null } },
      { table: 'setting', key: { key: 'k'.repeat(257) }, row: { value: 'b' } },
      { table: 'code', key: { code: '1' }, row: { session: 's', expires_at: 1.5 } },
    ]
    for (const row of bad) {
      await expect(journal.commit([append('site', 0, 1), append('site', 1, 1, { rows: [row] })])).rejects.toThrow(
        TypeError,
      )
    }
    expect(await journal.head('site')).toEqual({ seq: 0, hash: '' })
    await journal.commit([append('site', 0, 1, { rows: [setting('k'.repeat(256), 'longest')] })])
  })

  it('keeps hostile text in rows and looks it up, on every engine alike', async () => {
    const { journal, directory } = await migrated(await freshUrl())
    const hostile = "a\0b\ud800c'; DROP TABLE event; --\u001b[31m"
    await journal.commit([append('site', 0, 1, { rows: [setting(hostile, hostile)] })])
    const kept = hostile.replace('\0', '\uFFFD').replace('\ud800', '\uFFFD')
    expect(await directory.settings()).toEqual({ [kept]: kept })
    expect(await directory.code(hostile)).toBeNull()
    expect(await directory.accountByEmail(hostile)).toBeNull()
    expect(await journal.replyOf(hostile)).toBeNull()
    expect(await journal.read(`session/${hostile}`, 0, 1)).toEqual([])
    expect(await directory.sessions({ limit: 1, text: hostile, member: hostile, states: [hostile] })).toEqual([])
  })

  it('reads forward and backward by pages', async () => {
    const { journal } = await migrated(await freshUrl())
    for (let after = 0; after < 10; after += 1) {
      await journal.commit([append('session/s_1', after, 1), append('session/s_2', after, 1)])
    }
    const seqs = (lines: readonly { seq: number }[]) => lines.map(({ seq }) => seq)
    expect(seqs(await journal.read('session/s_1', 0, 3))).toEqual([1, 2, 3])
    expect(seqs(await journal.read('session/s_1', 8, 5))).toEqual([9, 10])
    expect(seqs(await journal.readBack('session/s_1', 11, 3))).toEqual([8, 9, 10])
    expect(seqs(await journal.readBack('session/s_1', 3, 5))).toEqual([1, 2])
    expect(await journal.read('session/s_1', 10, 5)).toEqual([])
    expect((await journal.readAll(17, 10)).map(({ position }) => position)).toEqual([18, 19, 20])
  })

  it('says which migrations are pending, runs them once, and opens again with everything there', async () => {
    const url = await freshUrl()
    const storage = await opened(url)
    const names = await storage.pending()
    expect(names).toEqual(['001-journal', '002-directory'])
    expect(await storage.migrate()).toEqual(names)
    expect(await storage.migrate()).toEqual([])
    await storage.journal.commit([append('site', 0, 2, { rows: [sessionRow('s_1')] })])
    await storage.close()
    const again = await opened(url)
    expect(await again.pending()).toEqual([])
    expect(places(await everyLine(again))).toEqual(['site 1', 'site 2'])
    expect(await again.directory.session('s_1')).toMatchObject({ id: 's_1', topic: 'printer' })
  })

  it('refuses to write when it was opened for reading, and reads beside the one who writes', async () => {
    const url = await freshUrl()
    const writer = await migrated(url)
    await writer.journal.commit([append('site', 0, 1)])
    const reader = await opened(url, 'read')
    expect(places(await everyLine(reader))).toEqual(['site 1'])
    await writer.journal.commit([append('site', 1, 1)])
    expect(places(await reader.journal.read('site', 0, 5))).toEqual(['site 1', 'site 2'])
    const refused = { code: 'storage.unavailable' }
    await expect(reader.journal.commit([append('site', 2, 1)])).rejects.toMatchObject(refused)
    await expect(reader.migrate()).rejects.toMatchObject(refused)
  })
})
