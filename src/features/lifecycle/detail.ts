// A session in detail from its state, cut to what the asker may see.
import type { SessionState } from '../state.ts'
import type { Viewer } from '../visibility.ts'
import { joinCommand, joinUrl } from './join-text.ts'
import type { SessionDetail } from './protocol.ts'

interface Look {
  readonly viewer: Viewer
  readonly connected: ReadonlySet<string>
  readonly baseUrl: string
}

function participantsOf({ core }: SessionState, look: Look, isRep: boolean): SessionDetail['participants'] {
  return [...core.participants.values()]
    .filter((one) => isRep || one.state === 'present' || isSelf(one.id, look.viewer))
    .map((one) => ({
      id: one.id,
      name: one.name,
      role: one.role,
      state: one.state,
      connected: look.connected.has(one.id),
      account: one.account,
      language: one.language,
      display: isRep ? (one.machine?.display ?? null) : null,
      platform: isRep ? (one.machine?.platform ?? null) : null,
      since: one.since,
    }))
}

function isSelf(id: string, viewer: Viewer): boolean {
  return viewer.kind === 'participant' && viewer.one.id === id
}

function asksOf({ core }: SessionState): SessionDetail['asks'] {
  return [...core.asks.values()].map((ask) => ({
    id: ask.id,
    kind: ask.kind,
    state: ask.state,
    customer: ask.customer,
    by: ask.by,
    at: ask.requestedAt,
    channel: ask.channel,
    info: ask.info,
    answeredBy: ask.answeredBy,
    reason: ask.reason,
  }))
}

/** The session as `session.show` answers; customers see no notes and no failed joins. */
export function detailOf(state: SessionState, look: Look): SessionDetail {
  const { core, notes } = state
  const isRep = look.viewer.kind === 'visitor' || look.viewer.one.role !== 'customer'
  return {
    id: core.id,
    number: core.number,
    type: core.type,
    channel: core.channel,
    state: core.phase,
    topic: core.topic,
    queue: null,
    tracking: isRep ? { ...core.tracking } : {},
    company: core.company,
    primary: core.primary,
    focus: core.focus,
    participants: participantsOf(state, look, isRep),
    grants: core.grants.map(({ kind, scope, by, customer, at }) => ({ kind, scope, by, customer, at })),
    asks: asksOf(state),
    notes: isRep ? notes.text : '',
    failedJoins: isRep ? core.failedJoins : 0,
    hasPassword: core.hasPassword,
    needsApproval: core.needsApproval,
    startedAt: core.startedAt,
    endedAt: core.endedAt,
    joinUrl: joinUrl(look.baseUrl, core.number),
    joinCommand: joinCommand(look.baseUrl, core.number),
    seq: core.seq,
    newer: core.unknown,
  }
}
