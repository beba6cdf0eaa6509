// Reading journals: pages for screens, raw lines for exports, everything since a cursor for automation.
import { type Event, readLine } from '../../journal/event.ts'
import { headText } from '../../journal/seal.ts'
import type { StoredLine } from '../../journal/store.ts'
import { placeOf, withheldLine, withheldText } from '../../journal/withheld.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { HubPorts, Service, ServiceCall } from '../ports.ts'
import { readSession, viewerOf } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import type { SessionState } from '../state.ts'
import { canSee, type Viewer } from '../visibility.ts'

/** One page of a session's events, those the asker may see, oldest first. */
export const readJournal: Service<RequestData<'journal.read'>, RequestReply<'journal.read'>> = async (
  hub,
  call,
  data,
) => {
  const { state, viewer } = await readSession(hub, call.identity, data.session)
  const stream = `session/${state.core.id}` as const
  const { readBack, read } = hub.journals
  const before = data.after === 0 ? Number.MAX_SAFE_INTEGER : data.after
  const lines = data.back ? await readBack(stream, before, data.limit) : await read(stream, data.after, data.limit)
  const edge = data.back ? lines[0]?.seq : lines.at(-1)?.seq
  return {
    events: lines.map(({ line }) => readLine(line)).filter((event) => canSee(event, viewer)),
    upTo: edge ?? data.after,
    more: lines.length === data.limit && edge !== 1,
  }
}

/** An export is made by who is in the session, or by an administrator; who left has what they saw, and no more. */
function refuseAbsent({ core }: SessionState, viewer: Viewer): void {
  if (viewer.kind === 'visitor' || viewer.one.state === 'present') return
  throw new DeskhandError('session.state', { state: core.phase, problem: 'you are no longer in it' })
}

/**
 * Raw lines, exactly as stored: an export must hash like the hub's journal.
 *
 * Of what the asker may not see, as private messages of others, only the place in the chain is given, signed by the hub.
 */
export const readLines: Service<RequestData<'journal.lines'>, RequestReply<'journal.lines'>> = async (
  hub,
  call,
  data,
) => {
  const { state, viewer } = await readSession(hub, call.identity, data.session)
  refuseAbsent(state, viewer)
  const stored = await hub.journals.read(`session/${state.core.id}`, data.after, data.limit)
  const lines: string[] = []
  for (const { line } of stored) {
    const event = readLine(line)
    lines.push(canSee(event, viewer) ? line : await keptBack(hub, event, line))
  }
  return { lines, more: stored.length === data.limit }
}

async function keptBack(hub: HubPorts, event: Event, line: string): Promise<string> {
  const place = placeOf(event, line)
  const { key, signature } = await hub.sign(withheldText(place))
  return withheldLine({ ...place, key, signature })
}

/** Where a session's journal ends now, signed. */
export const readHead: Service<RequestData<'journal.head'>, RequestReply<'journal.head'>> = async (hub, call, data) => {
  const { state, viewer } = await readSession(hub, call.identity, data.session)
  refuseAbsent(state, viewer)
  const stream = `session/${state.core.id}` as const
  const head = await hub.journals.head(stream)
  const at = hub.now()
  return { stream, ...head, at, ...(await hub.sign(headText(stream, head, at))) }
}

async function visibleTo(hub: HubPorts, call: ServiceCall, event: Event): Promise<boolean> {
  if (!event.stream.startsWith('session/')) return call.identity.kind === 'account' && call.identity.role === 'admin'
  const viewer = viewerOf(await hub.journals.state(event.stream.slice('session/'.length)), call.identity)
  return viewer !== null && canSee(event, viewer)
}

async function filterVisible(hub: HubPorts, call: ServiceCall, lines: readonly StoredLine[]): Promise<Event[]> {
  const events: Event[] = []
  for (const { line } of lines) {
    const event = readLine(line)
    if (await visibleTo(hub, call, event)) events.push(event)
  }
  return events
}

/**
 * Events of every stream the asker may see after a cursor; waits for one if asked to (GEN-03).
 *
 * One page of the journal is looked at for one answer, however little of it the asker may see: `more` says to go on.
 */
export const readEvents: Service<RequestData<'events.since'>, RequestReply<'events.since'>> = async (
  hub,
  call,
  data,
) => {
  const deadline = hub.now() + data.waitMs
  let cursor = data.cursor
  for (;;) {
    const enough = new AbortController()
    // Listened for before the look, so that nothing is committed between the two unheard.
    const committed = hub.journals.nextCommit(deadline - hub.now(), enough.signal)
    try {
      const lines = await hub.journals.readAll(cursor, data.limit)
      const events = await filterVisible(hub, call, lines)
      cursor = lines.at(-1)?.position ?? cursor
      const more = lines.length === data.limit
      if (events.length > 0 || more || hub.now() >= deadline) return { events, cursor, more }
      await committed
    } finally {
      enough.abort()
    }
  }
}
