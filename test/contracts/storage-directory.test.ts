// The contract of the directory: what it finds, in which order, page by page, on every engine.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionQuery, SessionRow, Storage } from '../../src/features/ports.ts'
import { MAX_PAGE_ROWS, MAX_SEARCH_CHARACTERS } from '../../src/hub/storage/session-list.ts'
import type { RowWrite } from '../../src/journal/store.ts'
import { ENGINES, migrated } from './storage-engines.ts'
import { append, linesOf, sessionRow } from './storage-given.ts'

async function write(storage: Storage, rows: readonly RowWrite[]): Promise<void> {
  await storage.journal.commit([append('site', 0, 0, { rows })])
}

async function found(storage: Storage, query: Partial<SessionQuery>): Promise<readonly string[]> {
  return (await storage.directory.sessions({ limit: 100, ...query })).map(({ id }) => id)
}

function member(session: string, account: string, startedAt: number): RowWrite {
  return { table: 'session_member', key: { session, account }, row: { started_at: startedAt } }
}

describe.each(ENGINES)('the directory on $engine', ({ freshUrl }) => {
  it('finds accounts by id and by email without regard to case', async () => {
    const storage = await migrated(await freshUrl())
    const row = { name: 'Ann', role: 'admin', state: 'active', created_at: 1, settings: '{}' }
    await write(storage, [
      { table: 'account', key: { id: 'a_1' }, row: { ...row, email: 'Ärzte@Example.com' } },
      { table: 'account', key: { id: 'a_2' }, row: { ...row, email: 'bob@example.com', role: 'rep' } },
    ])
    const { directory } = storage
    expect(await directory.accountById('a_1')).toEqual({ id: 'a_1', email: 'Ärzte@Example.com', ...row })
    expect((await directory.accountByEmail('ÄRZTE@example.COM'))?.id).toBe('a_1')
    expect(await directory.accountByEmail('arzte@example.com')).toBeNull()
    expect(await directory.accountById('a_3')).toBeNull()
    expect((await directory.accounts()).map(({ id }) => id)).toEqual(['a_2', 'a_1'])
  })

  it('finds secrets, tokens, codes, members and settings by their keys only', async () => {
    const storage = await migrated(await freshUrl())
    const token = { name: '', scopes: '[]', created_at: 1, expires_at: 9_007_199_254_740_991, used_at: null }
    await write(storage, [
      { table: 'secret', key: { owner: 'account/a_1', kind: 'password' }, row: { hash: 'h' } },
      { table: 'token', key: { hash: 'th' }, row: { ...token, id: 't_1', owner_kind: 'account', owner: 'a_1' } },
      { table: 'token', key: { hash: 'ti' }, row: { ...token, id: 't_2', owner_kind: 'participant', owner: 'a_1' } },
      { table: 'code', key: { code: '482913007' }, row: { session: 's_1', expires_at: 5 } },
      member('s_1', 'a_1', 1),
      { table: 'setting', key: { key: 'company' }, row: { value: '회사' } },
    ])
    const { directory } = storage
    expect(await directory.secret('account/a_1', 'password')).toBe('h')
    expect(await directory.secret('account/a_1', 'totp')).toBeNull()
    expect(await directory.tokenByHash('th')).toEqual({
      hash: 'th',
      ...token,
      id: 't_1',
      owner_kind: 'account',
      owner: 'a_1',
    })
    expect((await directory.tokensOf('participant', 'a_1')).map(({ id }) => id)).toEqual(['t_2'])
    expect(await directory.code('482913007')).toEqual({ code: '482913007', session: 's_1', expires_at: 5 })
    expect(await directory.code('482913008')).toBeNull()
    expect([await directory.isMember('s_1', 'a_1'), await directory.isMember('s_1', 'a_2')]).toEqual([true, false])
    expect(await directory.settings()).toEqual({ company: '회사' })
  })

  it('searches every word in any language, taking nothing for a pattern', async () => {
    const storage = await migrated(await freshUrl())
    await write(storage, [
      sessionRow('s_1', { topic: '100% of C:\\temp_a', started_at: 1 }),
      sessionRow('s_2', { topic: 'ÉCRAN cassé', customers: '["김철수","O\\"Hara"]', started_at: 2 }),
      sessionRow('s_3', { topic: '프린터가 인쇄되지 않아요'.normalize('NFD'), number: '123456789', started_at: 3 }),
    ])
    expect(await found(storage, { text: '100%' })).toEqual(['s_1'])
    expect(await found(storage, { text: 'c:\\TEMP_' })).toEqual(['s_1'])
    expect(await found(storage, { text: '_' })).toEqual(['s_1'])
    expect(await found(storage, { text: 'écran  CASSÉ' })).toEqual(['s_2'])
    expect(await found(storage, { text: '철수' })).toEqual(['s_2'])
    expect(await found(storage, { text: 'o"hara' })).toEqual(['s_2'])
    expect(await found(storage, { text: '인쇄 프린터' })).toEqual(['s_3'])
    expect(await found(storage, { text: '123 456-789' })).toEqual(['s_3'])
    expect(await found(storage, { text: 'rep one' })).toEqual(['s_3', 's_2', 's_1'])
    expect(await found(storage, { text: 'nothing' })).toEqual([])
  })

  it('cuts a search at its limit and a page at its own', async () => {
    const storage = await migrated(await freshUrl())
    const topic = 'x'.repeat(MAX_SEARCH_CHARACTERS)
    const many = Array.from({ length: MAX_PAGE_ROWS + 1 }, (_, index) => sessionRow(`s_${index}`, { topic }))
    await write(storage, many)
    expect(await found(storage, { text: topic })).toHaveLength(100)
    expect(await found(storage, { text: `${topic}y`, limit: 1 })).toHaveLength(1)
    expect(await found(storage, { limit: MAX_PAGE_ROWS })).toHaveLength(MAX_PAGE_ROWS)
    expect(await found(storage, { limit: MAX_PAGE_ROWS + 1 })).toHaveLength(MAX_PAGE_ROWS)
    expect(await found(storage, { limit: -1 })).toEqual([])
  })

  it('gives the same pages as sorting everything, for any filter', async () => {
    const storage = await migrated(await freshUrl())
    const sessions = Array.from({ length: 60 }, (_, index) => ({
      id: `s_${String(index).padStart(2, '0')}`,
      started_at: (index * 7) % 20,
      state: ['active', 'queued', 'ended'][index % 3] ?? '',
      topic: index % 4 === 0 ? 'Drucker' : 'network',
      mine: index % 5 < 2,
    }))
    const rows = sessions.flatMap(({ id, mine, ...given }) => [
      sessionRow(id, given),
      member(id, mine ? 'a_1' : 'a_2', given.started_at),
    ])
    await write(storage, rows)
    const filters = fc.record(
      {
        member: fc.constantFrom('a_1', 'a_2', 'a_3'),
        states: fc.subarray(['active', 'queued', 'ended', 'none']),
        text: fc.constantFrom('drucker', 'work', 'zz', ' '),
        limit: fc.integer({ min: 1, max: 25 }),
      },
      { requiredKeys: ['limit'] },
    )
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const expected = sessions
          .filter((one) => filter.member === undefined || filter.member === (one.mine ? 'a_1' : 'a_2'))
          .filter((one) => filter.states === undefined || filter.states.includes(one.state))
          .filter((one) => !filter.text?.trim() || one.topic.toLowerCase().includes(filter.text))
          .sort((a, b) => b.started_at - a.started_at || (a.id < b.id ? 1 : -1))
          .map(({ id }) => id)
        expect(await everyPage(storage, filter)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('fills the folded tables again, leaving the others and an interrupted rebuild without a trace', async () => {
    const storage = await migrated(await freshUrl())
    const kept: RowWrite = { table: 'setting', key: { key: 'a' }, row: { value: '1' } }
    await write(storage, [kept, sessionRow('s_old'), member('s_old', 'a_1', 1)])
    const folded = Array.from({ length: 1200 }, (_, index) => sessionRow(`s_${index}`, { topic: 'first' }))
    const again = [sessionRow('s_0', { topic: 'second' }), { ...sessionRow('s_1'), row: null }]
    await storage.rebuild(linesOf([folded, again, [member('s_0', 'a_1', 1000)]]))
    expect(await storage.directory.session('s_old')).toBeNull()
    expect(await storage.directory.session('s_1')).toBeNull()
    expect((await storage.directory.session('s_0'))?.topic).toBe('second')
    expect(await found(storage, { member: 'a_1' })).toEqual(['s_0'])
    expect(await storage.directory.settings()).toEqual({ a: '1' })
    const broken = (async function* () {
      yield [sessionRow('s_new')]
      throw new Error('interrupted')
    })()
    await expect(storage.rebuild(broken)).rejects.toThrow('interrupted')
    expect((await storage.directory.session('s_0'))?.topic).toBe('second')
    await write(storage, [sessionRow('s_after')])
  })
})

/** Walks all pages of a list. */
async function everyPage(storage: Storage, query: SessionQuery): Promise<readonly string[]> {
  const ids: string[] = []
  let last: SessionRow | undefined
  for (;;) {
    const before = last && { startedAt: last.started_at, id: last.id }
    const page = await storage.directory.sessions({ ...query, ...(before ? { before } : {}) })
    if (page.length === 0) return ids
    ids.push(...page.map(({ id }) => id))
    last = page.at(-1)
  }
}
