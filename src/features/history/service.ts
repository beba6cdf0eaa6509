// Reading journals: pages for screens, raw lines for exports, everything since a cursor for automation.
import { type Event, readLine } from '../../journal/event.ts'
import { headText } from '../../journal/seal.ts'
import type { StoredLine } from '../../journal/store.ts'
import type { HubPorts, Service, ServiceCall } from '../ports.ts'
import { readSession, viewerOf } from '../reach.ts'
import type { RequestData, RequestReply } from '../requests.ts'
import { canSee } from '../visibility.ts'

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

/** Raw lines, exactly as stored: an export is for reps, whose copy must hash like the hub's. */
export const readLines: Service<RequestData<'journal.lines'>, RequestReply<'journal.lines'>> = async (
  hub,
  call,
  data,
) => {
  const { state } = await readSession(hub, call.identity, data.session)
  const lines = await hub.journals.read(`session/${state.core.id}`, data.after, data.limit)
  return { lines: lines.map(({ line }) => line), more: lines.length === data.limit }
}

/** Where a session's journal ends now, signed. */
export const readHead: Service<RequestData<'journal.head'>, RequestReply<'journal.head'>> = async (hub, call, data) => {
  const { state } = await readSession(hub, call.identity, data.session)
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

/** Events of every stream the asker may see after a cursor; waits for one if asked to (GEN-03). */
export const readEvents: Service<RequestData<'events.since'>, RequestReply<'events.since'>> = async (
  hub,
  call,
  data,
) => {
  const deadline = hub.now() + data.waitMs
  let cursor = data.cursor
  for (;;) {
    const lines = await hub.journals.readAll(cursor, data.limit)
    const events = await filterVisible(hub, call, lines)
    cursor = lines.at(-1)?.position ?? cursor
    const full = lines.length === data.limit
    if (events.length > 0 || (!full && hub.now() >= deadline)) return { events, cursor, more: full }
    if (!full) await hub.journals.nextCommit(deadline - hub.now())
  }
}
