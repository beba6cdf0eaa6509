// How viewers of one program get pictures and give input: each channel once, on the best path there is.
import { peekHeader } from '../../protocol/frame.ts'
import type { Link } from '../link.ts'
import { type Listeners, listeners } from '../listeners.ts'
import { askServersOf } from './servers.ts'
import { type DirectWatch, type Path, watchDirect } from './watch-direct.ts'

/** Carries the channels of one session. */
export interface Carrier {
  /** Watches a channel; several may watch one. @returns ends it */
  watch(channel: number, onFrame: (frame: Uint8Array) => void, onPath: (path: Path) => void): () => void
  /** Sends mouse and keyboard to the channel in its header. */
  sendInput(frame: Uint8Array): void
  /** Someone who watches a channel lost the place in it. */
  refresh(channel: number): void
}

interface Watched {
  readonly watch: DirectWatch
  readonly onFrame: Listeners<[Uint8Array]>
  readonly onPath: Listeners<[Path]>
}

const carriers = new WeakMap<Link, Map<string, Carrier>>()

/** The carrier of a link for a session: the same for every window, so that a channel has one direct path and not several. */
export function carrierOf(link: Link, session: string): Carrier {
  const ofLink = carriers.get(link) ?? new Map<string, Carrier>()
  carriers.set(link, ofLink)
  const carrier = ofLink.get(session) ?? newCarrier(link, session)
  ofLink.set(session, carrier)
  return carrier
}

function newCarrier(link: Link, session: string): Carrier {
  const watched = new Map<number, Watched>()
  const begin = (channel: number): Watched => {
    const [onFrame, onPath] = [listeners<[Uint8Array]>(), listeners<[Path]>()]
    const servers = askServersOf(link, session)
    const watch = watchDirect({ link, channel, servers, onFrame: onFrame.tell, onPath: onPath.tell })
    return { watch, onFrame, onPath }
  }
  return {
    watch: (channel, onFrame, onPath) => {
      const known = watched.get(channel)
      const one = known ?? begin(channel)
      watched.set(channel, one)
      const stops = [one.onFrame.add(onFrame), one.onPath.add(onPath)]
      if (known) {
        onPath(known.watch.path)
        known.watch.refresh()
      }
      return () => {
        for (const stop of stops.splice(0)) stop()
        if (one.onFrame.size > 0 || watched.get(channel) !== one) return
        watched.delete(channel)
        one.watch.close()
      }
    },
    sendInput: (frame) => {
      const peeked = peekHeader(frame)
      const one = peeked.ok ? watched.get(peeked.header.channel) : undefined
      if (one) one.watch.sendFrame(frame)
      else link.sendFrame(frame)
    },
    refresh: (channel) => {
      const one = watched.get(channel)
      if (one) one.watch.refresh()
      else link.refresh(channel)
    },
  }
}
