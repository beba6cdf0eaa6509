// The pictures of a link's channel as a viewer takes them.
import type { Link } from '../client/link.ts'
import type { ViewerFeed } from '../viewer/host/viewer-host.ts'

type ViewerStatus = ViewerFeed['status']

/** A screen that is being sent. */
export interface SentScreen {
  readonly link: Link
  readonly channel: number
  /** Resolves with the reason once it is over. */
  readonly stopped: Promise<string>
  /** The rep ends the sharing in the window. */
  readonly stop: () => void
}

/** Feeds a viewer from the link. */
export function viewerFeed({ link, channel, stopped, stop }: SentScreen): ViewerFeed {
  let status: ViewerStatus = { state: 'live', path: 'relay', mode: 'standard', control: 'none' }
  return {
    audience: 'rep',
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
        link.onState(({ is }) =>
          tell(
            is === 'open'
              ? { state: 'live', path: 'relay', mode: 'standard', control: 'none' }
              : { state: 'reconnecting' },
          ),
        ),
      ]
      const ended = (reason: string): void => tell({ state: 'ended', reason })
      stopped.then(ended, (error: unknown) => ended(String(error)))
      return () => {
        for (const end of stops) end()
      }
    },
    refresh: () => link.refresh(channel),
    stop,
  }
}
