// Shows a share of the customer's machine in a window, until one of both sides ends it.
import { aborted } from '../client/aborted.ts'
import type { RequestInput } from '../features/requests.ts'
import { printNdjsonLine } from '../terminal/print/print-json.ts'
import { printMessage, printText } from '../terminal/print/print-message.ts'
import { progressLine } from '../terminal/print/progress.ts'
import { accountView } from '../viewer/host/account-view.ts'
import { clipboardFeed } from '../viewer/host/clipboard-feed.ts'
import type { ViewerFeed } from '../viewer/host/feed.ts'
import { marksFeed } from '../viewer/host/marks-feed.ts'
import { shareFeed } from '../viewer/host/share-feed.ts'
import { startViewerHost, type ViewerHost } from '../viewer/host/viewer-host.ts'
import type { ProgramContext } from './context.ts'
import { endedReason } from './ended-reason.ts'
import { lastOn, type SeenKind, type SeenShare, seeShare, stopSeeing } from './see-share.ts'
import { pictureTitle, showParts } from './show-parts.ts'

/** How often the numbers are told while they change, in milliseconds. */
const STATUS_EVERY_MS = 1_000

/** What to show. */
export interface ToShow<K extends SeenKind> {
  readonly kind: K
  readonly data: RequestInput<K>
  /** False for `--no-open`. */
  readonly isOpened: boolean
}

/**
 * Asks, shows, and stops what this program asked for. With `--json` the first line is {"viewerUrl","path","mode"},
 * then {"status","path","mode","control","pages","frames","dropped","latencyMs"} as they change, {"viewerUrl"} when a
 * window that `--no-open` left to others was closed and can be opened again, last {"status":"ended","reason",…}.
 */
export async function showShare<K extends SeenKind>(context: ProgramContext, what: ToShow<K>): Promise<void> {
  const { io, signal } = context
  const progress = progressLine(io)
  const { kind, data, isOpened } = what
  const seen = await seeShare(context, {
    kind,
    data: data as RequestInput<SeenKind>,
    onStep: ({ is }) => progress.update(io.t(`cli.step.${is}`)),
  }).finally(progress.done)
  const over = Promise.withResolvers<string>()
  const failed = (error: unknown): void => void printMessage(io, error instanceof Error ? error.message : String(error))
  const { window, scale } = await accountView(seen)
  const view = { window, scale }
  const clipboard = clipboardFeed({ ...seen, language: io.language })
  const feedOn = (channel: number): ViewerFeed => {
    const marks = marksFeed({ ...seen, channel, failed })
    const stop = (): void => over.resolve('rep')
    return shareFeed({ ...seen, channel, audience: 'rep', language: io.language, stop, marks, clipboard, view })
  }
  const feed = feedOn(seen.channel)
  const title = pictureTitle(lastOn(seen.mirror.state, seen.channel)?.info, seen.title)
  const host = await startViewerHost({ feed, title, language: io.language, open: isOpened })
  const untab = showParts(seen, host, feedOn)
  host.onClosed(() => (isOpened ? over.resolve('closed') : void tellReopen(context, host)))
  void aborted(signal).then(() => over.resolve('interrupted'))
  seen.stopped.then(over.resolve, () => over.resolve('lost'))
  let untold: Error | null = null
  try {
    await tell(context, { host, feed, seen, ended: over.promise })
  } finally {
    untab()
    untold = await stopSeeing(seen)
    await host.close()
  }
  if (!untold) return
  await printMessage(io, io.t('cli.desktop.untold'))
  throw untold
}

interface Showing {
  readonly host: ViewerHost
  readonly feed: ViewerFeed
  readonly seen: SeenShare
  readonly ended: Promise<string>
}

async function tell({ io }: ProgramContext, { host, feed, seen, ended }: Showing): Promise<void> {
  const { path, mode } = lookAt(feed)
  if (io.isJson) await printNdjsonLine(io.stdout, { viewerUrl: host.url, path, mode })
  else await printText(io, io.isOutputTty ? io.t('cli.desktop.viewing', { url: host.url }) : host.url)
  const look = (): object => ({ ...lookAt(feed), ...host.stats() })
  let told = JSON.stringify(look())
  const timer = setInterval(() => {
    const now = look()
    const { latencyMs } = host.stats()
    if (latencyMs !== null) seen.link.tellStats(seen.channel, { latencyMs: Math.max(0, latencyMs) })
    if (!io.isJson || JSON.stringify(now) === told) return
    told = JSON.stringify(now)
    void printNdjsonLine(io.stdout, now)
  }, STATUS_EVERY_MS)
  const reason = await ended
  clearInterval(timer)
  if (io.isJson) await printNdjsonLine(io.stdout, { status: 'ended', reason, ...host.stats() })
  else {
    const why = endedReason(io.language, reason, lastOn(seen.mirror.state, seen.channel))
    await printMessage(io, io.t('cli.desktop.ended', { reason: why }).trim())
  }
}

/** A window that this program did not open may be opened once more. */
async function tellReopen({ io }: ProgramContext, { nextUrl: viewerUrl }: ViewerHost): Promise<void> {
  if (io.isJson) await printNdjsonLine(io.stdout, { viewerUrl })
  else await printMessage(io, io.t('cli.desktop.reopen', { url: viewerUrl }))
}

function lookAt({ status }: ViewerFeed): Readonly<Record<'status' | 'path' | 'mode' | 'control', string | null>> {
  if (status.state !== 'live') return { status: status.state, path: null, mode: null, control: null }
  return { status: 'live', path: status.path, mode: status.mode, control: status.control }
}
