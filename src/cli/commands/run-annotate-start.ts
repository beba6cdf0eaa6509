// Opens a window on a running share to draw in, until it is closed or the share is over.
import { aborted } from '../../client/aborted.ts'
import { findShare } from '../../features/annotate/find-share.ts'
import type { Run } from '../../features/command.ts'
import { errorText } from '../../language/error-text.ts'
import { asDeskhandError } from '../../protocol/error.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printMessage, printText } from '../../terminal/print/print-message.ts'
import { marksFeed } from '../../viewer/host/marks-feed.ts'
import { shareFeed } from '../../viewer/host/share-feed.ts'
import { startViewerHost } from '../../viewer/host/viewer-host.ts'
import type { ProgramContext } from '../context.ts'
import { endedReason } from '../ended-reason.ts'
import { lastOn } from '../see-share.ts'
import { watchShare } from '../watch-share.ts'

interface Options {
  readonly share?: string
  /** False for `--no-open`. */
  readonly open?: boolean
}

/** `deskhand annotate start`: first line {"viewerUrl","share"}, last {"status":"ended","reason"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io, signal } = context
  const program = context as ProgramContext // commands of the program get the program's context
  const share = await findShare(context, options.share)
  const link = await program.link()
  const seen = await watchShare(link, share)
  const over = Promise.withResolvers<string>()
  const failed = (error: unknown): void => void printMessage(io, errorText(io.language, asDeskhandError(error)).message)
  const marks = marksFeed({ ...seen, failed })
  const feed = shareFeed({ ...seen, audience: 'rep', language: io.language, stop: () => over.resolve('closed'), marks })
  const isOpened = options.open !== false
  const host = await startViewerHost({
    feed,
    title: seen.title,
    language: io.language,
    open: isOpened,
    isDrawing: true,
  })
  if (isOpened) host.onClosed(() => over.resolve('closed'))
  void aborted(signal).then(() => over.resolve('interrupted'))
  seen.stopped.then(over.resolve, () => over.resolve('lost'))
  try {
    if (io.isJson) await printNdjsonLine(io.stdout, { viewerUrl: host.url, share: share.ask })
    else await printText(io, io.isOutputTty ? io.t('annotate.drawing', { url: host.url }) : host.url)
    const reason = await over.promise
    if (io.isJson) await printNdjsonLine(io.stdout, { status: 'ended', reason })
    else {
      const why = endedReason(io.language, reason, lastOn(seen.mirror.state, seen.channel))
      await printMessage(io, io.t('cli.desktop.ended', { reason: why }).trim())
    }
  } finally {
    seen.mirror.close()
    await host.close()
  }
  return undefined
}
