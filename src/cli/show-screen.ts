// Opens a viewer window on a stream for the console.
import type { ScreenToShow, ShownScreen } from '../console/control/ports.ts'
import type { Language } from '../language/catalogue.ts'
import { viewerFeed } from './viewer-feed.ts'

type ViewerWindow = ShownScreen['window']

/** How often the numbers of a window are told, in milliseconds. */
const TELL_EVERY_MS = 500

/** Makes the console's way to open windows on this machine. */
export function showScreenIn(language: Language): (screen: ScreenToShow) => Promise<ShownScreen> {
  return async (screen) => {
    // the first frame of the console does not wait for what only a viewer needs
    const { startViewerHost } = await import('../viewer/host/viewer-host.ts')
    const feed = viewerFeed(screen)
    const host = await startViewerHost({ feed, title: screen.title, language, open: true })
    const listeners: ((window: ViewerWindow) => void)[] = []
    const look = (): ViewerWindow => {
      const { frames, latencyMs } = host.stats()
      return { url: host.url, state: feed.status.state, frames, latencyMs }
    }
    let told = JSON.stringify(look())
    const timer = setInterval(() => {
      const window = look()
      if (JSON.stringify(window) === told) return
      told = JSON.stringify(window)
      for (const listener of listeners) listener(window)
    }, TELL_EVERY_MS)
    return {
      get window() {
        return look()
      },
      onChange: (listener) => void listeners.push(listener),
      close: async () => {
        clearInterval(timer)
        await host.close()
      },
    }
  }
}
