// A judged batch as the parameters of `deskhand_commit`, and its answer as what is known.
import type { Append } from '../../../journal/store.ts'
import type { Judged, Known } from '../judge.ts'
import type { ReadyRow } from '../rows.ts'
import { rowStatements } from './row-statements.ts'

/** What the function answers: a base when everything was written, facts when nothing was. */
export interface CommitAnswer {
  readonly base: number | null
  readonly heads: readonly number[] | null
  readonly known_keys: readonly string[] | null
  /** One element a key; null for a key that is new. */
  readonly known_replies: readonly (string | null)[] | null
}

/** Whether what is known was read from the database or only assumed. */
export interface BatchKnown extends Known {
  readonly isFact: boolean
}

/** Assumes that the first append to each stream is right about its head and that every request is new. */
export function optimistic(batch: readonly Append[]): BatchKnown {
  const heads = new Map<string, number>()
  for (const { stream, after, lines } of batch) if (lines.length > 0 && !heads.has(stream)) heads.set(stream, after)
  return { isFact: false, head: (stream) => heads.get(stream) ?? 0, reply: () => undefined }
}

/** What the function said instead of writing. */
export function knownFrom(batch: readonly Append[], answer: CommitAnswer): BatchKnown {
  const heads = new Map(streamsOf(batch).map((stream, index) => [stream, answer.heads?.[index] ?? 0]))
  const replies = new Map((answer.known_keys ?? []).map((key, index) => [key, answer.known_replies?.[index]]))
  return { isFact: true, head: (stream) => heads.get(stream) ?? 0, reply: (key) => replies.get(key) ?? undefined }
}

/**
 * The parameters of `deskhand_commit`, in order.
 *
 * What was only assumed must all be confirmed, because conflicts and duplicates were judged by it too. Of what was read,
 * only what the good appends stand on is confirmed: the other outcomes are final, whatever has happened since.
 */
export function batchParameters(
  batch: readonly Append[],
  { judged, known }: { readonly judged: readonly Judged[]; readonly known: BatchKnown },
  rows: readonly (readonly ReadyRow[])[],
): readonly unknown[] {
  const good = batch.filter((_, index) => judged[index] === 'good')
  const confirmed = known.isFact ? good : batch
  const streams = streamsOf(batch)
  const mustHold = new Set(streamsOf(confirmed))
  const bare = good.flatMap(({ lines, request }) => (lines.length === 0 && request ? request : []))
  const placed = good.flatMap(({ stream, after, lines, request }) =>
    lines.map((line, index) => ({
      ...line,
      stream,
      seq: after + 1 + index,
      request: index === lines.length - 1 ? request : undefined,
    })),
  )
  const ready = rowStatements(rows.flatMap((list, index) => (judged[index] === 'good' ? list : [])))
  return [
    streams,
    streams.map((stream) => (mustHold.has(stream) ? known.head(stream) : null)),
    keysOf(batch),
    keysOf(confirmed),
    bare.map(({ key }) => key),
    bare.map(({ reply }) => reply),
    placed.map(({ stream }) => stream),
    placed.map(({ seq }) => seq),
    placed.map(({ at }) => at),
    placed.map(({ type }) => type),
    placed.map(({ request }) => request?.key ?? null),
    placed.map(({ request }) => request?.reply ?? null),
    placed.map(({ line }) => line),
    ready.statements,
    ready.rows,
  ]
}

function streamsOf(batch: readonly Append[]): readonly string[] {
  return [...new Set(batch.flatMap(({ stream, lines }) => (lines.length > 0 ? stream : [])))]
}

function keysOf(batch: readonly Append[]): readonly string[] {
  return batch.flatMap(({ request }) => request?.key ?? [])
}
