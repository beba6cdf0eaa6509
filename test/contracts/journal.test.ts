// The journal at work over the real stores: what it promises to the hub, on SQLite and on PostgreSQL.
import { expect, test } from 'vitest'
import { lineHash, readLine } from '../../src/journal/event.ts'
import { openTexts, say, saying } from './journal-given.ts'
import { ENGINES, migrated } from './storage-engines.ts'

const STREAM = 'session/s_1'

for (const { engine, freshUrl } of ENGINES) {
  test(`${engine}: changes of one tick are committed together, in order, chained without gaps`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`)
    const done = await Promise.all(texts.map((text) => say(journal, STREAM, text)))
    expect(done.map((one) => one.kind)).toEqual(texts.map(() => 'done'))
    expect(store.batches.length).toBeLessThan(10)
    const lines = await store.read(STREAM, 0, 1_000)
    expect(lines.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1))
    let prev = ''
    for (const { line } of lines) {
      expect(readLine(line).prev).toBe(prev)
      prev = lineHash(line)
    }
    expect((await journal.state(STREAM)).texts).toEqual(texts)
    expect(await journal.head(STREAM)).toEqual(await store.head(STREAM))
  })

  test(`${engine}: the same request again gets its first reply and changes nothing, also after a restart`, async () => {
    const url = await freshUrl()
    const { journal, journalOn, storage, store } = await openTexts(url)
    const first = await say(journal, STREAM, 'one', 'k')
    const second = await say(journal, STREAM, 'another', 'k')
    expect(second).toEqual({ kind: 'repeated', reply: first.kind === 'done' ? first.reply : null })
    const afresh = await say(journalOn(storage.journal), STREAM, 'a third', 'k')
    expect(afresh).toMatchObject({ kind: 'repeated', reply: { text: 'one', seq: 1 } })
    expect(await store.read(STREAM, 0, 10)).toHaveLength(1)
    expect(JSON.parse((await store.replyOf('k')) ?? '')).toMatchObject({ text: 'one', seq: 1 })
  })

  test(`${engine}: the same request twice in one batch is applied once, and its neighbours are not lost`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    const done = await Promise.all([
      say(journal, STREAM, 'a', 'k'),
      say(journal, STREAM, 'b', 'k'),
      say(journal, STREAM, 'c', 'other'),
      say(journal, STREAM, 'd'),
    ])
    expect(done.map((one) => one.kind)).toEqual(['done', 'repeated', 'done', 'done'])
    expect((await journal.state(STREAM)).texts).toEqual(['a', 'c', 'd'])
    expect(await store.read(STREAM, 0, 10)).toHaveLength(3)
  })

  test(`${engine}: when the disk fails the change fails, and what comes after it works again`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    await say(journal, STREAM, 'before')
    store.failNext('lost')
    const all = await Promise.allSettled([say(journal, STREAM, 'x', 'kx'), say(journal, STREAM, 'y')])
    expect(all.map((one) => (one.status === 'rejected' ? one.reason.code : one.value))).toEqual([
      'storage.unavailable',
      'storage.unavailable',
    ])
    expect((await journal.state(STREAM)).texts).toEqual(['before'])
    expect(await say(journal, STREAM, 'x', 'kx')).toMatchObject({ kind: 'done', reply: { seq: 2 } })
    expect((await journal.state(STREAM)).texts).toEqual(['before', 'x'])
  })

  test(`${engine}: a commit nobody heard of is not repeated when it is asked for again`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    store.failNext('unknown')
    await expect(say(journal, STREAM, 'x', 'kx')).rejects.toMatchObject({ code: 'storage.unavailable' })
    expect(await say(journal, STREAM, 'x', 'kx')).toMatchObject({ kind: 'repeated', reply: { text: 'x', seq: 1 } })
    expect((await journal.state(STREAM)).texts).toEqual(['x'])
  })

  test(`${engine}: an answer that changes nothing waits until what it was judged on is durable`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    await say(journal, STREAM, 'before')
    const release = store.hold()
    const saying2 = say(journal, STREAM, 'on its way')
    const order: string[] = []
    const noted = (name: string) => () => void order.push(name)
    const by = { id: 'p_1', name: 'Kim', role: 'customer' as const }
    const nothing = journal.change(STREAM, null, () => ({ kind: 'change', drafts: [], by, reply: {} }))
    const refused = journal.change(STREAM, null, ({ seq }) => ({ kind: 'refusal', refusal: `at ${seq}` }))
    await Promise.all([
      saying2.then(noted('said')),
      nothing.then(noted('nothing')),
      refused.then(noted('refused')),
      Promise.resolve().then(release),
    ])
    expect(order[0]).not.toBe('nothing')
    expect(await nothing).toMatchObject({ kind: 'done', reply: { seq: 2 } })
    expect(await refused).toEqual({ kind: 'refusal', refusal: 'at 2' })
  })

  test(`${engine}: an answer judged on what the disk then lost is judged again`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    await say(journal, STREAM, 'before')
    const release = store.hold()
    store.failNext('lost')
    const lost = say(journal, STREAM, 'lost')
    const refused = journal.change(STREAM, null, ({ seq }) => ({ kind: 'refusal', refusal: `at ${seq}` }))
    release()
    await expect(lost).rejects.toMatchObject({ code: 'storage.unavailable' })
    expect(await refused).toEqual({ kind: 'refusal', refusal: 'at 1' })
  })

  test(`${engine}: a listener is told every commit in order with the state of that commit, and cannot fail it`, async () => {
    const { journal, store, faults } = await openTexts(await freshUrl())
    const heard: string[] = []
    journal.onCommit(() => {
      throw new Error('a broken listener')
    })
    journal.onCommit((_, entries, state) => void heard.push(`${entries[0]?.event.seq}: ${state.texts.join(' ')}`))
    await Promise.all(['a', 'b', 'c'].map((text) => say(journal, STREAM, text)))
    expect(heard).toEqual(['1: a', '2: a b', '3: a b c'])
    expect(faults).toHaveLength(3)
    expect(await store.read(STREAM, 0, 10)).toHaveLength(3)
  })

  test(`${engine}: a malformed append fails alone`, async () => {
    const { journal, store } = await openTexts(await freshUrl())
    const done = await Promise.allSettled([
      say(journal, STREAM, 'a'),
      say(journal, 'session/s_2', 'b', 'k'.repeat(257)),
      say(journal, STREAM, 'c'),
    ])
    expect(done.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.read(STREAM, 0, 10)).toHaveLength(2)
  })

  test(`${engine}: a forgotten stream is folded again with what was on its way`, async () => {
    const { journal } = await openTexts(await freshUrl())
    await say(journal, STREAM, 'a')
    const b = say(journal, STREAM, 'b')
    journal.forget(STREAM)
    const early = journal.state(STREAM)
    const c = say(journal, STREAM, 'c')
    await Promise.all([b, c, early])
    const { texts } = await journal.state(STREAM)
    expect([...texts].sort()).toEqual(['a', 'b', 'c'])
  })

  test(`${engine}: more streams than are kept in memory lose nothing`, async () => {
    const { journal, store } = await openTexts(await freshUrl(), 8)
    const streams = Array.from({ length: 40 }, (_, index) => `session/s_${index}` as const)
    for (const round of ['one', 'two', 'three']) await Promise.all(streams.map((stream) => say(journal, stream, round)))
    for (const stream of streams) {
      expect((await journal.state(stream)).texts).toEqual(['one', 'two', 'three'])
      expect((await store.read(stream, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3])
    }
  })
}

test('postgres: another hub that was faster is no error: everything is judged again and nothing is lost', async () => {
  const url = await (ENGINES[1] as (typeof ENGINES)[1]).freshUrl()
  const { journal, journalOn, store } = await openTexts(url)
  const other = journalOn((await migrated(url)).journal)
  const rounds = Array.from({ length: 30 }, (_, index) => index)
  const judgedOn: number[] = []
  for (const round of rounds) {
    const done = await Promise.all([
      journal.change(STREAM, `a${round}`, ({ seq }) => {
        judgedOn.push(seq)
        return saying(`a${round}`)
      }),
      say(other, STREAM, `b${round}`, `b${round}`),
    ])
    expect(done.map((one) => one.kind)).toEqual(['done', 'done'])
  }
  const lines = await store.read(STREAM, 0, 1_000)
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
  expect(new Set(lines.map(({ line }) => (readLine(line).data as { text: string }).text)).size).toBe(60)
  expect(judgedOn.length).toBeGreaterThan(rounds.length)
  let prev = ''
  for (const { line } of lines) {
    expect(readLine(line).prev).toBe(prev)
    prev = lineHash(line)
  }
})
