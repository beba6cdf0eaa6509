// Commits that follow each other closely: the next begins before the last is told, unless the last went otherwise.
import { expect, test } from 'vitest'
import { lineHash, readLine } from '../../src/journal/event.ts'
import type { JournalStore } from '../../src/journal/store.ts'
import { until } from '../support/wait.ts'
import { openTexts, say } from './journal-given.ts'
import { ENGINES } from './storage-engines.ts'

const STREAM = 'session/s_1'

/** Notes when each commit begins, with the seq its first append follows. */
function noting(store: JournalStore, notes: string[]): JournalStore {
  return {
    ...store,
    commit: (batch) => {
      notes.push(`commit after ${batch[0]?.after}`)
      return store.commit(batch)
    },
  }
}

for (const { engine, freshUrl } of ENGINES) {
  test(`${engine}: the next commit begins before the last one is told, and everything is told in order`, async () => {
    const { store, journalOn } = await openTexts(await freshUrl())
    const notes: string[] = []
    const journal = journalOn(noting(store, notes))
    journal.onCommit((_, entries) => notes.push(...entries.map(({ event }) => `told ${event.seq}`)))
    const release = store.hold()
    const first = say(journal, STREAM, 'one')
    await until('the first commit to begin', () => notes.length === 1)
    const later = [say(journal, STREAM, 'two'), say(journal, STREAM, 'three')]
    await journal.state(STREAM)
    release()
    await Promise.all([first, ...later])
    expect(notes).toEqual(['commit after 0', 'commit after 1', 'told 1', 'told 2', 'told 3'])
  })

  test(`${engine}: what was judged on a change that another hub was faster than is judged again, and chained`, async () => {
    const { store, journalOn, storage } = await openTexts(await freshUrl())
    const notes: string[] = []
    const journal = journalOn(noting(store, notes))
    await journal.state(STREAM)
    const release = store.hold()
    const first = say(journal, STREAM, 'one')
    await until('the first commit to begin', () => notes.length === 1)
    const second = say(journal, STREAM, 'two')
    await say(journalOn(storage.journal), STREAM, 'of another hub')
    release()
    expect((await Promise.all([first, second])).map(({ kind }) => kind)).toEqual(['done', 'done'])
    expect(notes).toEqual(['commit after 0', 'commit after 1'])
    const lines = await store.read(STREAM, 0, 10)
    expect(lines.map(({ line }) => (readLine(line).data as { text: string }).text)).toEqual([
      'of another hub',
      'one',
      'two',
    ])
    for (const [at, { line }] of lines.entries())
      expect(readLine(line).prev).toBe(at === 0 ? '' : lineHash(lines[at - 1]?.line ?? ''))
  })
}
