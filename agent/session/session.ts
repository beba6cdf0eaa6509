// One session on the customer's machine: what the hub says, what the customer decided, and what runs, put together.
import type { Link } from '../../src/client/link.ts'
import type { Translate } from '../../src/language/catalogue.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import type { Kind } from '../../src/session/kinds.ts'
import { startConsent } from '../consent/consent.ts'
import type { Policy } from '../consent/policy.ts'
import type { GrantRecord } from '../consent/record.ts'
import type { Given } from '../features/handler.ts'
import type { Front, Happening, Someone, Status } from '../happening.ts'
import type { Membership } from '../state/membership.ts'
import { startActivities } from './activities.ts'
import { startAsking } from './asking.ts'
import { startChannels } from './channel.ts'
import { followSession } from './follow.ts'

/** How long leaving waits for the hub to hear of it, in milliseconds. */
export const LEAVE_PATIENCE_MS = 3_000

/** Errors with which a hub ends a link, that are plain reasons. */
const REASONS: Readonly<Record<string, Over['reason']>> = {
  'session.ended': 'ended',
  'join.turned-away': 'turned-away',
}

/** What a session is made of. */
export interface SessionParts {
  readonly link: Link
  readonly seat: Membership
  readonly record: GrantRecord
  readonly policy: Policy
  readonly front: Front
  readonly translate: Translate
  readonly openPlatform: Given['openPlatform']
  /** The customer was let in: the seat no longer waits. */
  readonly admitted: () => void
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
  /** Sends a chat message. @throws DeskhandError  what the hub answered, or that it is away */
  say(text: string): Promise<void>
  /** Stops everything at once, then tells the hub, briefly waiting for it. */
  leave(): Promise<void>
  /** Resolves when it is over, with everything stopped. */
  readonly over: Promise<Over>
}

/** Starts to serve a session. */
export function startSession(parts: SessionParts): Session {
  const { link, seat, front, record } = parts
  const state = { waiting: seat.waiting, isOver: false, link: 'connecting' as Status['link'] }
  const asking = startAsking(link, seat.session)
  const finish = Promise.withResolvers<Over>()
  const show = (happening: Happening): void => front.show(happening)
  const status = (): Status => ({
    link: state.link,
    waiting: state.waiting,
    number: seat.number,
    activities: activities.list(),
  })
  const changed = (): void => front.setStatus(status())
  const company = (): string => followed?.people.company ?? seat.company
  const activities = startActivities({
    channels: startChannels(link),
    asking,
    record,
    show,
    changed,
    company,
    translate: parts.translate,
    clock: Date.now,
    openPlatform: parts.openPlatform,
  })
  const consent = startConsent({
    policy: parts.policy,
    record,
    front,
    asking,
    company,
    clock: Date.now,
    hubClock: () => Date.now() + (link.state.is === 'open' ? link.state.clockSkewMs : 0),
    start: (allowed) => {
      if (!state.isOver) activities.start(allowed)
    },
  })
  const end = (reason: Over['reason'], error: DeskhandError | null = null): void => {
    if (state.isOver) return
    state.isOver = true
    consent.close()
    const { quiet } = activities.stopKinds(null)
    followed.close()
    const over: Over = { type: 'over', reason, code: error?.code ?? null, message: error?.message ?? null }
    void quiet.then(() => finish.resolve(over))
  }
  const followed = followSession({
    link,
    session: seat.session,
    me: seat.participant,
    company: seat.company,
    number: seat.number,
    show,
    ask: consent.heard,
    over: (ask, reason) => {
      if (!activities.stop(ask, reason)) consent.closed(ask)
    },
    believed: (asks) => {
      const { code, message } = new DeskhandError('activity.failed', { problem: 'its program was started again' })
      for (const ask of asks.filter((one) => !activities.has(one)))
        void asking.tell('activity.finish', { ask, outcome: 'failed', error: { code, message } })
    },
    admitted: () => {
      if (!state.waiting) return false
      state.waiting = false
      parts.admitted()
      show({ type: 'admitted' })
      changed()
      return true
    },
    ended: (reason) => {
      record.forget()
      end(reason)
    },
  })
  watchLink(parts, { state, changed, closed: (error) => end(REASONS[error?.code ?? ''] ?? 'link', error) })
  changed()
  return {
    get status() {
      return status()
    },
    get company() {
      return company()
    },
    get people() {
      return [...followed.people.here.values()].filter((one) => one.id !== seat.participant)
    },
    over: finish.promise,
    revoke: async (kinds) => {
      const { stopped, quiet } = activities.stopKinds(kinds)
      consent.revoke(kinds)
      show({ type: 'revoked', kinds, stopped })
      await quiet
      void asking.tell('consent.revoke', { kinds: kinds === null ? null : [...kinds] })
      return stopped
    },
    say: async (text) => void (await asking.ask('chat.send', { text })),
    leave: async () => {
      const { quiet } = activities.stopKinds(null)
      consent.revoke(null)
      show({ type: 'leaving' })
      await quiet
      // A link that is still on its way up is waited for: who leaves at once has left for everyone.
      const asked = state.link === 'away' ? Promise.resolve() : asking.ask('session.leave', {}, LEAVE_PATIENCE_MS)
      await asked.catch(() => undefined) // the hub notices a link that is gone by itself
      record.forget()
      end('left')
    },
  }
}

interface Watched {
  readonly state: { link: Status['link']; isOver: boolean }
  changed(): void
  closed(error: DeskhandError | null): void
}

function watchLink({ link, front }: SessionParts, { state, changed, closed }: Watched): void {
  const look = (): void => {
    const before = state.link
    const { is } = link.state
    if (link.state.is === 'closed') {
      closed(link.state.error)
      return
    }
    state.link = is === 'open' ? 'open' : before === 'connecting' && is === 'connecting' ? 'connecting' : 'away'
    if (state.isOver || before === state.link) return
    if (state.link === 'away') front.show({ type: 'hub-away' })
    else if (before === 'away') front.show({ type: 'hub-back' })
    changed()
  }
  look()
  link.onState(look)
}
