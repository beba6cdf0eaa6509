// How the agent asks and tells the hub: every request about its own session, with how long each may wait.
import type { Link } from '../../src/client/link.ts'

/** How long a report may wait for a hub that is away, in milliseconds. */
export const REPORT_PATIENCE_MS = 3_600_000
/** How long a yes may wait for the hub: after that it is no longer what the customer meant, in milliseconds. */
export const ANSWER_PATIENCE_MS = 60_000

type Request = Link['request']
type Name = Parameters<Request>[0]

/** Asks the hub about the session this agent is in. */
export interface Asking {
  /** @throws DeskhandError  what the hub refused, `timeout`, `hub.unreachable` */
  ask<N extends Name>(name: N, data: Parameters<typeof ask<N>>[2], timeoutMs?: number): ReturnType<typeof ask<N>>
  /** Tells the hub something that is true whether it agrees or not; a refusal changes nothing here. */
  tell<N extends Name>(name: N, data: Parameters<typeof ask<N>>[2]): Promise<void>
}

/** Makes the asking side of one session. */
export function startAsking(link: Link, session: string): Asking {
  return {
    ask: (name, data, timeoutMs = ANSWER_PATIENCE_MS) => ask(link, name, data, { session, timeoutMs }),
    tell: (name, data) =>
      ask(link, name, data, { session, timeoutMs: REPORT_PATIENCE_MS }).then(
        () => undefined,
        () => undefined, // what is told has happened already; the hub's journal says what it made of it
      ),
  }
}

// biome-ignore lint/complexity/useMaxParams: the shape of `Link.request`, with the link before it
function ask<N extends Name>(
  link: Link,
  name: N,
  data: Parameters<typeof link.request<N>>[1],
  options: { readonly session: string; readonly timeoutMs: number },
): ReturnType<typeof link.request<N>> {
  return link.request(name, data, options)
}
