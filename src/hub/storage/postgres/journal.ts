// The journal on PostgreSQL: one round trip a batch, whatever number of hubs writes.
import type pg from 'pg'
import { EMPTY_HEAD, type Head, lineHash, type StreamId } from '../../../journal/event.ts'
import type { Append, Appended, JournalStore, StoredLine } from '../../../journal/store.ts'
import { DeskhandError } from '../../../protocol/error.ts'
import { type Judged, judge } from '../judge.ts'
import { readyBatch } from '../rows.ts'
import { storable } from '../text.ts'
import { assumed, batchParameters, type CommitAnswer, headsOf, type JudgedBatch, knownFrom } from './batch.ts'
import { postgresErrors } from './errors.ts'
import { Heads } from './heads.ts'

const COMMIT = `SELECT * FROM deskhand_commit(
  $1::text[], $2::bigint[], $3::boolean[], $4::bigint, $5::text[], $6::text[], $7::text[], $8::text[],
  $9::text[], $10::bigint[], $11::bigint[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::json[])`
const COLUMNS = 'position, stream, seq, line'
const HEAD = 'SELECT seq, line FROM event WHERE stream = $1 ORDER BY seq DESC LIMIT 1'
const READ = `SELECT ${COLUMNS} FROM event WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3`
const READ_BACK = `SELECT ${COLUMNS} FROM event WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`
const READ_ALL = `SELECT ${COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT $2`
const REPLY = 'SELECT reply FROM event WHERE request = $1 UNION ALL SELECT reply FROM request WHERE key = $1'

/**
 * The journal of one PostgreSQL database.
 *
 * @param writer  a pool of one connection: a hub's commits wait for each other, not its reads for them
 * @param reader  a pool of several
 */
export function postgresJournal(writer: pg.Pool, reader: pg.Pool): JournalStore {
  const rows = async <R extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]) =>
    (await postgresErrors(reader.query<R>({ name, text, values: [...values] }))).rows
  const call = async (values: readonly unknown[]): Promise<CommitAnswer> => {
    const answer = await postgresErrors(
      writer.query<CommitAnswer>({ name: 'commit', text: COMMIT, values: [...values] }),
    )
    return answer.rows[0] as CommitAnswer // a function without SETOF gives one row
  }
  const heads = new Heads()
  let last: Promise<unknown> = Promise.resolve()
  return {
    // One after the other even when one needs a second round: who asked first is first.
    commit: async (batch) => {
      const rows = readyBatch(batch)
      const turn = last.then(() => commit({ batch, rows }, heads, call))
      last = turn.catch(() => heads.forget()) // whoever asked is told; the next one goes on
      return turn
    },
    read: (stream, after, limit) => rows<StoredLine>('read', READ, [storable(stream), after, limit]),
    readBack: async (stream, before, limit) =>
      (await rows<StoredLine>('back', READ_BACK, [storable(stream), before, limit])).reverse(),
    readAll: (after, limit) => rows<StoredLine>('all', READ_ALL, [after, limit]),
    head: async (stream: StreamId): Promise<Head> => {
      const [last] = await rows<{ seq: number; line: string }>('head', HEAD, [storable(stream)])
      return last ? { seq: last.seq, hash: lineHash(last.line) } : EMPTY_HEAD
    },
    replyOf: async (key) => (await rows<{ reply: string }>('reply', REPLY, [storable(key)]))[0]?.reply ?? null,
  }
}

/**
 * Judges the batch by what is remembered and what its appends expect, and sends what is good. Only when that was wrong
 * (another hub was faster, or a request came again) is it judged by the facts that came back, and sent again.
 *
 * @throws DeskhandError `storage.damaged` when the facts contradict themselves
 */
async function commit(
  { batch, rows }: Pick<JudgedBatch, 'batch' | 'rows'>,
  heads: Heads,
  call: (values: readonly unknown[]) => Promise<CommitAnswer>,
): Promise<readonly Appended[]> {
  let known = assumed(batch, heads)
  // With facts, each round that writes nothing has made one more append a conflict or a duplicate, and so it stays.
  for (let round = 0; round <= batch.length + 1; round++) {
    const judged = judge(batch, known)
    if (known.isFact && !judged.includes('good')) return outcomes(batch, judged, 0)
    const answer = await call(batchParameters({ batch, rows, judged, known }, heads))
    if (answer.base !== null) return written({ batch, rows, judged, known }, heads, answer.base)
    heads.learn(answer.last, headsOf(batch, answer), false)
    known = knownFrom(batch, answer)
  }
  throw new DeskhandError('storage.damaged', { problem: 'event and its indexes disagree' })
}

/** The outcomes of a batch whose good appends were written after position `base`; its heads are remembered. */
function written({ batch, judged }: JudgedBatch, heads: Heads, base: number): readonly Appended[] {
  const now = new Map<string, number>()
  let position = base
  batch.forEach(({ stream, after, lines }, index) => {
    if (judged[index] !== 'good' || lines.length === 0) return
    now.set(stream, after + lines.length)
    position += lines.length
  })
  heads.learn(position, now, heads.base === base)
  return outcomes(batch, judged, base)
}

function outcomes(batch: readonly Append[], judged: readonly Judged[], base: number): readonly Appended[] {
  let position = base
  return batch.map((append, index) => {
    const outcome = judged[index] ?? 'good' // as many as the batch
    if (outcome !== 'good') return outcome
    position += append.lines.length
    return { outcome: 'done', position }
  })
}
