// How a service reaches a session: by id or number, and only for those who may look at it.
import type { Identity } from '../protocol/envelope.ts'
import { DeskhandError } from '../protocol/error.ts'
import { parseCode } from '../protocol/id.ts'
import type { HubPorts } from './ports.ts'
import type { SessionState } from './state.ts'
import type { Viewer } from './visibility.ts'

/** The id of a session named by id, number or link; null when there is none. */
export async function resolveSession(hub: Pick<HubPorts, 'directory'>, wanted: string): Promise<string | null> {
  if (/^s_[0-9a-z]{16}$/.test(wanted)) return wanted
  const number = parseCode(wanted)
  return number ? ((await hub.directory.code(number))?.session ?? null) : null
}

/** What an identity is to a session: its newest place in it, an administrator from outside, or nothing. */
export function viewerOf(state: SessionState, identity: Identity): Viewer | null {
  const { participants, id } = state.core
  if (identity.kind === 'participant') {
    const one = identity.session === id ? participants.get(identity.id) : undefined
    return one ? { kind: 'participant', one, people: participants } : null
  }
  if (identity.kind !== 'account') return null
  const mine = [...participants.values()].filter((one) => one.account === identity.id)
  const one = mine.find((each) => each.state === 'present') ?? mine.at(-1)
  if (one) return { kind: 'participant', one, people: participants }
  return identity.role === 'admin' ? { kind: 'visitor' } : null
}

/**
 * The state of a session for someone who may look at it.
 *
 * @throws DeskhandError `session.not-found` when there is none, or when the asker has no place in it: the two look alike
 */
export async function readSession(
  hub: HubPorts,
  identity: Identity,
  wanted: string,
): Promise<{ readonly state: SessionState; readonly viewer: Viewer }> {
  const id = await resolveSession(hub, wanted)
  const state = id ? await hub.journals.state(id) : null
  const viewer = state && state.core.seq > 0 ? viewerOf(state, identity) : null
  if (!state || !viewer) {
    if (identity.kind === 'stranger') throw new DeskhandError('auth.required')
    throw new DeskhandError('session.not-found', { session: wanted })
  }
  return { state, viewer }
}
