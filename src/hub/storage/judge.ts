// Decides what becomes of each append of a batch; pure, so every engine decides alike.
import type { Append, Appended } from '../../journal/store.ts'

/** What is known of the journal before a batch. */
export interface Known {
  /** The last seq of a stream. */
  readonly head: (stream: string) => number
  /** The reply recorded for a request key. */
  readonly reply: (key: string) => string | undefined
}

/** `good` may be written; anything else is its outcome already. */
export type Judged = 'good' | Exclude<Appended, { outcome: 'done' }>

/** Judges a batch in order: what earlier appends of it will have written counts for the later ones. */
export function judge(batch: readonly Append[], known: Known): readonly Judged[] {
  const heads = new Map<string, number>()
  const replies = new Map<string, string>()
  return batch.map(({ stream, after, lines, request }) => {
    const reply = request && (replies.get(request.key) ?? known.reply(request.key))
    if (reply !== undefined) return { outcome: 'duplicate', reply }
    if (lines.length > 0) {
      const seq = heads.get(stream) ?? known.head(stream)
      heads.set(stream, seq)
      if (seq !== after) return { outcome: 'conflict', seq }
      heads.set(stream, seq + lines.length)
    }
    if (request) replies.set(request.key, request.reply)
    return 'good'
  })
}
