// Joining by code, assisting by number: the ways into a session from outside.
import { DeskhandError } from '../../protocol/error.ts'
import { parseCode } from '../../protocol/id.ts'
import { MAX_PARTICIPANTS } from '../../protocol/limits.ts'
import { core as draft, type Person } from '../../session/events.ts'
import { callerAuthor } from '../../session/gate.ts'
import { present } from '../../session/state.ts'
import type { Decision, HubPorts, Service, ServiceCall } from '../ports.ts'
import { resolveSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import type { SessionState } from '../state.ts'
import { refuseFull } from './policy.ts'

type Join = RequestData<'session.join'>

/** A participant's token lives this long after it was last made, in milliseconds. */
const PARTICIPANT_TOKEN_TTL_MS = 7 * 86_400_000

/** Every wrong code is counted by address; after too many, the address waits and the reps are told. */
function refuseCode(hub: HubPorts, call: ServiceCall): never {
  const tries = hub.limiter.fail(`join/${call.address}`)
  const seconds = hub.limiter.wait(`join/${call.address}`)
  if (seconds > 0) {
    hub.notice('codes.guessed', { address: call.address, tries })
    const guessed = { type: 'codes.guessed', data: { address: call.address, tries } }
    void hub.journals
      .site(null, async () => ({ drafts: [guessed], by: { id: 'system', name: 'Deskhand', role: 'system' } }))
      .catch(() => undefined) // the limit holds whether or not the site's journal can be written
  }
  throw new DeskhandError('join.code-unknown')
}

function findByCode(hub: HubPorts, call: ServiceCall, text: string): Promise<SessionState> {
  const key = `join/${call.address}`
  return hub.limiter.inTurn(key, async () => {
    const seconds = hub.limiter.wait(key)
    if (seconds > 0) throw new DeskhandError('auth.limited', { seconds })
    const number = parseCode(text)
    const found = number ? await hub.directory.code(number) : null
    if (!found) return refuseCode(hub, call)
    const state = await hub.journals.state(found.session)
    if (state.core.phase === 'ended') throw new DeskhandError('session.ended')
    const waits = present(state.core, 'customer').length === 0
    if (waits && found.expires_at <= hub.now()) throw new DeskhandError('join.expired')
    return state
  })
}

async function checkPassword(
  hub: HubPorts,
  call: ServiceCall,
  given: { readonly state: SessionState; readonly password: string | null },
): Promise<void> {
  const { core } = given.state
  const { password } = given
  if (!core.hasPassword) return
  if (password === null) throw new DeskhandError('join.password-required')
  const key = `join/session/${core.id}`
  await hub.limiter.inTurn(key, async () => {
    const seconds = hub.limiter.wait(key)
    if (seconds > 0) throw new DeskhandError('auth.limited', { seconds })
    const hash = await hub.directory.secret(core.id, 'password')
    if (await hub.passwords.verify(password, hash ?? '')) return hub.limiter.clear(key)
    const tries = hub.limiter.fail(key)
    hub.limiter.fail(`join/${call.address}`)
    const failed = draft('join.failed', { reason: 'password', address: call.address, tries })
    await hub.journals.session(core.id, null, (now) =>
      now.core.phase === 'ended' ? { code: 'session.ended' } : { drafts: [failed], by: callerAuthor(call.identity) },
    )
    throw new DeskhandError('join.password-wrong')
  })
}

function joinDecision(hub: HubPorts, data: Join, given: { readonly person: Person; readonly tokenHash: string }) {
  const { person } = given
  const by = { id: person.id, name: person.name, role: 'customer' as const }
  const described = draft('participant.described', { participant: person.id, email: data.email, machine: data.machine })
  const row = {
    id: hub.newId('t'),
    owner_kind: 'participant',
    name: 'join',
    scopes: '["read","work"]',
    created_at: hub.now(),
    expires_at: hub.now() + PARTICIPANT_TOKEN_TTL_MS,
    used_at: null,
  }
  return ({ core }: SessionState): Decision => {
    if (core.phase === 'ended') return { code: 'session.ended' }
    const full = refuseFull(core)
    if (full?.verdict === 'deny') return { code: full.code, details: full.details }
    if (core.participants.size >= MAX_PARTICIPANTS)
      return { code: 'session.full', details: { limit: MAX_PARTICIPANTS } }
    const type = core.needsApproval ? 'participant.knocked' : 'participant.joined'
    return {
      drafts: [draft(type, { participant: person }), described],
      by,
      rows: [{ table: 'token', key: { hash: given.tokenHash }, row: { ...row, owner: `${core.id}/${person.id}` } }],
    }
  }
}

/** Lets a customer in by number or link: at once, or knocking where the host approves each one (JOI-05). */
export const joinSession: Service<Join, RequestReply<'session.join'>> = async (hub, call, data) => {
  const state = await findByCode(hub, call, data.code)
  await checkPassword(hub, call, { state, password: data.password })
  const token = hub.newToken()
  const person: Person = {
    id: hub.newId('p'),
    name: data.name,
    role: 'customer',
    account: null,
    language: data.language,
  }
  const { core } = state
  // No request key: the reply carries a secret, and secrets are never stored.
  await hub.journals.session(core.id, null, joinDecision(hub, data, { person, tokenHash: hub.tokenHash(token) }))
  hub.limiter.clear(`join/${call.address}`)
  return {
    session: core.id,
    number: core.number,
    participant: person.id,
    token,
    state: core.needsApproval ? 'knocking' : 'present',
    company: core.company,
    rep: core.participants.get(core.primary)?.name ?? '',
  }
}

/** A session that exists; numbers nobody has are counted, so that they cannot be tried one after the other. */
async function findKnown(
  hub: HubPorts,
  given: { readonly limited: string; readonly session: string },
): Promise<string> {
  const seconds = hub.limiter.wait(given.limited)
  if (seconds > 0) throw new DeskhandError('auth.limited', { seconds })
  const id = await resolveSession(hub, given.session)
  if (id && (await hub.journals.state(id)).core.seq > 0) return id
  hub.limiter.fail(given.limited)
  throw new DeskhandError('session.not-found', { session: given.session })
}

/** Lets a rep with an account into a session as its assistant (AST-01, AST-05); who is in already stays who they are. */
export const assistSession: Service<RequestData<'session.assist'>, RequestReply<'session.assist'>> = async (
  hub,
  call,
  data,
) => {
  if (call.identity.kind !== 'account') throw new DeskhandError('auth.required')
  const account = call.identity
  const limited = `assist/${account.id}`
  const id = await hub.limiter.inTurn(limited, () => findKnown(hub, { limited, session: data.session }))
  const person: Person = {
    id: hub.newId('p'),
    name: account.name,
    role: 'assistant',
    account: account.id,
    language: 'en',
  }
  const reply = await hub.journals.session(id, call.key, ({ core }) => {
    if (core.phase === 'ended') return { code: 'session.ended' }
    const own = present(core).find((one) => one.account === account.id)
    const answer = { session: core.id, number: core.number }
    const by = { id: person.id, name: person.name, role: 'assistant' as const }
    if (own) return { drafts: [], by, reply: { ...answer, participant: own.id } }
    if (core.participants.size >= MAX_PARTICIPANTS)
      return { code: 'session.full', details: { limit: MAX_PARTICIPANTS } }
    return {
      drafts: [draft('participant.joined', { participant: person })],
      by,
      reply: { ...answer, participant: person.id },
    }
  })
  return reply as RequestReply<'session.assist'>
}
