// How the agent asks and tells the hub: every request about its own session, with how long each may wait.
import type { Link } from '../../src/client/link.ts'

/** How long a report may wait for a hub that is away, in milliseconds. */
export const REPORT_PATIENCE_MS = 3_600_000
/** How long a yes may wait for the hub: after that it is no longer what the customer meant, in milliseconds. */
export const ANSWER_PATIENCE_MS = 60_000

/** Only its type is used: what a link asks, by name. */
declare const request: Link['request']
type Name = Parameters<typeof request>[0]
type Input<N extends Name> = Parameters<typeof request<N>>[1]

/** Asks the hub about the session this agent is in. */
export interface Asking {
  /** Id of the session. */
  readonly session: string
  /** @throws DeskhandError  what the hub refused, `timeout`, `hub.unreachable` */
  ask<N extends Name>(name: N, data: Input<N>, timeoutMs?: number): ReturnType<typeof request<N>>
  /** Tells the hub something that is true whether it agrees or not; a refusal changes nothing here. */
  tell<N extends Name>(name: N, data: Input<N>): Promise<void>
}

/** Makes the asking side of one session. */
export function startAsking(link: Link, session: string): Asking {
  return {
    session,
    ask: (name, data, timeoutMs = ANSWER_PATIENCE_MS) => link.request(name, data, { session, timeoutMs }),
    tell: (name, data) =>
      link.request(name, data, { session, timeoutMs: REPORT_PATIENCE_MS }).then(
        () => undefined,
        () => undefined, // what is told has happened already; the hub's journal says what it made of it
      ),
  }
}
