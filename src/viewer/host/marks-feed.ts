// The marks on a channel as a viewer takes them, out of the journal; what is drawn in the viewer goes to the hub.
import type { Link } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import type { Layer } from '../../features/annotate/state.ts'
import type { SessionRequestName } from '../../features/requests.ts'
import type { Mark } from '../../protocol/marks.ts'
import type { ViewerFeed } from './feed.ts'

/** What a marks feed is made of. */
export interface MarksFeedParts {
  readonly link: Link
  /** Follows the session; whoever opened it closes it. */
  readonly mirror: Mirror
  readonly channel: number
  /** What was drawn or wiped off did not come about: refused by the hub, or the link is away. */
  readonly failed: (error: unknown) => void
}

const NOTHING: readonly Mark[] = []

/** Feeds a viewer with the marks of the share that runs on a channel now, also when that share is upgraded. */
export function marksFeed({ link, mirror, channel, failed }: MarksFeedParts): NonNullable<ViewerFeed['marks']> {
  const layer = (): Layer | undefined => mirror.state.annotate.get(channel)
  const list = (): readonly Mark[] => layer()?.marks ?? NOTHING
  const ask = <N extends SessionRequestName & `annotate.${string}`>(
    name: N,
    data: (ask: string) => Parameters<typeof link.request<N>>[1],
  ): void => {
    const share = layer()
    if (share) link.request(name, data(share.ask), { session: mirror.session }).catch(failed)
  }
  return {
    list,
    onChange: (listener) => {
      let known = list()
      return mirror.subscribe(() => {
        const now = list()
        if (now === known) return
        known = now
        listener()
      })
    },
    add: (mark) => {
      const points = mark.points.map(([x, y]): [number, number] => [x, y])
      ask('annotate.add', (share) => ({ ask: share, channel, mark: { ...mark, points } }))
    },
    remove: (mark) => ask('annotate.remove', (share) => ({ ask: share, mark })),
    clear: () => ask('annotate.clear', (share) => ({ ask: share, channel })),
  }
}
