// Domain tests in one sentence: given what has happened in a session, when somebody asks something, then these events.

import { foldSession, reduceSession } from '../../src/features/reducers.ts'
import { findRequest, type RequestInput, type SessionRequestName } from '../../src/features/requests.ts'
import type { SessionState } from '../../src/features/state.ts'
import { judgeRequest } from '../../src/hub/judge-request.ts'
import type { Identity } from '../../src/protocol/envelope.ts'
import type { ErrorCode, ErrorDetails } from '../../src/protocol/error.ts'
import type { CoreData, Person } from '../../src/session/events.ts'
import type { Kind } from '../../src/session/kinds.ts'
import { readSettings, type Settings } from '../../src/session/settings.ts'
import { authorOf, type Story, story } from './story.ts'

/** A rep or a customer of the stories. */
export function person(id: string, role: Person['role'], rest: Partial<Person> = {}): Person {
  const account = role === 'customer' ? null : `a_${id}`
  return { id: `p_${id}`, name: id[0]?.toUpperCase() + id.slice(1), role, account, language: 'en', ...rest }
}

/** The people of the stories. */
export const REP = person('rep', 'primary')
export const LEAD = person('lead', 'assistant')
export const KIM = person('kim', 'customer')
export const LEE = person('lee', 'customer')

/** When every story begins, in UTC milliseconds. */
export const START = 1_800_000_000_000

/** A session that was started. */
export function started(rest: Partial<CoreData<'session.started'>> = {}): Story {
  return story('s_1', START).tell(
    'session.started',
    {
      version: 1,
      number: '482913507',
      type: 'outbound',
      channel: 'support',
      topic: 'Printer',
      tracking: {},
      hasPassword: false,
      needsApproval: false,
      maxCustomers: 3,
      consentTimeoutMs: 30_000,
      company: 'Acme',
      primary: REP,
      ...rest,
    },
    authorOf(REP),
  )
}

/** A session with a rep, an assistant and two customers, Kim in focus. */
export function busy(): Story {
  const told = started()
  for (const one of [LEAD, KIM, LEE]) told.wait(1_000).tell('participant.joined', { participant: one }, authorOf(one))
  return told
}

/** Kim is asked for something. */
export function asked(told: Story, ask: string, kind: Kind = 'desktop.view'): Story {
  const name = kind === 'system.info' ? 'sysinfo.collect' : kind
  const data = { ask, kind, customer: KIM.id, action: { name, data: {} }, timeoutMs: 30_000 }
  return told.wait(100).tell('consent.requested', data, authorOf(REP))
}

/** Kim has agreed; with a scope beyond this once, it is a grant. */
export function granted(told: Story, ask: string, scope: 'once' | 'session' | 'all' = 'once'): Story {
  const kind = foldSession(told.id, told.events).core.asks.get(ask)?.kind ?? 'desktop.view'
  return told.wait(100).tell('consent.granted', { ask, kind, scope, by: 'customer' }, authorOf(KIM))
}

/** Kim's desktop is shown on channel 7. */
export function running(told: Story, ask: string): Story {
  return granted(told, ask).tell('activity.started', { ask, channel: 7, info: {} }, authorOf(KIM))
}

/** What came of a request. */
export interface Outcome {
  /** Types and data of the events, in order; empty when it was refused. */
  readonly events: readonly (readonly [type: string, data: unknown])[]
  readonly by: string | null
  readonly reply: unknown
  readonly refused: ErrorCode | null
  readonly details: ErrorDetails
  /** The session afterwards. */
  readonly state: SessionState
}

/** What a request is asked with, beside its data. */
export interface Asking {
  readonly settings?: Partial<Settings>
  /** Participants with a live link; all of them unless told otherwise. */
  readonly connected?: readonly string[]
  /** Makes the ids of this request differ from those of others. */
  readonly serial?: number
}

/** A person as an identity. */
export function identityOf(one: Person, session = 's_1'): Identity {
  if (one.account === null) return { kind: 'participant', id: one.id, name: '', session }
  const scopes = ['read', 'work']
  return { kind: 'account', id: one.account, name: one.name, email: `${one.name}@example.com`, role: 'rep', scopes }
}

/** Asks a request of a session as it is told, exactly as the hub judges it. */
export function when<N extends SessionRequestName>(
  told: Story,
  who: Person | Identity,
  name: N,
  data: RequestInput<N>,
  asking: Asking = {},
): Outcome {
  const spec = findRequest(name)
  if (!spec) throw new Error(`no request ${name}`)
  const state = foldSession(told.id, told.events)
  const connected = new Set(asking.connected ?? state.core.participants.keys())
  let ids = asking.serial ?? 0
  const judged = judgeRequest(
    {
      spec,
      name,
      data: spec.data.parse(data) as Readonly<Record<string, unknown>>, // each request's data is an object
      identity: 'kind' in who ? who : identityOf(who, told.id),
      settings: { ...readSettings({}), ...asking.settings },
      now: told.events.at(-1)?.at ?? START,
      newId: (prefix) => `${prefix}_new${++ids}`,
      newChannel: () => 70 + ++ids,
      connected: () => connected,
    },
    state,
  )
  if (judged.kind === 'refusal')
    return { events: [], by: null, reply: null, refused: judged.refusal.code, details: judged.refusal.details, state }
  const before = told.events.length
  for (const draft of judged.drafts) told.tell(draft.type as 'chat.sent', draft.data as never, judged.by)
  const after = told.events.slice(before).reduce(reduceSession, state)
  const events = judged.drafts.map(({ type, data: given }) => [type, given] as const)
  return { events, by: judged.by.id, reply: judged.reply, refused: null, details: {}, state: after }
}
