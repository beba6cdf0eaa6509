// One stream of frames to the hub, as an activity sees it: where to send, who looks, and whether anyone can.
import type { Link, Watchers } from '../../src/client/link.ts'

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
  /** Hears who looks, first at once: nobody until the hub says otherwise, and while the hub is away. */
  onWatchers(listener: (watchers: Watchers) => void): void
  /** Mouse and keyboard of the one the hub says may control this; whole frames, not checked any further. */
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
 */
export function startChannels(link: Link): Channels {
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
  return { open: (number) => openChannel(link, number, { counts, heard }) }
}

interface Known {
  readonly counts: ReadonlyMap<number, Watchers>
  readonly heard: Set<(channel: number, watchers: Watchers) => void>
}

function openChannel(link: Link, number: number, { counts, heard }: Known): Channel {
  const stops: (() => void)[] = []
  return {
    number,
    send: (frame) => link.state.is === 'open' && link.sendFrame(frame),
    bufferedBytes: () => link.bufferedBytes,
    onWatchers: (listener) => {
      const hear = (channel: number, watchers: Watchers): void => {
        if (channel === number) listener(watchers)
      }
      heard.add(hear)
      stops.push(() => void heard.delete(hear))
      listener(counts.get(number) ?? NOBODY)
    },
    onRefresh: (listener) => {
      stops.push(link.onRefresh((channel) => void (channel === number && listener())))
    },
    onInput: (listener) => {
      stops.push(link.onInput((channel, frame) => void (channel === number && listener(frame))))
    },
    close: () => {
      for (const stop of stops.splice(0)) stop()
    },
  }
}
