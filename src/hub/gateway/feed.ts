// Who follows which journal: catches each follower up from the store, then sends what is committed, in order, once.
import { viewerOf } from '../../features/reach.ts'
import type { SessionState } from '../../features/state.ts'
import { canSee, seenByAll, type Viewer } from '../../features/visibility.ts'
import { type Entry, readLine, type StreamId } from '../../journal/event.ts'
import type { JournalStore } from '../../journal/store.ts'
import { DeskhandError } from '../../protocol/error.ts'
import { MAX_EVENTS_PER_ENVELOPE, MAX_FOLLOWED_STREAMS } from '../../protocol/limits.ts'
import type { HubJournal } from '../journals.ts'
import type { HubLink } from './hub-link.ts'

interface Follower {
  readonly link: HubLink
  readonly stream: StreamId
  /** Where it wanted to begin. */
  readonly from: number
  /** The follower has been sent everything it may see up to here. */
  sent: number
  live: boolean
  stopped: boolean
  /** Has no place in the session, or waits at its door: once they are let in, they begin from where they wanted to. */
  isOutside: boolean
}

/** Bytes a link may have waiting before catching up pauses. */
const CATCH_UP_BACKLOG_BYTES = 1_048_576
/** Bytes of lines in one envelope. */
const MAX_ENVELOPE_LINES_BYTES = 512 * 1_024

/** Follows journals for links. */
export class Feed {
  readonly #journal: HubJournal
  readonly #store: JournalStore
  readonly #followers = new Map<StreamId, Map<HubLink, Follower>>()
  readonly #byLink = new Map<HubLink, Set<StreamId>>()

  constructor(journal: HubJournal, store: JournalStore) {
    this.#journal = journal
    this.#store = store
    journal.onCommit((stream, entries, state) => this.#committed(stream, entries, state))
  }

  /** Links that follow a stream. */
  linksOf(stream: StreamId): readonly HubLink[] {
    return [...(this.#followers.get(stream)?.keys() ?? [])]
  }

  streamsOf(link: HubLink): readonly StreamId[] {
    return [...(this.#byLink.get(link) ?? [])]
  }

  /** Starts or restarts following after a seq. @throws DeskhandError `request.too-many` */
  follow(link: HubLink, stream: StreamId, after: number): void {
    const streams = this.#byLink.get(link) ?? new Set()
    if (!streams.has(stream) && streams.size >= MAX_FOLLOWED_STREAMS) throw new DeskhandError('request.too-many')
    this.unfollow(link, stream)
    this.#byLink.set(link, streams.add(stream))
    const follower: Follower = { link, stream, from: after, sent: after, live: false, stopped: false, isOutside: false }
    const all = this.#followers.get(stream) ?? new Map<HubLink, Follower>()
    this.#followers.set(stream, all.set(link, follower))
    this.#begin(follower)
  }

  /** A storage fault ends this link, which comes back and resumes; it never ends the hub. */
  #begin(follower: Follower): void {
    this.#catchUp(follower).catch(() => follower.link.close(new DeskhandError('hub.stopping')))
  }

  unfollow(link: HubLink, stream: StreamId): void {
    const all = this.#followers.get(stream)
    const follower = all?.get(link)
    if (!all || !follower) return
    follower.stopped = true
    all.delete(link)
    if (all.size === 0) {
      this.#followers.delete(stream)
      this.#lastCommitted.delete(stream)
    }
    this.#byLink.get(link)?.delete(stream)
  }

  drop(link: HubLink): void {
    for (const stream of this.streamsOf(link)) this.unfollow(link, stream)
    this.#byLink.delete(link)
  }

  async #catchUp(follower: Follower): Promise<void> {
    const { link, stream } = follower
    while (!follower.stopped) {
      const lines = await this.#store.read(stream, follower.sent, MAX_EVENTS_PER_ENVELOPE)
      const state = await this.#journal.state(stream)
      if (follower.stopped) return
      const upTo = lines.at(-1)?.seq ?? follower.sent
      // Without a wait between the look and the switch, no commit can slip between them.
      const caughtUp = lines.length < MAX_EVENTS_PER_ENVELOPE && this.#committedSeq(stream, upTo) <= upTo
      const viewer = viewerOf(state, link.proven.identity)
      if (!viewer) {
        // Told the same as of a session that does not exist.
        follower.isOutside = true
        for (const text of envelopes(stream, [], { upTo: follower.sent, live: true })) link.sendText(text)
        return
      }
      const visible = lines.filter(({ line }) => canSee(readLine(line), viewer)).map(({ line }) => line)
      follower.isOutside = isKnocking(viewer)
      follower.sent = upTo
      follower.live = caughtUp
      const told = follower.isOutside ? follower.from : upTo
      for (const text of envelopes(stream, visible, { upTo: told, live: caughtUp })) link.sendText(text)
      if (caughtUp) return
      await drained(link)
    }
  }

  readonly #lastCommitted = new Map<StreamId, number>()

  #committedSeq(stream: StreamId, fallback: number): number {
    return this.#lastCommitted.get(stream) ?? fallback
  }

  #committed(stream: StreamId, entries: readonly Entry[], state: SessionState): void {
    const last = entries.at(-1)?.event.seq
    if (last === undefined) return
    const all = this.#followers.get(stream)
    if (!all) {
      this.#lastCommitted.delete(stream)
      return
    }
    this.#lastCommitted.set(stream, last)
    const shared = seenByAll(entries)
      ? envelopes(
          stream,
          entries.map((one) => one.line),
          { upTo: last, live: true },
        ).map((text) => Buffer.from(text))
      : null
    // Links of one owner see the same: who they are to the session is looked up once a commit, not once a link.
    const viewers = new Map<string | null, Viewer | null>()
    for (const follower of all.values()) {
      if (follower.isOutside && isInside(viewerOf(state, follower.link.proven.identity))) {
        Object.assign(follower, { isOutside: false, live: false, sent: follower.from })
        this.#begin(follower)
      }
      if (!follower.live || follower.sent >= last) continue
      follower.sent = last
      const { owner, identity } = follower.link.proven
      const known = viewers.get(owner)
      const viewer = known === undefined ? viewerOf(state, identity) : known
      viewers.set(owner, viewer)
      if (viewer) deliver(follower, shared, { entries, viewer, upTo: follower.isOutside ? follower.from : last })
    }
  }
}

function isKnocking(viewer: Viewer): boolean {
  return viewer.kind === 'participant' && viewer.one.state === 'knocking'
}

function isInside(viewer: Viewer | null): boolean {
  return viewer !== null && !isKnocking(viewer)
}

function deliver(
  { link, stream }: Follower,
  shared: readonly Buffer[] | null,
  given: { readonly entries: readonly Entry[]; readonly viewer: Viewer; readonly upTo: number },
): void {
  const { viewer, entries, upTo } = given
  const isHere = viewer.kind === 'visitor' || viewer.one.state === 'present'
  if (shared && isHere) {
    for (const text of shared) link.sendText(text)
    return
  }
  const visible = entries.filter(({ event }) => canSee(event, viewer)).map(({ line }) => line)
  for (const text of envelopes(stream, visible, { upTo, live: true })) link.sendText(text)
}

/** Envelopes for lines, as text put together around the stored lines, so that no event is written twice. */
function envelopes(
  stream: StreamId,
  lines: readonly string[],
  given: { readonly upTo: number; readonly live: boolean },
): string[] {
  const texts: string[] = []
  let held: string[] = []
  let bytes = 0
  const close = (isLast: boolean): void => {
    const upTo = isLast ? given.upTo : readLine(held.at(-1) as string).seq
    const live = isLast && given.live
    texts.push(`{"t":"events","stream":"${stream}","upTo":${upTo},"live":${live},"events":[${held.join(',')}]}`)
    held = []
    bytes = 0
  }
  for (const line of lines) {
    if (held.length > 0 && bytes + line.length > MAX_ENVELOPE_LINES_BYTES) close(false)
    held.push(line)
    bytes += line.length
  }
  close(true)
  return texts
}

async function drained(link: HubLink): Promise<void> {
  while (link.isOpen && link.bufferedBytes > CATCH_UP_BACKLOG_BYTES)
    await new Promise((resolve) => setTimeout(resolve, 5))
}
