// A judged batch as the parameters of `deskhand_commit`, and its answer as what is known.
import type { Append } from '../../../journal/store.ts'
import type { Judged, Known } from '../judge.ts'
import type { ReadyRow } from '../rows.ts'
import { bigintArray, textArray } from './binary-array.ts'
import type { Heads } from './heads.ts'
import { rowStatements } from './row-statements.ts'

/** What the function answers: a base when everything was written, facts when nothing was. */
export interface CommitAnswer {
  readonly base: number | null
  /** The last position before this commit. */
  readonly last: number
  readonly heads: readonly number[] | null
  /** One element a key; null for a key that is new. */
  readonly replies: readonly (string | null)[] | null
}

/** Whether what is known was read from the database for this very batch, or only remembered and assumed. */
export interface BatchKnown extends Known {
  readonly isFact: boolean
}

/** Takes heads as remembered, else the first append to a stream for right, and every request for new. */
export function assumed(batch: readonly Append[], heads: Heads): BatchKnown {
  const first = new Map<string, number>()
  for (const { stream, after, lines } of batch) if (lines.length > 0 && !first.has(stream)) first.set(stream, after)
  const head = (stream: string) => heads.get(stream) ?? first.get(stream) ?? 0
  return { isFact: false, head, reply: () => undefined }
}

/** What the function said instead of writing. */
export function knownFrom(batch: readonly Append[], answer: CommitAnswer): BatchKnown {
  const heads = new Map(headsOf(batch, answer))
  const replies = new Map(keysOf(batch).map((key, index) => [key, answer.replies?.[index]]))
  return { isFact: true, head: (stream) => heads.get(stream) ?? 0, reply: (key) => replies.get(key) ?? undefined }
}

/** The heads in an answer that gave facts. */
export function headsOf(batch: readonly Append[], answer: CommitAnswer): readonly (readonly [string, number])[] {
  return streamsOf(batch).map((stream, index) => [stream, answer.heads?.[index] ?? 0])
}

/** A batch with what became of it so far. */
export interface JudgedBatch {
  readonly batch: readonly Append[]
  readonly rows: readonly (readonly ReadyRow[])[]
  readonly judged: readonly Judged[]
  readonly known: BatchKnown
}

/**
 * The parameters of `deskhand_commit`, in order.
 *
 * What was only assumed must all be confirmed, because conflicts and duplicates were judged by it too. Of what was read,
 * only what the good appends stand on is confirmed: the other outcomes are final, whatever has happened since.
 */
export function batchParameters({ batch, rows, judged, known }: JudgedBatch, heads: Heads): readonly unknown[] {
  const good = batch.filter((_, index) => judged[index] === 'good')
  const confirmed = known.isFact ? good : batch
  const streams = streamsOf(batch)
  const mustHold = new Set(streamsOf(confirmed))
  const bare = good.flatMap(({ lines, request }) => (lines.length === 0 && request ? request : []))
  const placed = placedLines(good)
  const inLines = new Set(placed.map(({ request }) => request?.key))
  const ready = rowStatements(rows.flatMap((list, index) => (judged[index] === 'good' ? list : [])))
  return [
    textArray(streams),
    bigintArray(streams.map((stream) => (mustHold.has(stream) ? known.head(stream) : null))),
    streams.map((stream) => heads.get(stream) === known.head(stream)),
    heads.base,
    textArray(keysOf(batch)),
    textArray(keysOf(confirmed).filter((key) => !inLines.has(key))),
    textArray(bare.map(({ key }) => key)),
    textArray(bare.map(({ reply }) => reply)),
    textArray(placed.map(({ stream }) => stream)),
    bigintArray(placed.map(({ seq }) => seq)),
    bigintArray(placed.map(({ at }) => at)),
    textArray(placed.map(({ type }) => type)),
    textArray(placed.map(({ request }) => request?.key ?? null)),
    textArray(placed.map(({ request }) => request?.reply ?? null)),
    textArray(placed.map(({ line }) => line)),
    ready.statements,
    ready.rows,
  ]
}

/** The lines of good appends with their seqs; a request stands beside the last line of its append. */
function placedLines(good: readonly Append[]) {
  return good.flatMap(({ stream, after, lines, request }) =>
    lines.map(({ at, type, line }, index) => {
      const ends = index === lines.length - 1 ? request : undefined
      return { stream, seq: after + 1 + index, at, type, line, request: ends }
    }),
  )
}

function streamsOf(batch: readonly Append[]): readonly string[] {
  const streams = new Set<string>()
  for (const { stream, lines } of batch) if (lines.length > 0) streams.add(stream)
  return [...streams]
}

function keysOf(batch: readonly Append[]): readonly string[] {
  return batch.flatMap(({ request }) => request?.key ?? [])
}
