// What a policy decides about a request: allow with events, ask the customer, or deny with a code.
import type { Draft } from '../journal/event.ts'
import type { ErrorCode, ErrorDetails } from '../protocol/error.ts'
import type { Actor } from './gate.ts'
import type { Kind } from './kinds.ts'
import type { Settings } from './settings.ts'
import type { Core } from './state.ts'

/** The outcome of a policy. */
export type Verdict =
  | { readonly verdict: 'allow'; readonly events: readonly Draft[]; readonly data?: Readonly<Record<string, unknown>> }
  | {
      readonly verdict: 'ask'
      readonly kind: Kind
      /** Participant to ask; absent: the customer in focus. */
      readonly customer?: string
      readonly action: { readonly name: string; readonly data?: unknown }
    }
  | { readonly verdict: 'deny'; readonly code: ErrorCode; readonly details: ErrorDetails }

/** What a policy may look at. Pure: the clock and the ids come with it. */
export interface Given<S = unknown> {
  readonly core: Core
  /** The feature's own part of the state. */
  readonly slice: S
  readonly actor: Actor
  /** UTC milliseconds. */
  readonly now: number
  readonly newId: (prefix: 'p' | 'k' | 'i' | 'm') => string
  readonly newChannel: () => number
  readonly settings: Settings
  /** Participants with a live link at this moment. */
  readonly connected: ReadonlySet<string>
}

/** Judges one request against the state of its session. */
export type Policy<D = unknown, S = unknown> = (given: Given<S>, data: D) => Verdict

/** Lets the request happen; without events it succeeds and changes nothing. */
export function allow(
  events: readonly Draft[],
  data?: Readonly<Record<string, unknown>>,
): Extract<Verdict, { verdict: 'allow' }> {
  return data ? { verdict: 'allow', events, data } : { verdict: 'allow', events }
}

/** Refuses with a code of the error table. */
export function deny(code: ErrorCode, details: ErrorDetails = {}): Extract<Verdict, { verdict: 'deny' }> {
  return { verdict: 'deny', code, details }
}
