// The pictures of a link's channel as a viewer takes them.

import type { ViewerFeed } from '../viewer/host/viewer-host.ts'
import type { SeenDesktop } from './desktop-feed.ts'

type ViewerStatus = ViewerFeed['status']

/** Feeds a viewer from the link; `onStop` is called when the rep ends the sharing in the window. */
export function viewerFeed(seen: SeenDesktop, onStop: () => void): ViewerFeed {
  const { link, channel } = seen
  let status: ViewerStatus = { state: 'live', path: 'relay' }
  return {
    get status() {
      return status
    },
    subscribe: (onFrame, onStatus) => {
      const tell = (next: ViewerStatus): void => {
        if (status.state === 'ended') return
        status = next
        onStatus(next)
      }
      const stops = [
        link.watch(channel, onFrame),
        link.onState((state) =>
          tell(state.is === 'open' ? { state: 'live', path: 'relay' } : { state: 'reconnecting' }),
        ),
      ]
      const ended = (reason: string): void => tell({ state: 'ended', reason })
      seen.stopped.then(ended, (error: unknown) => ended(String(error)))
      return () => {
        for (const stop of stops) stop()
      }
    },
    refresh: () => link.refresh(channel),
    stop: onStop,
  }
}
