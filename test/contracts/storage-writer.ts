// A program that appends as fast as it can and says what was acknowledged; made to be killed at any moment.
import { writeSync } from 'node:fs'
import { openStorage } from '../../src/hub/storage/open.ts'
import type { StreamId } from '../../src/journal/event.ts'
import type { Append } from '../../src/journal/store.ts'

/** Streams it writes to in turn. */
const STREAMS = 7
/** Appends of one batch. */
const BATCH = 5

const [url = ''] = process.argv.slice(2)
const storage = await openStorage(url)
const { journal } = storage
const heads = new Map<StreamId, number>()
for (let number = 0; number < STREAMS; number++) {
  const stream: StreamId = `session/s_${number}`
  heads.set(stream, (await journal.head(stream)).seq)
}
writeSync(1, 'ready\n')

for (let count = 0; ; count += BATCH) {
  const batch = Array.from({ length: BATCH }, (_, index) => next(`session/s_${(count + index) % STREAMS}`))
  const outcomes = await journal.commit(batch)
  const told = batch.map(({ stream, after }, index) => `${outcomes[index]?.outcome} ${stream} ${after + 1}\n`)
  writeSync(1, told.join(''))
}

function next(stream: StreamId): Append {
  const after = heads.get(stream) ?? 0
  heads.set(stream, after + 1)
  const line = JSON.stringify({ stream, seq: after + 1 })
  const rows = [{ table: 'setting', key: { key: stream }, row: { value: String(after + 1) } }]
  const request = { key: `${stream}/${after + 1}`, reply: line }
  return { stream, after, lines: [{ type: 'x', at: 1, line }], rows, request }
}
