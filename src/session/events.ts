// The events every feature builds on: lifecycle, people, consent and activities. Each schema is declared here once.
import { z } from 'zod'
import { nameText } from '../protocol/envelope.ts'
import { KIND_NAMES, type Kind } from './kinds.ts'

const id = z.string().min(1).max(64)
/** A kind of consent on the wire. */
export const kind = z.enum(KIND_NAMES as readonly [Kind, ...Kind[]])
/** Session types (SES-01) and channels (DESIGN §2). */
export const sessionType = z.enum(['inbound', 'outbound'])
const channel = z.enum(['support', 'chat', 'email', 'message'])

/** What a customer's program says of its machine when it joins. Hostile until shown safe. */
export const machine = z.strictObject({
  program: z.enum(['agent', 'page']),
  build: z.string().max(40),
  platform: z.string().max(40),
  hostname: z.string().max(255),
  display: z.enum(['x11', 'wayland', 'windows', 'macos', 'drawn', 'none']),
  interactive: z.boolean(),
})

/** Someone in a session. `account` is set for reps only. */
export const person = z.strictObject({
  id,
  name: nameText,
  role: z.enum(['primary', 'assistant', 'customer']),
  account: z.string().max(64).nullable(),
  language: z.string().max(10),
})

/** What an ask would do once it is granted: the request's name and its data. */
const action = z.strictObject({ name: z.string().max(60), data: z.unknown() })
/** Who said yes: the customer just now, a policy flag, or an earlier yes for the session. */
const answeredBy = z.enum(['customer', 'policy', 'earlier'])
const failure = z.strictObject({ code: z.string().max(80), message: z.string().max(2_000) })

/** Data of the core events, by type. */
export const CORE_EVENTS = {
  'session.started': z.strictObject({
    version: z.literal(1),
    number: z.string().regex(/^\d{9}$/),
    type: sessionType,
    channel,
    topic: z.string().max(200),
    tracking: z.record(z.string().max(60), z.string().max(200)),
    hasPassword: z.boolean(),
    needsApproval: z.boolean(),
    maxCustomers: z.int().min(1),
    consentTimeoutMs: z.int().min(1_000),
    company: z.string().max(120),
    primary: person,
    /** Until when its number lets the first customer in; a hub of before said nothing of it. */
    codeExpiresAt: z.number().optional(),
  }),
  /** What the session is counted under: the company's own business, so customers are not told. */
  'session.tracked': z.strictObject({ tracking: z.record(z.string().max(60), z.string().max(200)) }),
  'participant.knocked': z.strictObject({ participant: person }),
  'participant.joined': z.strictObject({ participant: person }),
  /** What only reps (and the one described) may know of a participant. */
  'participant.described': z.strictObject({
    participant: id,
    email: z.string().max(254).nullable(),
    machine: machine.nullable(),
  }),
  'participant.turned-away': z.strictObject({ participant: id }),
  'participant.left': z.strictObject({ participant: id, reason: z.enum(['left', 'removed', 'lost']) }),
  'join.failed': z.strictObject({
    reason: z.enum(['password', 'full', 'expired']),
    address: z.string().max(64),
    tries: z.int(),
  }),
  'invitation.sent': z.strictObject({
    invitee: z.enum(['customer', 'rep']),
    via: z.enum(['instructions', 'link', 'mailto', 'email']),
    to: z.string().max(254).nullable(),
  }),
  'control.passed': z.strictObject({ from: id, to: id }),
  'customer.focused': z.strictObject({ customer: id.nullable() }),
  'consent.requested': z.strictObject({
    ask: id,
    kind,
    customer: id,
    action,
    timeoutMs: z.int().min(1_000),
  }),
  'consent.delivered': z.strictObject({ ask: id }),
  'consent.granted': z.strictObject({ ask: id, kind, scope: z.enum(['once', 'session', 'all']), by: answeredBy }),
  'consent.denied': z.strictObject({ ask: id, by: z.enum(['customer', 'policy']) }),
  'consent.expired': z.strictObject({ ask: id }),
  'consent.withdrawn': z.strictObject({ ask: id, reason: z.string().max(60) }),
  'consent.revoked': z.strictObject({ customer: id, kinds: z.array(kind).max(KIND_NAMES.length).nullable() }),
  'activity.started': z.strictObject({
    ask: id,
    channel: z.int().min(1).nullable(),
    info: z.record(z.string().max(40), z.unknown()),
  }),
  /** One more picture of the same share, such as a second window (APP-06), on a channel of its own. */
  'activity.widened': z.strictObject({
    ask: id,
    part: z.string().min(1).max(64),
    channel: z.int().min(1),
    info: z.record(z.string().max(40), z.unknown()),
  }),
  /** One of several pictures is over; `FIRST_PART` names the one that `activity.started` told. */
  'activity.narrowed': z.strictObject({ ask: id, part: z.string().min(1).max(64) }),
  'activity.finished': z.strictObject({ ask: id, outcome: z.enum(['done', 'failed']), error: failure.nullable() }),
  /** `next`: the ask that goes on with its channel, where it was upgraded. */
  'activity.stopped': z.strictObject({
    ask: id,
    next: id.optional(),
    reason: z.enum(['rep', 'customer', 'control-passed', 'focus-changed', 'left', 'ended', 'lost', 'upgraded']),
  }),
  'session.ended': z.strictObject({ reason: z.enum(['rep', 'unattended', 'admin']) }),
  'session.sealed': z.strictObject({ seq: z.int(), hash: z.string(), key: z.string(), signature: z.string() }),
} as const

/** Types of core events. */
export type CoreType = keyof typeof CORE_EVENTS
/** Data of the core event `T`. */
export type CoreData<T extends CoreType> = z.infer<(typeof CORE_EVENTS)[T]>
/** Someone in a session, as journaled. */
export type Person = z.infer<typeof person>
/** What a customer's machine said of itself. */
export type Machine = z.infer<typeof machine>

/** Makes a core draft, its data checked by the compiler. */
export function core<T extends CoreType>(type: T, data: CoreData<T>): { readonly type: T; readonly data: CoreData<T> } {
  return { type, data }
}
