// Gives every further picture of a share a tab of its own in the share's window (APP-06).
import type { Mirror } from '../client/mirror.ts'
import { picturesOf } from '../session/rules.ts'
import type { ViewerFeed } from '../viewer/host/feed.ts'
import type { ViewerHost } from '../viewer/host/viewer-host.ts'
import { runningOn } from './see-share.ts'

/** What a picture is called: its window and whose it is, or only whose, for a whole desktop. Hostile text. */
export function pictureTitle(info: Readonly<Record<string, unknown>> | undefined, whose: string): string {
  return typeof info?.title === 'string' && info.title ? `${info.title} – ${whose}` : whose
}

/** A share with a window. */
interface Shown {
  readonly mirror: Mirror
  readonly channel: number
  /** Whose pictures they are. */
  readonly title: string
}

/** Opens and closes tabs as pictures come and go. @returns ends it */
export function showParts(
  { mirror, channel: first, title }: Shown,
  host: ViewerHost,
  feedOf: (channel: number) => ViewerFeed,
): () => void {
  const tabs = new Map([[first, () => host.closeFirst()]])
  const look = (): void => {
    const running = runningOn(mirror.state, first)
    if (!running) return // what it was ends with the window, which says why
    const pictures = picturesOf(running)
    for (const { channel, info } of pictures)
      if (!tabs.has(channel))
        tabs.set(channel, host.addTab({ feed: feedOf(channel), title: pictureTitle(info, title) }))
    for (const [channel, close] of [...tabs]) {
      if (pictures.some((one) => one.channel === channel)) continue
      tabs.delete(channel)
      close()
    }
  }
  look()
  return mirror.subscribe(look)
}
