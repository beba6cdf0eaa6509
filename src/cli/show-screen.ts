// Opens a viewer window on a share for the console.
import type { ScreenToShow, ShownScreen } from '../console/control/ports.ts'
import type { Language } from '../language/catalogue.ts'
import type { ViewerFeed } from '../viewer/host/feed.ts'
import type { ViewerHost } from '../viewer/host/viewer-host.ts'
import { lastOn } from './see-share.ts'
import { pictureTitle, showParts } from './show-parts.ts'

type ViewerWindow = ShownScreen['window']

/** How often the numbers of a window are told, in milliseconds. */
const TELL_EVERY_MS = 500

/** Makes the console's way to open windows on this machine. */
export function showScreenIn(language: Language): (screen: ScreenToShow) => Promise<ShownScreen> {
  return async (screen) => {
    // the first frame of the console does not wait for what only a viewer needs
    const [{ startViewerHost }, { shareFeed }, { marksFeed }, { accountView }, { clipboardFeed }] = await Promise.all([
      import('../viewer/host/viewer-host.ts'),
      import('../viewer/host/share-feed.ts'),
      import('../viewer/host/marks-feed.ts'),
      import('../viewer/host/account-view.ts'),
      import('../viewer/host/clipboard-feed.ts'),
    ])
    const { window, scale } = await accountView(screen)
    const clipboard = clipboardFeed({ ...screen, language })
    const feedOf = (channel: number): ViewerFeed => {
      const marks = marksFeed({ ...screen, channel })
      return shareFeed({ ...screen, channel, audience: 'rep', language, marks, clipboard, view: { window, scale } })
    }
    const feed = feedOf(screen.channel)
    const title = pictureTitle(lastOn(screen.mirror.state, screen.channel)?.info, screen.title)
    const host = await startViewerHost({ feed, title, language, open: true })
    const untab = showParts(screen, host, feedOf)
    return tellChanges({ screen, feed, host, untab })
  }
}

interface Opened {
  readonly screen: ScreenToShow
  readonly feed: ViewerFeed
  readonly host: ViewerHost
  readonly untab: () => void
}

function tellChanges({ screen, feed, host, untab }: Opened): ShownScreen {
  const listeners: ((window: ViewerWindow) => void)[] = []
  let told = JSON.stringify(look(feed, host))
  const timer = setInterval(() => {
    const window = look(feed, host)
    const { latencyMs } = window
    if (latencyMs !== null) screen.link.tellStats(screen.channel, { latencyMs: Math.max(0, latencyMs) })
    if (JSON.stringify(window) === told) return
    told = JSON.stringify(window)
    for (const listener of listeners) listener(window)
  }, TELL_EVERY_MS)
  return {
    get window() {
      return look(feed, host)
    },
    onChange: (listener) => void listeners.push(listener),
    close: async () => {
      clearInterval(timer)
      untab()
      await host.close()
    },
  }
}

function look({ status }: ViewerFeed, host: ViewerHost): ViewerWindow {
  const { frames, latencyMs, pages } = host.stats()
  const path = status.state === 'live' ? status.path : null
  return { url: host.url, state: status.state, frames, latencyMs, path, isSeen: pages > 0 }
}
