// Putting one question to the customer: its deadline runs from the moment it is shown, and silence is a refusal.
import { kindSpec } from '../../src/session/kinds.ts'
import type { Answer, Front } from '../happening.ts'
import type { HeardAsk } from './ask.ts'

/** The shortest and the longest a question may stand, whatever the hub says, in milliseconds. */
export const QUESTION_MS = { min: 1_000, max: 600_000 } as const

interface Asker {
  readonly front: Pick<Front, 'ask'>
  readonly company: () => string
  readonly clock: () => number
}

/** Asks and waits; an answer after the deadline is none. Without anyone to ask it is expired at once. */
export async function putQuestion(asker: Asker, ask: HeardAsk, gone: AbortSignal): Promise<Answer> {
  const put = asker.front.ask
  if (!put) return 'expired'
  const timeoutMs = Math.min(QUESTION_MS.max, Math.max(QUESTION_MS.min, ask.timeoutMs))
  const deadlineAt = asker.clock() + timeoutMs
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), timeoutMs)
  const { coveredByAll, alwaysAsks } = kindSpec(ask.kind)
  const offers = [...(alwaysAsks ? [] : (['session'] as const)), ...(coveredByAll ? (['all'] as const) : [])]
  try {
    const question = {
      ask: ask.id,
      kind: ask.kind,
      action: ask.action.name,
      by: ask.by,
      company: asker.company(),
      deadlineAt,
      offers,
    }
    const answer = await put(question, AbortSignal.any([over.signal, gone]))
    // A machine that slept wakes up after the deadline, with its timers still to come.
    return answer === null || asker.clock() >= deadlineAt ? 'expired' : answer
  } finally {
    clearTimeout(timer)
  }
}
