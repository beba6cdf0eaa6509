// What a site says about direct paths: whether they are wanted, and the servers that help to find them.

import type { Link } from '../link.ts'

/** Servers and rules for direct paths, with credentials that soon expire. */
export interface DirectServers {
  /** `turn`: only through a TURN server, so that nobody learns another's address; `off`: the hub relays everything. */
  readonly mode: 'auto' | 'turn' | 'off'
  readonly iceServers: readonly {
    readonly urls: readonly string[]
    readonly username?: string | undefined
    readonly credential?: string | undefined
  }[]
}

/** Asks for the servers; asked anew for each direct path, because credentials expire. */
export type AskServers = () => Promise<DirectServers>

/** Asks the hub, which tells those who are in the session. */
export function askServersOf(link: Link, session: string): AskServers {
  return () => link.request('direct.servers', { session })
}

/** Direct paths between machines that reach each other without help. */
export const NO_SERVERS: DirectServers = { mode: 'auto', iceServers: [] }

/** As a peer connection wants it. */
export function connectionOptions({ mode, iceServers }: DirectServers): RTCConfiguration {
  return {
    iceTransportPolicy: mode === 'turn' ? 'relay' : 'all',
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === undefined || credential === undefined ? {} : { username, credential }),
    })),
  }
}
