// One session on the customer's machine: what the hub says, what the customer decided, and what runs, put together.
import type { Link } from '../../src/client/link.ts'
import type { Translate } from '../../src/language/catalogue.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import type { Kind } from '../../src/session/kinds.ts'
import { type Consent, startConsent } from '../consent/consent.ts'
import type { Policy } from '../consent/policy.ts'
import type { GrantRecord } from '../consent/record.ts'
import type { Given } from '../features/handler.ts'
import { makeShelf, type Shelf } from '../files/shelf.ts'
import type { Front, Happening, Someone, Status } from '../happening.ts'
import type { PromptBoard } from '../prompt-board.ts'
import { type KeptClipboard, keepClipboard } from '../sharing/keep-clipboard.ts'
import { startShows } from '../sharing/shows.ts'
import type { Membership } from '../state/membership.ts'
import { type Activities, type OpenPage, startActivities } from './activities.ts'
import { type Asking, startAsking } from './asking.ts'
import { startChannels } from './channel.ts'
import { type Followed, followSession } from './follow.ts'
import { type Onlooker, startOnlooker } from './onlooker.ts'

/** How long leaving waits for the hub to hear of it, in milliseconds. */
export const LEAVE_PATIENCE_MS = 3_000

/** Opens a page on a channel of a session. */
export type OpenPageOn = (
  what: Parameters<OpenPage>[0] & {
    readonly link: Link
    readonly session: string
    /** This participant. */
    readonly me: string
    readonly prompts: PromptBoard
    /** False: its address is told, and nothing opens by itself. */
    readonly open?: boolean
  },
) => ReturnType<OpenPage>

/** What a session is made of. */
export interface SessionParts {
  readonly link: Link
  readonly seat: Membership
  readonly record: GrantRecord
  readonly policy: Policy
  readonly front: Front
  readonly translate: Translate
  readonly openPlatform: Given['openPlatform']
  readonly allowApps: Given['allowApps']
  /** The questions that are open on the face. */
  readonly prompts: PromptBoard
  /** Opens pages of this machine's browser; null for a program that cannot. */
  readonly openPage: OpenPageOn | null
  /** The customer was let in: the seat no longer waits. */
  readonly admitted: () => void
  /** The link, or what runs, is another now. */
  readonly changed: (status: Status) => void
}

/** How a session was over for this machine. */
export type Over = Extract<Happening, { type: 'over' }>

/** A running session. */
export interface Session {
  readonly status: Status
  readonly company: string
  /** The others who are here. */
  readonly people: readonly Someone[]
  /** Stops and takes back; resolves when nothing of it is captured any more. The hub hears of it when it can. */
  revoke(kinds: readonly Kind[] | null): Promise<readonly Kind[]>
  /** What support has put here to be downloaded. */
  readonly files: Shelf
  /** Sends a chat message. @throws DeskhandError  what the hub answered, or that it is away */
  say(text: string): Promise<void>
  /** Stops everything at once, then tells the hub, briefly waiting for it. */
  leave(): Promise<void>
  /** Resolves when it is over, with everything stopped. */
  readonly over: Promise<Over>
}

/** Errors with which a hub ends a link, that are plain reasons. */
const REASONS: Readonly<Record<string, Over['reason']>> = {
  'session.ended': 'ended',
  'join.turned-away': 'turned-away',
}

/** Starts to serve a session. */
export function startSession(parts: SessionParts): Session {
  return new AgentSession(parts)
}

class AgentSession implements Session {
  readonly #parts: SessionParts
  readonly #asking: Asking
  readonly #activities: Activities
  readonly #clipboard: KeptClipboard
  readonly files: Shelf
  readonly #consent: Consent
  readonly #followed: Followed
  readonly #onlooker: Onlooker
  readonly #finish = Promise.withResolvers<Over>()
  #link: Status['link'] = 'connecting'
  #isWaiting: boolean
  #isOver = false

  constructor(parts: SessionParts) {
    const { link, seat, record, front, translate, openPlatform, openPage, policy } = parts
    this.#parts = parts
    this.#isWaiting = seat.waiting
    this.#asking = startAsking(link, seat.session)
    this.#clipboard = keepClipboard(openPlatform)
    this.files = makeShelf({
      account: { url: seat.hub, token: seat.token },
      session: seat.session,
      show: (happening) => front.show(happening),
      clock: () => performance.now(),
      report: (saved) => void this.#asking.tell('file.report', saved),
    })
    const shared = { asking: this.#asking, record, company: () => this.company, clock: Date.now }
    const here = { link, session: seat.session, me: seat.participant, prompts: parts.prompts }
    this.#activities = startActivities({
      ...shared,
      channels: startChannels(link, seat.session),
      shows: startShows(),
      clipboard: this.#clipboard,
      files: this.files,
      show: (happening) => front.show(happening),
      changed: () => this.#changed(),
      translate,
      openPlatform,
      choose: front.choose,
      allowApps: parts.allowApps,
      prompts: parts.prompts,
      openPage: openPage && ((what) => openPage({ ...what, ...here })),
    })
    this.#onlooker = startOnlooker(openPage && ((what) => openPage({ ...what, ...here, open: false })), front.show)
    this.#consent = startConsent({
      ...shared,
      policy,
      front,
      hubClock: () => Date.now() + (link.state.is === 'open' ? link.state.clockSkewMs : 0),
      start: (allowed) => {
        if (!this.#isOver) this.#activities.start(allowed)
      },
    })
    this.#followed = this.#follow()
    this.#look()
    link.onState(() => this.#look())
    this.#changed()
  }

  get over(): Promise<Over> {
    return this.#finish.promise
  }

  get status(): Status {
    const { number } = this.#parts.seat
    return { link: this.#link, waiting: this.#isWaiting, number, activities: this.#activities.list() }
  }

  get company(): string {
    return this.#followed.people.company
  }

  get people(): readonly Someone[] {
    return [...this.#followed.people.here.values()].filter((one) => one.id !== this.#parts.seat.participant)
  }

  async revoke(kinds: readonly Kind[] | null): Promise<readonly Kind[]> {
    const { stopped, quiet } = this.#activities.stopKinds(kinds)
    this.#consent.revoke(kinds)
    this.#parts.front.show({ type: 'revoked', kinds, stopped })
    await quiet
    void this.#asking.tell('consent.revoke', { kinds: kinds === null ? null : [...kinds] })
    return stopped
  }

  async say(text: string): Promise<void> {
    await this.#asking.ask('chat.send', { text })
  }

  async leave(): Promise<void> {
    const { link, record, front } = this.#parts
    const { quiet } = this.#activities.stopKinds(null)
    this.#consent.revoke(null)
    front.show({ type: 'leaving' })
    await quiet
    // The hub notices a link that is gone by itself, so nobody waits for one that is away.
    if (link.state.is === 'open') await this.#asking.ask('session.leave', {}, LEAVE_PATIENCE_MS).catch(() => undefined)
    record.forget()
    this.#end('left')
  }

  #follow(): Followed {
    const { link, seat, front, record } = this.#parts
    return followSession({
      link,
      session: seat.session,
      me: seat.participant,
      company: seat.company,
      number: seat.number,
      show: (happening) => front.show(happening),
      ask: (ask) => this.#consent.heard(ask),
      over: (ask, reason) => {
        this.#onlooker.over(ask)
        if (!this.#activities.stop(ask, reason)) this.#consent.closed(ask)
      },
      changed: (ask, change) => this.#activities.changed(ask, change),
      files: this.files,
      askedOther: (ask, kind, by) => this.#onlooker.asked(ask, { kind, by }),
      startedElsewhere: (ask, elsewhere) => {
        this.#onlooker.started(ask, elsewhere.channel)
        this.#activities.startedElsewhere(ask, elsewhere)
      },
      believed: (asks) => {
        this.#onlooker.caughtUp()
        this.#disown(asks)
      },
      admitted: () => this.#admitted(),
      ended: (reason) => {
        record.forget()
        this.#end(reason)
      },
    })
  }

  /** The hub believes that something runs here that does not: it ran in an earlier life of this program. */
  #disown(asks: readonly string[]): void {
    const { code, message } = new DeskhandError('activity.failed', { problem: 'its program was started again' })
    for (const ask of asks.filter((one) => !this.#activities.has(one)))
      void this.#asking.tell('activity.finish', { ask, outcome: 'failed', error: { code, message } })
  }

  #admitted(): boolean {
    if (!this.#isWaiting) return false
    this.#isWaiting = false
    this.#parts.admitted()
    this.#parts.front.show({ type: 'admitted' })
    this.#changed()
    return true
  }

  #end(reason: Over['reason'], error: DeskhandError | null = null): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#consent.close()
    const { quiet } = this.#activities.stopKinds(null)
    this.#followed.close()
    this.#onlooker.close()
    const { code = null, message = null, details = {} } = error ?? {}
    const over: Over = { type: 'over', reason, code, message, details }
    void quiet
      .then(() => this.#clipboard.close())
      .catch(() => undefined) // a display that is gone has no clipboard to give back
      .then(() => this.#finish.resolve(over))
  }

  #changed(): void {
    const { status } = this
    this.#parts.front.setStatus(status)
    this.#parts.changed(status)
  }

  /** The link has changed. */
  #look(): void {
    const { link, front } = this.#parts
    const before = this.#link
    const { state } = link
    if (state.is === 'closed') {
      this.#end(REASONS[state.error?.code ?? ''] ?? 'link', state.error)
      return
    }
    const isFirst = before === 'connecting' && state.is === 'connecting'
    this.#link = state.is === 'open' ? 'open' : isFirst ? 'connecting' : 'away'
    if (this.#isOver || before === this.#link) return
    if (this.#link === 'away') front.show({ type: 'hub-away' })
    else if (before === 'away') front.show({ type: 'hub-back' })
    this.#changed()
  }
}
