// One stream of frames to the hub, as an activity sees it: where to send, who looks, and whether anyone can.
import type { Link } from '../../src/client/link.ts'

/** Channels whose viewers are remembered; the oldest is forgotten first. */
export const MAX_REMEMBERED_CHANNELS = 64

/** A channel of a running activity. */
export interface Channel {
  readonly number: number
  /** Sends a frame; false when it was dropped. */
  send(frame: Uint8Array): boolean
  bufferedBytes(): number
  /** Hears who looks, first at once: 0 until the hub says otherwise, and while the hub is away. */
  onWatchers(listener: (count: number) => void): void
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
  const counts = new Map<number, number>()
  const heard = new Set<(channel: number, count: number) => void>()
  link.onWatchers((channel, count) => {
    counts.delete(channel)
    counts.set(channel, count)
    const [oldest] = counts.keys()
    if (counts.size > MAX_REMEMBERED_CHANNELS && oldest !== undefined) counts.delete(oldest)
    for (const listener of [...heard]) listener(channel, count)
  })
  link.onState(({ is }) => {
    if (is === 'open') return
    const known = [...counts.keys()]
    counts.clear()
    for (const channel of known) for (const listener of [...heard]) listener(channel, 0)
  })
  return { open: (number) => openChannel(link, number, { counts, heard }) }
}

interface Known {
  readonly counts: ReadonlyMap<number, number>
  readonly heard: Set<(channel: number, count: number) => void>
}

function openChannel(link: Link, number: number, { counts, heard }: Known): Channel {
  const stops: (() => void)[] = []
  return {
    number,
    send: (frame) => link.state.is === 'open' && link.sendFrame(frame),
    bufferedBytes: () => link.bufferedBytes,
    onWatchers: (listener) => {
      const hear = (channel: number, count: number): void => {
        if (channel === number) listener(count)
      }
      heard.add(hear)
      stops.push(() => void heard.delete(hear))
      listener(counts.get(number) ?? 0)
    },
    onRefresh: (listener) => {
      stops.push(link.onRefresh((channel) => void (channel === number && listener())))
    },
    close: () => {
      for (const stop of stops.splice(0)) stop()
    },
  }
}
