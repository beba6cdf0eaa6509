// Dispatch: parse, gate, policy, append, reply. It does not grow with features.
import type { HubPorts } from '../features/ports.ts'
import { resolveSession } from '../features/reach.ts'
import { findRequest, type SiteRequestName } from '../features/requests.ts'
import { SERVICES } from '../features/services.ts'
import type { Identity, Reply, RequestEnvelope } from '../protocol/envelope.ts'
import { asDeskhandError, DeskhandError, errorSpec, toWire } from '../protocol/error.ts'
import { gate } from '../session/gate.ts'
import type { HubJournal } from './journals.ts'
import { judgeRequest } from './judge-request.ts'
import { type Pace, startPace } from './pace.ts'

/** Who sent a request, and from where. */
export interface Caller {
  readonly identity: Identity
  readonly address: string
  readonly tokenHash: string | null
}

/** What dispatch works with. */
export interface DispatchParts {
  readonly ports: HubPorts
  readonly journal: HubJournal
  readonly replyOf: (key: string) => Promise<string | null>
  readonly newChannel: () => number
  /** Told of failures that are the hub's own fault. */
  readonly log: (error: DeskhandError, context: Readonly<Record<string, unknown>>) => void
}

/** Characters of what is said about malformed data, which may quote it. */
const MAX_PROBLEM_CHARACTERS = 300

type Spec = NonNullable<ReturnType<typeof findRequest>>
type Data = Readonly<Record<string, unknown>>

/** Answers requests; it never throws. */
export type Dispatch = (caller: Caller, request: RequestEnvelope) => Promise<Reply>

/** Makes the one function that answers every request, whatever it came over. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const working = { ...parts, once: oncePerKey(), pace: startPace(() => performance.now()) }
  return async (caller, request) => {
    try {
      const spec = findRequest(request.name)
      if (!spec) throw new DeskhandError('request.unknown', { name: request.name })
      const parsed = { spec, request, data: parseData(spec, request) }
      const done =
        spec.target === 'site' ? await serve(working, caller, parsed) : await judgeSession(working, caller, parsed)
      return { t: 'reply', id: request.id, outcome: 'done', data: done }
    } catch (thrown) {
      return refuse(parts, request, asDeskhandError(thrown))
    }
  }
}

/** Runs what a key names once at a time: the same request again, while it is being answered, gets the same answer. */
type Once = (key: string | null, work: () => Promise<unknown>) => Promise<unknown>

interface Working extends DispatchParts {
  readonly once: Once
  readonly pace: Pace
}

function oncePerKey(): Once {
  const running = new Map<string, Promise<unknown>>()
  return (key, work) => {
    if (key === null) return work()
    const known = running.get(key)
    if (known) return known
    const result = work()
    running.set(key, result)
    const forget = () => void running.delete(key)
    result.then(forget, forget) // half the cost of `finally`, for every message
    return result
  }
}

function refuse(parts: DispatchParts, request: RequestEnvelope, error: DeskhandError): Reply {
  const failed = errorSpec(error.code).http >= 500
  if (failed) parts.log(error, { request: request.name, session: request.session })
  return { t: 'reply', id: request.id, outcome: failed ? 'failed' : 'refused', error: toWire(error) }
}

function parseData(spec: Spec, request: RequestEnvelope): Data {
  const parsed = spec.data.safeParse(request.data ?? {})
  if (parsed.success) return parsed.data as Data
  const issue = parsed.error.issues[0]
  const problem = `${issue?.path.join('.') || 'data'}: ${issue?.message ?? 'not valid'}`.slice(
    0,
    MAX_PROBLEM_CHARACTERS,
  )
  throw new DeskhandError('request.malformed', { name: request.name, problem })
}

interface Parsed {
  readonly spec: Spec
  readonly request: RequestEnvelope
  readonly data: Data
}

/**
 * Names a request for ever: whose it is, what is asked, of which session, and the id its asker gave it.
 *
 * Strangers have no name that lasts, so what they ask is not remembered.
 */
function requestKey({ identity }: Caller, { name, id }: RequestEnvelope, session = ''): string | null {
  return identity.kind === 'stranger' ? null : `${identity.id}/${name}/${session}/${id}`
}

async function serve(parts: Working, caller: Caller, parsed: Parsed): Promise<unknown> {
  const { spec, request, data } = parsed
  const gated = gate(spec, caller.identity, null)
  if (!gated.open) throw new DeskhandError(gated.code, gated.details)
  const service = SERVICES[request.name as SiteRequestName]
  const key = spec.scope === 'read' ? null : requestKey(caller, request)
  return parts.once(key, async () => {
    const earlier = key && (await parts.replyOf(key))
    return earlier ? (JSON.parse(earlier) as unknown) : service(parts.ports, { ...caller, key }, data as never)
  })
}

async function judgeSession(parts: Working, caller: Caller, parsed: Parsed): Promise<unknown> {
  const { identity } = caller
  const wanted = parsed.request.session ?? (identity.kind === 'participant' ? identity.session : '')
  const id = await resolveSession(parts.ports, wanted)
  if (!id)
    throw new DeskhandError(identity.kind === 'stranger' ? 'auth.required' : 'session.not-found', { session: wanted })
  const { perSecond = Number.POSITIVE_INFINITY } = parsed.spec
  if (identity.kind !== 'stranger' && !parts.pace(identity.id, parsed.request.name, perSecond))
    throw new DeskhandError('request.too-many')
  const key = requestKey(caller, parsed.request, id)
  const settings = await parts.ports.settings()
  return parts.once(key, async () => {
    const { now, newId, connected } = parts.ports
    const { newChannel } = parts
    const { spec, data, request } = parsed
    const done = await parts.journal.change(`session/${id}`, key, (state) =>
      judgeRequest(
        { spec, data, name: request.name, identity, settings, newId, newChannel, connected, now: now() },
        state,
      ),
    )
    if (done.kind !== 'refusal') return done.reply
    // A request that was applied already may look refused on today's state: it gets its first reply again.
    const earlier = key && (await parts.replyOf(key))
    if (earlier) return JSON.parse(earlier) as unknown
    throw new DeskhandError(done.refusal.code, done.refusal.details)
  })
}
