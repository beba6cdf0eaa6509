// The mirror side of the console: one store of everything the hub has told, and the one way to ask the hub.
import type { Link, RequestOptions } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import type { SessionLine } from '../../features/lifecycle/protocol.ts'
import type { RequestInput, RequestName, RequestReply } from '../../features/requests.ts'
import { batch } from './batch.ts'
import { type DeskState, emptyDesk } from './desk-state.ts'
import { Followed, type Happening } from './followed.ts'
import { lineOf, listSessions, withLine } from './list-sessions.ts'

/** Shortest time between two renders caused by the hub, in milliseconds. */
export const BATCH_MS = 33
/** Sessions this console follows at once; further ones are listed, and followed when they are opened. */
export const MAX_FOLLOWED = 100
/** How often the list is asked for again, in milliseconds: one's own sessions, and all of the site. */
export const REFRESH_MS = { mine: 5_000, everyone: 30_000 } as const

/** Asks the hub; resolves with its answer, rejects with a DeskhandError. */
export type Ask = <N extends RequestName>(
  name: N,
  data: RequestInput<N>,
  options?: RequestOptions,
) => Promise<RequestReply<N>>

type NoticeListener = (code: string, details: Readonly<Record<string, unknown>>) => void

/** The store. It exists before there is a link, so that the first frame does not wait for one. */
export class Desk {
  state: DeskState
  private link: Link | null = null
  private readonly linked = Promise.withResolvers<Link>()
  private readonly listeners = new Set<() => void>()
  private readonly watchers = new Set<(happening: Happening) => void>()
  private readonly noticed = new Set<NoticeListener>()
  private readonly flush = batch(() => this.settleNow(), BATCH_MS)
  private readonly followed = new Followed({
    onChange: () => this.flush.mark(),
    onHappening: (happening) => {
      for (const tell of this.watchers) tell(happening)
    },
  })
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
    link.onNotice((code, details) => this.notice(code, details))
    this.timer = setInterval(() => this.refreshIfDue(), REFRESH_MS.mine)
    if (link.state.is === 'open') void this.begin()
  }

  readonly subscribe = (listener: () => void): (() => void) => add(this.listeners, listener)

  /** Hears every event that happens from now on in a followed session. */
  onHappening(listener: (happening: Happening) => void): () => void {
    return add(this.watchers, listener)
  }

  /** Hears what the hub says to this link only, and `failed` with the `error` of what the console asked by itself. */
  onNotice(listener: NoticeListener): () => void {
    return add(this.noticed, listener)
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

  /** A followed session as it is at this moment, ahead of the store by one batch at most. */
  mirrorOf(session: string): Mirror | null {
    return this.followed.mirror(session)
  }

  /** Asks how shares are going, and forgets those that are not looked at any more. */
  async lookAtShares(session: string, asks: readonly string[]): Promise<void> {
    const { link, state } = this
    if (!link || state.link.is !== 'open') return
    const looked = await Promise.all(
      asks.map(async (ask) => [ask, await link.request('share.status', { session, ask }).catch(() => null)] as const),
    )
    const shares = new Map(looked.flatMap(([ask, status]) => (status ? [[ask, status] as const] : [])))
    if (JSON.stringify([...shares]) !== JSON.stringify([...this.state.shares])) this.change({ shares })
  }

  /** Tells the others in a session that the rep is typing. */
  typing(session: string, isTyping: boolean): void {
    this.link?.typing(session, isTyping)
  }

  /** Lists one's own sessions or all of the site. */
  setEveryone(isEveryone: boolean): void {
    if (isEveryone === this.state.list.isEveryone) return
    this.change({ list: { ...this.state.list, isEveryone, isLoaded: false } })
    void this.refresh()
  }

  /** Follows a session until the console ends. */
  follow(id: string): void {
    if (!this.link || !this.followed.follow(this.link, id)) return
    this.settleNow()
    void this.askJoin(id)
  }

  /** Asks for the list again now. */
  async refresh(): Promise<void> {
    // a list that is on its way may be of the wrong kind by now
    while (this.refreshing) await this.refreshing
    this.refreshing = this.list().finally(() => {
      this.refreshing = null
    })
    await this.refreshing
  }

  /** Brings what the mirrors know into the store. */
  settleNow(): void {
    const changed = this.followed.takeChanged()
    if (changed.length === 0) return
    const sessions = new Map(this.state.sessions)
    const { list } = this.state
    let { lines } = list
    for (const { session: id, state, presence, live } of changed) {
      sessions.set(id, { id, state, presence, isLive: live, join: sessions.get(id)?.join ?? null })
      const line = lineOf(state)
      if (line) lines = withLine(lines, line)
    }
    this.change({ sessions, list: lines === list.lines ? list : { ...list, lines } })
  }

  /** Ends the link and every mirror. */
  close(): void {
    if (this.timer) clearInterval(this.timer)
    this.flush.stop()
    this.followed.close()
    this.link?.close()
  }

  private change(change: Partial<DeskState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of [...this.listeners]) listener()
  }

  private notice(code: string, details: Readonly<Record<string, unknown>>): void {
    for (const listener of this.noticed) listener(code, details)
  }

  /** After every (re)connect: who we are, what we may, what there is. */
  private async begin(): Promise<void> {
    await this.quietly(async (ask) => {
      const [{ you, capabilities }, { settings }] = await Promise.all([ask('account.whoami', {}), ask('site.show', {})])
      const me = you.kind === 'account' ? { account: you.id, name: you.name, isAdmin: you.role === 'admin' } : null
      this.change({ me, can: new Set(capabilities), settings })
      await this.refresh()
    })
  }

  private refreshIfDue(): void {
    const { link, list } = this.state
    const isDue = Date.now() - this.listedAt >= (list.isEveryone ? REFRESH_MS.everyone : REFRESH_MS.mine)
    if (link.is === 'open' && isDue && !this.refreshing) void this.refresh()
  }

  private async list(): Promise<void> {
    const { isEveryone } = this.state.list
    await this.quietly(async (ask) => {
      const listed = await listSessions(ask, isEveryone)
      // what is followed is known better than any list tells
      const lines = listed.lines.map((line) => this.liveLine(line.id) ?? line)
      const { isCut } = listed
      this.listedAt = Date.now()
      if (isEveryone !== this.state.list.isEveryone) return
      this.change({ list: { lines, isCut, isEveryone, isLoaded: true } })
      const account = this.state.me?.account
      const mine = lines.filter((line) => line.state !== 'ended' && (!isEveryone || line.primary.id === account))
      for (const line of mine.slice(0, Math.max(0, MAX_FOLLOWED - this.followed.count))) this.follow(line.id)
    })
  }

  private liveLine(id: string): SessionLine | null {
    const session = this.state.sessions.get(id)
    return session?.isLive ? lineOf(session.state) : null
  }

  private async askJoin(id: string): Promise<void> {
    await this.quietly(async (ask) => {
      const { joinUrl, joinCommand } = await ask('session.show', { session: id })
      const session = this.state.sessions.get(id)
      if (!session) return
      const join = { url: joinUrl, command: joinCommand }
      this.change({ sessions: new Map(this.state.sessions).set(id, { ...session, join }) })
    })
  }

  /** What the console asks by itself is not counted among what waits, and its failures are told without a throw. */
  private async quietly(work: (ask: Ask) => Promise<void>): Promise<void> {
    try {
      const link = await this.linked.promise
      await work((name, data, options) => link.request(name, data, options))
    } catch (error) {
      this.notice('failed', { error })
    }
  }
}

function add<T>(set: Set<T>, one: T): () => void {
  set.add(one)
  return () => void set.delete(one)
}
