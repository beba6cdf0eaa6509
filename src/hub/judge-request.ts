// Judges one request against one session: the gate, the policy, and what is checked before a customer is asked. Pure.
import { POLICIES } from '../features/policies.ts'
import type { findRequest, SessionRequestName } from '../features/requests.ts'
import type { SessionState } from '../features/state.ts'
import type { Judged } from '../journal/journal.ts'
import type { Identity } from '../protocol/envelope.ts'
import { gate } from '../session/gate.ts'
import type { Settings } from '../session/settings.ts'
import type { Given, Verdict } from '../session/verdict.ts'
import { askEvents } from './ask.ts'
import type { Refusal } from './journals.ts'

type Data = Readonly<Record<string, unknown>>

/** What a request is judged by. The clock, the ids and who is connected come with it. */
export interface Judging {
  readonly spec: NonNullable<ReturnType<typeof findRequest>>
  readonly name: string
  readonly data: Data
  readonly identity: Identity
  readonly settings: Settings
  readonly now: number
  readonly newId: Given['newId']
  readonly newChannel: Given['newChannel']
  /** Participants of a session with a live link; looked up only where it matters. */
  readonly connected: (state: SessionState) => ReadonlySet<string>
}

/** The events a request leads to, with their author and the reply, or why it is refused. */
export function judgeRequest(given: Judging, state: SessionState): Judged<Data, Refusal> {
  const { spec, name, identity, data } = given
  if (state.core.seq === 0) return refusal('session.not-found', { session: state.core.id })
  const gated = gate(spec, identity, state.core)
  if (!gated.open) return refusal(gated.code, gated.details)
  if (state.core.phase === 'ended') return refusal('session.ended')
  const { slice, judge: policy } = POLICIES[name as SessionRequestName] // the declaration says it is about a session
  const looked: Given = {
    core: state.core,
    slice: slice ? state[slice] : null,
    actor: gated.actor,
    now: given.now,
    newId: given.newId,
    newChannel: given.newChannel,
    settings: given.settings,
    get connected() {
      return given.connected(state)
    },
  }
  const verdict: Verdict = policy(looked as never, data as never) // each policy declares the slice and the data it takes
  const settled = verdict.verdict === 'ask' ? askEvents(looked, verdict) : verdict
  if (settled.verdict === 'deny') return refusal(settled.code, settled.details)
  return { kind: 'change', drafts: settled.events, by: gated.actor.author, reply: settled.data ?? {} }
}

function refusal(code: Refusal['code'], details: Refusal['details'] = {}): Judged<Data, Refusal> {
  return { kind: 'refusal', refusal: { code, details } }
}
