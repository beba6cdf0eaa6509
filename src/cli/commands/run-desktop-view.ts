// Shows the customer's desktop in a window, until one of both sides ends it.
import type { Run } from '../../features/command.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printMessage, printText } from '../../terminal/print/print-message.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import { startViewerHost, type ViewerHost } from '../../viewer/host/viewer-host.ts'
import type { ProgramContext } from '../context.ts'
import { type SeenDesktop, seeDesktop, stopSeeing } from '../desktop-feed.ts'
import { viewerFeed } from '../viewer-feed.ts'

interface Options {
  readonly monitor?: number
  /** False for `--no-open`. */
  readonly open?: boolean
}
/** How often the numbers are told while they change, in milliseconds. */
const STATUS_EVERY_MS = 1_000

/** `deskhand desktop view`: first line {"viewerUrl","path","mode"}, then {"status","pages","frames","dropped","latencyMs"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const program = context as ProgramContext // commands of the program get the program's context
  const progress = progressLine(io)
  const onStep = ({ is }: { readonly is: StepName }): void => progress.update(io.t(`cli.step.${is}`))
  const seen = await seeDesktop(program, { monitor: options.monitor ?? null, onStep }).finally(progress.done)
  const isOpened = options.open !== false
  let end = (_reason: string): void => undefined
  const ended = new Promise<string>((resolve) => {
    end = resolve
  })
  const feed = viewerFeed({ ...seen, stop: () => end('rep') })
  const host = await startViewerHost({ feed, title: seen.title, language: io.language, open: isOpened })
  if (isOpened) host.onClosed(() => end('closed'))
  context.signal.addEventListener('abort', () => end('interrupted'))
  if (context.signal.aborted) end('interrupted')
  seen.stopped.then(end, () => end('lost'))
  try {
    await show(program, { host, seen, ended })
  } finally {
    await stopSeeing(seen)
    await host.close()
  }
  return undefined
}
type StepName = Parameters<Parameters<typeof seeDesktop>[1]['onStep']>[0]['is']

interface Showing {
  readonly host: ViewerHost
  readonly seen: SeenDesktop
  readonly ended: Promise<string>
}

async function show({ io }: ProgramContext, { host, ended }: Showing): Promise<void> {
  if (io.isJson) await printNdjsonLine(io.stdout, { viewerUrl: host.url, path: 'relay', mode: 'standard' })
  else await printText(io, io.isOutputTty ? io.t('cli.desktop.viewing', { url: host.url }) : host.url)
  let told = JSON.stringify(host.stats())
  const timer = setInterval(() => {
    const stats = host.stats()
    if (!io.isJson || JSON.stringify(stats) === told) return
    told = JSON.stringify(stats)
    void printNdjsonLine(io.stdout, { status: 'live', ...stats })
  }, STATUS_EVERY_MS)
  const reason = await ended
  clearInterval(timer)
  if (io.isJson) await printNdjsonLine(io.stdout, { status: 'ended', reason, ...host.stats() })
  else await printMessage(io, io.t('cli.desktop.ended', { reason }))
}
