// The thread that writes a SQLite file, started when there is much to write.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, it, vi } from 'vitest'
import { THREAD_AFTER } from '../../../src/hub/storage/sqlite/writer.ts'
import { migrated } from '../../contracts/storage-engines.ts'
import { append } from '../../contracts/storage-given.ts'
import { temporaryFolder } from '../../support/temp.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('writes in place at first and in a thread from then on, and what was written either way is one journal', async () => {
  const storage = await migrated(`sqlite:${join(await temporaryFolder('writer'), 'hub.db')}`)
  const run = vi.spyOn(DatabaseSync.prototype, 'exec') // what this thread does itself
  const count = THREAD_AFTER + 20
  for (let seq = 0; seq < count; seq++) await storage.journal.commit([append('site', seq, 1)])
  expect(run.mock.calls.filter(([sql]) => sql === 'COMMIT')).toHaveLength(THREAD_AFTER - 1)
  const lines = await storage.journal.read('site', 0, count + 1)
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  expect(await storage.check()).toEqual([])
  await storage.close()
})
