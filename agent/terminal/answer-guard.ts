// Decides whether a key answers a question or belongs to the message being written; pure, so that it can be shown.
import type { Answer } from '../happening.ts'
import type { Key } from './keys.ts'

/** Keys are not taken as answers until the keyboard was quiet for this long after the question appeared, in milliseconds. */
export const QUIET_MS = 400

/** Answers by key; the Korean letters stand on the same keys. */
const ANSWERS: Readonly<Record<string, Exclude<Answer, 'expired'>>> = {
  y: 'yes',
  ㅛ: 'yes',
  n: 'no',
  ㅜ: 'no',
  s: 'session',
  ㄴ: 'session',
  a: 'all',
  ㅁ: 'all',
}

/** A question on the screen. */
export interface Guard {
  /** Nothing before this moment answers; UTC milliseconds. */
  readonly quietUntil: number
  /** The customer is writing a message first. */
  readonly isWriting: boolean
}

/** What becomes of keys that arrived together. */
export type Judged =
  | { readonly is: 'answer'; readonly answer: Exclude<Answer, 'expired'> }
  /** They belong to the message line. */
  | { readonly is: 'write'; readonly guard: Guard }
  | { readonly is: 'wait'; readonly guard: Guard }

/** A question that appeared just now. */
export function newGuard(now: number): Guard {
  return { quietUntil: now + QUIET_MS, isWriting: false }
}

/**
 * Judges keys that arrived in one chunk.
 *
 * Whoever types when a question appears goes on writing: each key before the quiet moment moves it on. Several keys in
 * one chunk are typing or a paste, never an answer; so is anything while the customer writes a message first.
 *
 * @param offers  answers the question offers
 */
export function judge(
  guard: Guard,
  keys: readonly Key[],
  given: { readonly now: number; readonly offers: readonly Answer[] },
): Judged {
  const { now, offers } = given
  const [key] = keys
  const isEarly = now < guard.quietUntil
  if (keys.length === 1 && key?.is === 'key' && key.name === 'tab' && !isEarly)
    return { is: 'wait', guard: { quietUntil: now + QUIET_MS, isWriting: !guard.isWriting } }
  if (guard.isWriting) {
    const isSent = keys.some((one) => one.is === 'key' && one.name === 'enter')
    return { is: 'write', guard: { quietUntil: now + QUIET_MS, isWriting: !isSent } }
  }
  if (isEarly || keys.length !== 1 || key?.is === 'paste')
    return { is: 'write', guard: { ...guard, quietUntil: now + QUIET_MS } }
  const answer = key?.is === 'text' ? ANSWERS[key.text.toLowerCase()] : undefined
  return answer && offers.includes(answer) ? { is: 'answer', answer } : { is: 'wait', guard }
}
