// The gate: refuses every request unless its declaration names the one who asks. Nothing is allowed by being forgotten.
import type { Author } from '../journal/event.ts'
import type { Identity } from '../protocol/envelope.ts'
import type { ErrorCode, ErrorDetails } from '../protocol/error.ts'
import type { RequestSpec, Who } from './request.ts'
import type { Core, Participant } from './state.ts'

/** Who asks, as the session knows them. */
export interface Actor {
  readonly identity: Identity
  readonly author: Author
  /** Their place in the session the request is about. */
  readonly participant: Participant | null
}

/** Through, or a refusal with its code. */
export type Gated =
  | { readonly open: true; readonly actor: Actor }
  | { readonly open: false; readonly code: ErrorCode; readonly details: ErrorDetails }

function refuse(code: ErrorCode, details: ErrorDetails = {}): Gated {
  return { open: false, code, details }
}

/** The participant an identity is in a session: by participant id, or by account. */
export function placeIn(core: Core, identity: Identity): Participant | null {
  if (identity.kind === 'participant')
    return identity.session === core.id ? (core.participants.get(identity.id) ?? null) : null
  if (identity.kind !== 'account') return null
  for (const one of core.participants.values()) if (one.account === identity.id && one.state === 'present') return one
  return null
}

function whoIs(identity: Identity, core: Core | null, participant: Participant | null): readonly Who[] {
  if (identity.kind === 'stranger') return ['stranger']
  const who: Who[] = ['stranger']
  if (identity.kind === 'account') {
    who.push('rep')
    if (identity.role === 'admin') who.push('admin')
    if (identity.role === 'admin' && core && !participant) who.push('visitor')
  }
  if (participant?.state === 'present') who.push(participant.role)
  if (participant?.state === 'knocking') who.push('knocking')
  return who
}

/** The author of a change that is about no session. */
export function callerAuthor(identity: Identity): Author {
  return authorOf(identity, null)
}

function authorOf(identity: Identity, participant: Participant | null): Author {
  if (participant) return { id: participant.id, name: participant.name, role: participant.role }
  if (identity.kind === 'account') return { id: identity.id, name: identity.name, role: identity.role }
  return { id: 'stranger', name: '', role: 'customer' }
}

/**
 * Decides whether an identity may ask a request at all.
 *
 * An account outside a session gets `session.not-found` for it, so that session ids cannot be probed.
 * @param core  the session the request is about, or null for a site request
 */
export function gate(spec: RequestSpec, identity: Identity, core: Core | null): Gated {
  const participant = core ? placeIn(core, identity) : null
  const who = whoIs(identity, core, participant)
  const actor = { identity, participant, author: authorOf(identity, participant) }
  if (spec.who.some((one) => who.includes(one))) {
    // Said only to those whose account may do it: for others no token would help.
    const isNarrow = identity.kind === 'account' && !identity.scopes.includes(spec.scope)
    return isNarrow ? refuse('auth.scope', { scope: spec.scope }) : { open: true, actor }
  }
  if (identity.kind === 'stranger') return refuse('auth.required')
  if (!core) return refuse('access.denied', { problem: 'an administrator’s account is needed' })
  if (!participant && !who.includes('visitor')) return refuse('session.not-found', { session: core.number })
  if (participant?.state === 'left' || participant?.state === 'turned-away')
    return refuse('session.state', { state: 'left', problem: 'you are no longer in it' })
  if (participant?.role === 'assistant' && spec.who.includes('primary'))
    return refuse('control.not-primary', { primary: core.participants.get(core.primary)?.name ?? '' })
  return refuse('access.denied', { problem: `a ${participant?.role ?? 'visitor'} may not do this` })
}
