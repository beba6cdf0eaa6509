// What the hub has told this console: the link, who we are, the list of sessions and the sessions that are followed.
import type { LinkState, Presence } from '../../client/link.ts'
import type { SessionLine } from '../../features/lifecycle/protocol.ts'
import type { ShareStatus } from '../../features/pane.ts'
import type { SessionState } from '../../features/state.ts'
import type { Participant } from '../../session/state.ts'

/** The signed-in rep. */
export interface Me {
  readonly account: string
  readonly name: string
  readonly isAdmin: boolean
}

/** A session this console follows. */
export interface DeskSession {
  readonly id: string
  readonly state: SessionState
  readonly presence: Presence
  /** Whether its journal has been caught up with. */
  readonly isLive: boolean
  /** How a customer joins; null until the hub has said. */
  readonly join: { readonly url: string; readonly command: string } | null
}

/** The list of sessions as the hub last gave it, newest first. */
export interface DeskList {
  readonly lines: readonly SessionLine[]
  readonly isLoaded: boolean
  /** There are more than this console lists. */
  readonly isCut: boolean
  /** All of the site, not only one's own. */
  readonly isEveryone: boolean
}

/** Everything the console knows from the hub. */
export interface DeskState {
  readonly link: LinkState
  readonly me: Me | null
  /** Names of the requests this account may ask (GEN-01). */
  readonly can: ReadonlySet<string>
  readonly settings: Readonly<Record<string, unknown>>
  readonly list: DeskList
  readonly sessions: ReadonlyMap<string, DeskSession>
  /** How running shares are going, by ask; only of those that are looked at. */
  readonly shares: ReadonlyMap<string, ShareStatus>
  /** Requests without an answer yet; while the link is away they wait and are kept. */
  readonly unanswered: number
}

/** A console that has heard nothing yet. */
export const emptyDesk: DeskState = {
  link: { is: 'connecting', attempt: 0 },
  me: null,
  can: new Set(),
  settings: {},
  list: { lines: [], isLoaded: false, isCut: false, isEveryone: false },
  sessions: new Map(),
  shares: new Map(),
  unanswered: 0,
}

/** The rep's own place in a session, or null when they only look at it. */
export function myPlace(session: DeskSession | null | undefined, me: Me | null): Participant | null {
  if (!session || !me) return null
  for (const one of session.state.core.participants.values())
    if (one.account === me.account && one.state === 'present') return one
  return null
}

/** The customer being supported, or null. */
export function focusOf(session: DeskSession): Participant | null {
  const { core } = session.state
  return (core.focus && core.participants.get(core.focus)) || null
}
