// Published files as the hub serves them: listed, taken in as bytes that are held against their manifest, and given out.
import type { Readable } from 'node:stream'
import type { Identity } from '../../protocol/envelope.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { gate } from '../../session/gate.ts'
import { isOff } from '../../session/permitted.ts'
import type { Participant } from '../../session/state.ts'
import type { Decision, HubPorts, Service } from '../ports.ts'
import { readSession, resolveSession } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import type { SessionState } from '../state.ts'
import { judgePublish, openExchange } from './policy.ts'
import { fileRoutes, type Manifest, type PublishedFile } from './protocol.ts'
import { filesThere, type SharedFile } from './state.ts'

/** What is there now. Who is no longer, or not yet, in the session is told of nothing. */
export const listFiles: Service<RequestData<'file.list'>, RequestReply<'file.list'>> = async (
  hub,
  { identity },
  { session },
) => {
  const { state, viewer } = await readSession(hub, identity, session)
  const one = viewer.kind === 'participant' ? viewer.one : null
  if (one && one.state !== 'present') return { open: null, files: [] }
  const files = filesThere(state.files, one?.role === 'customer' ? one.id : undefined)
  const open = openExchange(state.core)
  return {
    open: open && { ask: open.id, isRunning: open.state === 'running' },
    files: files.map(({ isThere: _, ...file }) => file),
  }
}

/** Who asks for bytes, and of which session, by id or number. */
export interface FileCall {
  readonly identity: Identity
  readonly session: string
}

interface Reached {
  readonly state: SessionState
  readonly one: Participant
}

/** The session for someone who may use this route now; the same refusals as of any other request. */
async function reach(hub: HubPorts, call: FileCall, route: keyof typeof fileRoutes): Promise<Reached> {
  const { identity, session } = call
  const id = await resolveSession(hub, session)
  const state = id ? await hub.journals.state(id) : null
  if (!state || state.core.seq === 0)
    throw new DeskhandError(identity.kind === 'stranger' ? 'auth.required' : 'session.not-found', { session })
  return { state, one: admit(state, identity, route) }
}

function admit({ core }: SessionState, identity: Identity, route: keyof typeof fileRoutes): Participant {
  const gated = gate(fileRoutes[route], identity, core)
  if (!gated.open) throw new DeskhandError(gated.code, gated.details)
  const { participant } = gated.actor
  if (!participant || core.phase === 'ended') throw new DeskhandError('session.ended')
  return participant
}

/** A file and its bytes, on their way to the hub. */
export interface Publishing extends FileCall {
  readonly told: Manifest
  /** Opened only once the file is wanted: its sender may wait for that. */
  readonly source: () => AsyncIterable<Uint8Array>
}

/**
 * Takes a file in: judged before its first byte and once more when they are all there, so that a customer's no counts
 * until the end.
 *
 * @throws DeskhandError  what {@link judgePublish} refuses with, `file.differs`, `file.no-room`, `request.too-many`, …
 */
export async function publishFile(hub: HubPorts, call: Publishing): Promise<PublishedFile> {
  const { identity, told, source } = call
  const { state, one } = await reach(hub, call, 'publish')
  const settings = await hub.settings()
  const judge = ({ core, files }: SessionState) => judgePublish({ core, files, settings }, told)
  const first = judge(state)
  if ('verdict' in first) throw new DeskhandError(first.code, first.details)
  const key = { folder: state.core.id, name: hub.newId('f') }
  if (!(await hub.blobs.write(key, source(), told))) throw new DeskhandError('file.differs', { name: told.name })
  const decide = (now: SessionState): Decision => {
    const { id: _, ...rest } = told
    const by = admit(now, identity, 'publish')
    const open = judge(now)
    if ('verdict' in open) return open
    const data: PublishedFile = { file: key.name, ask: open.id, customer: open.customer, ...rest }
    return { drafts: [{ type: 'file.published', data }], by: { id: by.id, name: by.name, role: by.role }, reply: data }
  }
  const requestKey = `${identity.kind === 'account' ? identity.id : one.id}/file.publish/${state.core.id}/${told.id}`
  let kept: unknown = null
  try {
    const reply = (await hub.journals.session(state.core.id, requestKey, decide)) as unknown as PublishedFile // as decided
    kept = reply.file
    return reply
  } finally {
    // Refused in the end, or published by an earlier try of the same request.
    if (kept !== key.name) await hub.blobs.drop(key)
  }
}

/** A file and what is asked of it. */
export interface Fetching extends FileCall {
  readonly file: string
}

/** A file that is there, and how its bytes are opened from a place on. */
export interface Fetched {
  readonly file: SharedFile
  open(from: number): Promise<Readable>
}

/**
 * Gives a file out: to the customer it is for and to the reps of the session, while it is there.
 *
 * @throws DeskhandError `file.not-found`, also for what is another customer's; `file.gone`, `feature.off`, …
 */
export async function fetchFile(hub: HubPorts, call: Fetching): Promise<Fetched> {
  const { state, one } = await reach(hub, call, 'fetch')
  if (isOff(await hub.settings(), 'files.basic')) throw new DeskhandError('feature.off', { kind: 'files.basic' })
  const file = state.files.get(call.file)
  if (!file || (one.role === 'customer' && file.customer !== one.id))
    throw new DeskhandError('file.not-found', { file: call.file })
  const gone = new DeskhandError('file.gone', { name: file.name })
  if (!file.isThere) throw gone
  const open = async (from: number): Promise<Readable> => {
    const stream = await hub.blobs.read({ folder: state.core.id, name: file.file }, from)
    if (!stream) throw gone
    return stream
  }
  return { file, open }
}
