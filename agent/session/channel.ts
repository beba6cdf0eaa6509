// One stream of frames to the hub, as an activity sees it: where to send, who looks, and whether anyone can.
import type { Link } from '../../src/client/link.ts'

/** A channel of a running activity. */
export interface Channel {
  readonly number: number
  /** Sends a frame; false when it was dropped. */
  send(frame: Uint8Array): boolean
  bufferedBytes(): number
  /** Hears who looks: the count is 0 while the hub is away, because nobody can look then. */
  onWatchers(listener: (count: number) => void): void
  /** A viewer lost its place. */
  onRefresh(listener: () => void): void
  close(): void
}

/** Opens a channel of a link. Nobody looks until the hub says so. */
export function openChannel(link: Link, number: number): Channel {
  const stops: (() => void)[] = []
  let told = 0
  const isOpen = (): boolean => link.state.is === 'open'
  return {
    number,
    send: (frame) => isOpen() && link.sendFrame(frame),
    bufferedBytes: () => link.bufferedBytes,
    onWatchers: (listener) => {
      stops.push(
        link.onWatchers((channel, count) => {
          if (channel !== number) return
          told = count
          listener(isOpen() ? told : 0)
        }),
        link.onState(() => listener(isOpen() ? told : 0)),
      )
    },
    onRefresh: (listener) => {
      stops.push(link.onRefresh((channel) => void (channel === number && listener())))
    },
    close: () => {
      for (const stop of stops.splice(0)) stop()
    },
  }
}
