// What a session is at a moment: the fold of its core events, shared by hub, console, agent and tests.
import type { Machine, Person } from './events.ts'
import type { Kind } from './kinds.ts'

/** Someone in the session, past or present. */
export interface Participant {
  readonly id: string
  readonly name: string
  readonly role: Person['role']
  readonly account: string | null
  readonly email: string | null
  readonly language: string
  readonly machine: Machine | null
  readonly state: 'knocking' | 'present' | 'left' | 'turned-away'
  /** When they came into that state, UTC milliseconds. */
  readonly since: number
  /** Where in the journal they were let in; null while nobody has let them in. */
  readonly joinedSeq: number | null
  /** Where in the journal they left; null while they have not. */
  readonly leftSeq: number | null
}

/** Where an ask stands (B.4), and the activity that follows a yes. */
export type AskState =
  | 'requested'
  | 'delivered'
  | 'granted'
  | 'denied'
  | 'expired'
  | 'withdrawn'
  | 'running'
  | 'done'
  | 'failed'
  | 'stopped'

/** One more picture of a running share. */
export interface AskPart {
  readonly part: string
  readonly channel: number
  readonly info: Readonly<Record<string, unknown>>
}

/** One request for consent and what became of it. */
export interface Ask {
  readonly id: string
  readonly kind: Kind
  readonly state: AskState
  readonly customer: string
  /** Participant who asked. */
  readonly by: string
  readonly action: { readonly name: string; readonly data?: unknown }
  readonly requestedAt: number
  readonly timeoutMs: number
  readonly scope: 'once' | 'session' | 'all' | null
  readonly answeredBy: 'customer' | 'policy' | 'earlier' | null
  /** Stream channel of a running activity that sends frames. */
  readonly channel: number | null
  readonly info: Readonly<Record<string, unknown>>
  /** Further pictures, each on a channel of its own; absent while there are none. */
  readonly parts?: readonly AskPart[]
  /** Its first picture is over while further ones go on; absent otherwise. */
  readonly isFirstOver?: true
  readonly error: { readonly code: string; readonly message: string } | null
  /** Why it was stopped. */
  readonly reason: string | null
}

/** A yes that reaches beyond one activity, until the session ends or it is revoked. */
export interface Grant {
  readonly kind: Kind | 'all'
  readonly scope: 'session' | 'all'
  readonly customer: string
  readonly by: 'customer' | 'policy' | 'earlier'
  readonly at: number
}

/** The session as its core events tell it. */
export interface Core {
  readonly id: string
  readonly seq: number
  readonly phase: 'none' | 'waiting' | 'active' | 'ended'
  readonly number: string
  readonly type: 'inbound' | 'outbound'
  readonly channel: 'support' | 'chat' | 'email' | 'message'
  readonly topic: string
  readonly tracking: Readonly<Record<string, string>>
  readonly company: string
  readonly hasPassword: boolean
  readonly needsApproval: boolean
  readonly maxCustomers: number
  readonly consentTimeoutMs: number
  readonly participants: ReadonlyMap<string, Participant>
  readonly primary: string
  /** The customer being supported now (MUL-04). */
  readonly focus: string | null
  readonly asks: ReadonlyMap<string, Ask>
  readonly grants: readonly Grant[]
  readonly failedJoins: number
  readonly startedAt: number
  readonly endedAt: number | null
  /** Hash of the last line the seal covers, once sealed. */
  readonly sealed: boolean
  /** Events of types this program does not know: kept, counted, shown as newer. */
  readonly unknown: number
}

/** A session before its first event. */
export function emptyCore(id: string): Core {
  return {
    id,
    seq: 0,
    phase: 'none',
    number: '',
    type: 'outbound',
    channel: 'support',
    topic: '',
    tracking: {},
    company: '',
    hasPassword: false,
    needsApproval: false,
    maxCustomers: 1,
    consentTimeoutMs: 30_000,
    participants: new Map(),
    primary: '',
    focus: null,
    asks: new Map(),
    grants: [],
    failedJoins: 0,
    startedAt: 0,
    endedAt: null,
    sealed: false,
    unknown: 0,
  }
}

/** Finished asks that stay in the state; older ones are in the journal only. */
export const KEPT_ASKS = 200

/** Whether an ask is still waiting for the customer. */
export function isPending(ask: Ask): boolean {
  return ask.state === 'requested' || ask.state === 'delivered'
}

/** Whether an ask can still lead to something or is doing it. */
export function isOpen(ask: Ask): boolean {
  return isPending(ask) || ask.state === 'granted' || ask.state === 'running'
}

/** People who are in the session now. */
export function present(core: Core, role?: Participant['role']): readonly Participant[] {
  return [...core.participants.values()].filter((one) => one.state === 'present' && (!role || one.role === role))
}
