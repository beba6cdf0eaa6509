// The mirror side of the console: one store of everything the hub has told, and the one way to ask the hub.
import type { Link, RequestOptions } from '../../client/link.ts'
import { type Mirror, openMirror } from '../../client/mirror.ts'
import type { RequestInput, RequestName, RequestReply } from '../../features/requests.ts'
import { emptySession, type SessionState } from '../../features/state.ts'
import type { Event } from '../../journal/event.ts'
import { batch } from './batch.ts'
import { type DeskSession, type DeskState, emptyDesk } from './desk-state.ts'
import { lineOf, listSessions, withLine } from './list-sessions.ts'

/** Shortest time between two renders caused by the hub, in milliseconds. */
export const BATCH_MS = 33
/** Sessions this console follows at once; further ones are listed, and followed when they are opened. */
export const MAX_FOLLOWED = 100
/** How often the list is asked for again, in milliseconds: one's own sessions, and all of the site. */
export const REFRESH_MS = { mine: 5_000, everyone: 30_000 } as const

/** An event that happened while the console was watching, with the session as it was before. */
export interface Happening {
  readonly event: Event
  readonly session: string
  readonly before: SessionState
  readonly after: SessionState
}

/** Asks the hub; resolves with its answer, rejects with a DeskhandError. */
export type Ask = <N extends RequestName>(
  name: N,
  data: RequestInput<N>,
  options?: RequestOptions,
) => Promise<RequestReply<N>>

/** The store. It exists before there is a link, so that the first frame does not wait for one. */
export class Desk {
  state: DeskState
  private link: Link | null = null
  private readonly linked = Promise.withResolvers<Link>()
  private readonly listeners = new Set<() => void>()
  private readonly watchers = new Set<(happening: Happening) => void>()
  private readonly noticed = new Set<(code: string, details: Readonly<Record<string, unknown>>) => void>()
  private readonly mirrors = new Map<string, { mirror: Mirror; stop: () => void }>()
  private readonly dirty = new Set<string>()
  private readonly flush = batch(() => this.settle(), BATCH_MS)
  private timer: ReturnType<typeof setInterval> | null = null
  private refreshing: Promise<void> | null = null
  private listedAt = 0

  /** @param state  what is known before there is a link */
  constructor(state: DeskState = emptyDesk) {
    this.state = state
  }

  /** Gives the store its link, once. */
  attach(link: Link): void {
    this.link = link
    this.linked.resolve(link)
    this.change({ link: link.state })
    link.onState((state) => {
      this.change({ link: state })
      if (state.is === 'open') void this.begin()
    })
    link.onNotice((code, details) => {
      if (code === 'codes.guessed') this.change({ guesses: this.state.guesses + 1 })
      for (const listener of this.noticed) listener(code, details)
    })
    this.timer = setInterval(() => this.refreshIfDue(), REFRESH_MS.mine)
    if (link.state.is === 'open') void this.begin()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Hears every event that happens from now on in a followed session. */
  onHappening(listener: (happening: Happening) => void): () => void {
    this.watchers.add(listener)
    return () => void this.watchers.delete(listener)
  }

  /** Hears what the hub says to this link only. */
  onNotice(listener: (code: string, details: Readonly<Record<string, unknown>>) => void): () => void {
    this.noticed.add(listener)
    return () => void this.noticed.delete(listener)
  }

  /** Asks the hub for the rep; before there is a link, and while it is away, the request waits. */
  readonly ask: Ask = async (name, data, options) => {
    this.change({ unanswered: this.state.unanswered + 1 })
    try {
      const link = await this.linked.promise
      return await link.request(name, data, options)
    } finally {
      this.change({ unanswered: this.state.unanswered - 1 })
    }
  }

  /** The link itself, for streams of frames, which are no part of this store. */
  linkForFrames(): Link | null {
    return this.link
  }

  /** Tells the others in a session that the rep is typing. */
  typing(session: string, isTyping: boolean): void {
    this.link?.typing(session, isTyping)
  }

  /** Lists one's own sessions or all of the site. */
  setEveryone(isEveryone: boolean): void {
    if (isEveryone === this.state.list.isEveryone) return
    this.change({ list: { ...this.state.list, isEveryone, isLoaded: false } })
    this.listedAt = 0
    void this.refresh()
  }

  /** Follows a session until the console ends, or the session has. */
  follow(id: string): void {
    if (!this.link || this.mirrors.has(id)) return
    const mirror = openMirror(this.link, id)
    let before = mirror.state
    const stops = [
      mirror.subscribe(() => {
        this.dirty.add(id)
        before = mirror.state
        this.flush.mark()
      }),
      mirror.onEvent((event) => {
        const after = mirror.state
        if (mirror.live) for (const tell of this.watchers) tell({ event, session: id, before, after })
        before = after
      }),
    ]
    this.mirrors.set(id, {
      mirror,
      stop: () => {
        for (const stop of stops) stop()
        mirror.close()
      },
    })
    this.dirty.add(id)
    this.settle()
    void this.askJoin(id)
  }

  /** Brings what the mirrors know into the store now instead of with the next batch. */
  settleNow(): void {
    this.settle()
  }

  /** Asks for the list again now. */
  refresh(): Promise<void> {
    this.refreshing ??= this.list().finally(() => {
      this.refreshing = null
    })
    return this.refreshing
  }

  /** Ends the link and every mirror. */
  close(): void {
    if (this.timer) clearInterval(this.timer)
    this.flush.stop()
    for (const { stop } of this.mirrors.values()) stop()
    this.mirrors.clear()
    this.link?.close()
  }

  private change(change: Partial<DeskState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of [...this.listeners]) listener()
  }

  private settle(): void {
    const sessions = new Map(this.state.sessions)
    for (const id of this.dirty) {
      const mirror = this.mirrors.get(id)?.mirror
      if (!mirror) continue
      const known = sessions.get(id)
      const { state, presence, live } = mirror
      const next: DeskSession = { id, state, presence, isLive: live, join: known?.join ?? null }
      sessions.set(id, next)
    }
    const { list } = this.state
    const lines = [...this.dirty].reduce((all, id) => {
      const line = lineOf(sessions.get(id)?.state ?? emptySession(id))
      return line ? withLine(all, line) : all
    }, list.lines)
    this.dirty.clear()
    this.change({ sessions, list: lines === list.lines ? list : { ...list, lines } })
  }

  /** After every (re)connect: who we are, what we may, what there is. */
  private async begin(): Promise<void> {
    await this.quietly(async () => {
      const [{ you, capabilities }, { settings }] = await Promise.all([
        this.askQuietly('account.whoami', {}),
        this.askQuietly('site.show', {}),
      ])
      const me = you.kind === 'account' ? { account: you.id, name: you.name, isAdmin: you.role === 'admin' } : null
      this.change({ me, can: new Set(capabilities), settings })
      await this.refresh()
    })
  }

  private refreshIfDue(): void {
    const { link, list } = this.state
    if (link.is !== 'open') return
    if (Date.now() - this.listedAt >= (list.isEveryone ? REFRESH_MS.everyone : REFRESH_MS.mine)) void this.refresh()
  }

  private async list(): Promise<void> {
    const { isEveryone } = this.state.list
    await this.quietly(async () => {
      const { lines, isCut } = await listSessions(this.askQuietly, isEveryone)
      this.listedAt = Date.now()
      if (isEveryone !== this.state.list.isEveryone) return
      this.change({ list: { lines, isCut, isEveryone, isLoaded: true } })
      const mine = lines.filter(
        (line) => line.state !== 'ended' && (!isEveryone || line.primary.id === this.state.me?.account),
      )
      for (const line of mine.slice(0, MAX_FOLLOWED - this.mirrors.size)) this.follow(line.id)
    })
  }

  private async askJoin(id: string): Promise<void> {
    await this.quietly(async () => {
      const { joinUrl, joinCommand } = await this.askQuietly('session.show', { session: id })
      const session = this.state.sessions.get(id)
      if (!session) return
      const join = { url: joinUrl, command: joinCommand }
      this.change({ sessions: new Map(this.state.sessions).set(id, { ...session, join }) })
    })
  }

  /** Asks for the console itself: not counted among what waits for an answer. */
  private readonly askQuietly: Ask = async (name, data, options) =>
    (await this.linked.promise).request(name, data, options)

  /** What the console asks by itself may fail while the link is away; the link's line says so, and it is asked again. */
  private async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      for (const listener of this.noticed) listener('failed', { error })
    }
  }
}
