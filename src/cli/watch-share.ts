// Watches a share that runs already, whoever asked for it: its pictures, what is drawn on it, and its end.
import type { Link } from '../client/link.ts'
import { openMirror } from '../client/mirror.ts'
import type { FoundShare } from '../features/annotate/find-share.ts'
import type { SessionState } from '../features/state.ts'
import type { SeenShare } from './see-share.ts'

/** Follows the session of a share, which lets this program watch it; resolves when the journal is caught up with. */
export async function watchShare(link: Link, { session, ask, channel }: FoundShare): Promise<SeenShare> {
  const mirror = openMirror(link, session)
  await mirror.ready()
  const customer = mirror.state.core.asks.get(ask)?.customer ?? ''
  const title = mirror.state.core.participants.get(customer)?.name ?? ''
  const stopped = mirror.until((state) => endOf(state, channel))
  return { session, channel, link, mirror, title, stopped, isOurs: false }
}

/** Why nothing is shown on a channel any more; null while something is, upgraded or not. */
function endOf({ annotate, core }: SessionState, channel: number): string | null {
  if (annotate.has(channel)) return null
  const last = [...core.asks.values()].findLast((one) => one.channel === channel)
  return last?.reason ?? (core.phase === 'ended' ? 'ended' : 'done')
}
