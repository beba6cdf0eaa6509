// One stream of frames to those who look, over the hub or directly, as an activity sees it: where to send, who looks, and whether anyone can.
import { type DirectServer, serveDirect } from '../../src/client/direct/serve-direct.ts'
import { type AskServers, askServersOf } from '../../src/client/direct/servers.ts'
import type { Link, Watchers } from '../../src/client/link.ts'
import type { PictureStats } from '../../src/protocol/envelope.ts'

/** Channels whose viewers are remembered; the oldest is forgotten first. */
export const MAX_REMEMBERED_CHANNELS = 64

/** Nobody looks. */
export const NOBODY: Watchers = { count: 0, controller: false, relayed: 0, peers: [], controls: [] }

/** A channel of a running activity. */
export interface Channel {
  readonly number: number
  /** Sends a frame; false when it was dropped. */
  send(frame: Uint8Array): boolean
  bufferedBytes(): number
  /** Tells the hub how the picture is made, and on a thin link what stands in it; may be lost. */
  tellStats(picture: PictureStats, windows?: readonly string[]): void
  /** Hears who looks, first at once: nobody until the hub says otherwise, and while the hub is away. */
  onWatchers(listener: (watchers: Watchers) => void): void
  /** Mouse and keyboard of the one the hub says may control this, whichever way they come; whole frames, not checked any further. */
  onInput(listener: (frame: Uint8Array) => void): void
  /** A viewer lost its place. */
  onRefresh(listener: () => void): void
  close(): void
}

/** Opens channels of one link. */
export interface Channels {
  open(number: number): Channel
}

/**
 * Listens to who looks from the beginning: the hub may say it in the same breath in which it gives a channel its
 * number. A link that is back is told anew, so what was known is forgotten when it goes away.
 *
 * @param session  of the channels, whose people may have direct paths
 */
export function startChannels(link: Link, session: string): Channels {
  const servers = askServersOf(link, session)
  const counts = new Map<number, Watchers>()
  const heard = new Set<(channel: number, watchers: Watchers) => void>()
  link.onWatchers((channel, watchers) => {
    counts.delete(channel)
    counts.set(channel, watchers)
    const [oldest] = counts.keys()
    if (counts.size > MAX_REMEMBERED_CHANNELS && oldest !== undefined) counts.delete(oldest)
    for (const listener of [...heard]) listener(channel, watchers)
  })
  link.onState(({ is }) => {
    if (is === 'open') return
    const known = [...counts.keys()]
    counts.clear()
    for (const channel of known) for (const listener of [...heard]) listener(channel, NOBODY)
  })
  const known: Known = { counts, heard, served: new Map() }
  return { open: (number) => openChannel(link, number, { known, servers }) }
}

interface Known {
  readonly counts: ReadonlyMap<number, Watchers>
  readonly heard: Set<(channel: number, watchers: Watchers) => void>
  /** While one activity takes over the channel of another, both use the same direct paths. */
  readonly served: Map<number, { readonly server: DirectServer; users: number }>
}

interface Opening {
  readonly known: Known
  readonly servers: AskServers
}

function openChannel(link: Link, number: number, { known, servers }: Opening): Channel {
  const { counts, heard } = known
  const stops: (() => void)[] = []
  const hearWatchers = (listener: (watchers: Watchers) => void): void => {
    const hear = (channel: number, watchers: Watchers): void => {
      if (channel === number) listener(watchers)
    }
    heard.add(hear)
    stops.push(() => void heard.delete(hear))
  }
  const watchers = (): Watchers => counts.get(number) ?? NOBODY
  const served = known.served.get(number) ?? {
    server: serveDirect({ link, channel: number, watchers: watchers(), servers }),
    users: 0,
  }
  const { server } = served
  known.served.set(number, served)
  served.users += 1
  stops.push(() => {
    served.users -= 1
    if (served.users > 0) return
    known.served.delete(number)
    server.close()
  })
  hearWatchers((told) => server.watched(told))
  return {
    number,
    send: (frame) => server.send(frame),
    bufferedBytes: () => server.bufferedBytes(),
    tellStats: (picture, windows) => link.tellStats(number, { picture, ...(windows && { windows }) }),
    onWatchers: (listener) => {
      hearWatchers(listener)
      listener(watchers())
    },
    onRefresh: (listener) => {
      stops.push(link.onRefresh((channel) => void (channel === number && listener())))
      stops.push(server.onRefresh(listener))
    },
    onInput: (listener) => {
      stops.push(link.onInput((channel, frame) => void (channel === number && listener(frame))))
      stops.push(server.onInput(listener))
    },
    close: () => {
      for (const stop of stops.splice(0)) stop()
    },
  }
}
