// Showing the whole desktop: captured only while the customer agrees, the hub is there and somebody looks.
import { desktopRequests } from '../../src/features/desktop/protocol.ts'
import { asDeskhandError, DeskhandError } from '../../src/protocol/error.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import type { Notice, Platform, PlatformDescription, ScreenSource } from '../platform/platform.ts'
import type { ScreenStream } from '../screen/screen-stream.ts'
import type { Channel } from '../session/channel.ts'
import { type Ended, type Given, type Handler, handler } from './handler.ts'

/** Cells of a name in the notice on the screen. */
const NOTICE_NAME_CELLS = 40

/** The action `desktop.view`. */
export const viewDesktop: Handler = handler(
  'desktop.view',
  desktopRequests['desktop.view'].data,
  async (given, data) => {
    // The codec loads while the display is opened; should it fail, whoever needs it hears.
    loadStream().catch(() => undefined)
    const platform = await given.openPlatform()
    try {
      return await show(given, platform, data.monitor)
    } finally {
      await platform.close().catch(() => undefined) // a display that is gone cannot be closed either
    }
  },
)

const loadStream = (): Promise<typeof import('../screen/screen-stream.ts')> => import('../screen/screen-stream.ts')

async function show(given: Given, platform: Platform, monitor: number | null): Promise<Ended> {
  const description = await platform.describe()
  const source = await platform.openScreen(chosen(description, monitor))
  const notice = await showNotice(given, platform)
  try {
    given.signal.throwIfAborted()
    const { widthPx, heightPx } = source
    const monitors = description.monitors.length
    const channel = await given.started({ width: widthPx, height: heightPx, monitors, platform: platform.name })
    if (!channel) throw new DeskhandError('hub.feature-missing', { problem: 'it gave no channel for frames' })
    await stream(given, source, channel)
    return 'done'
  } finally {
    await Promise.allSettled([notice.close(), source.close()])
  }
}

function chosen({ monitors }: PlatformDescription, index: number | null): { readonly monitor?: string } {
  if (index === null) return {}
  const monitor = monitors[index]
  if (!monitor)
    throw new DeskhandError('screen.none', { problem: `there is no monitor ${index}, only ${monitors.length}` })
  return { monitor: monitor.name }
}

/** The sign on the customer's own screen (PRM-11). Without it nothing is shown to anyone. */
function showNotice({ translate, by, company }: Given, platform: Platform): Promise<Notice> {
  const [rep, firm] = [by, company].map((text) => safeText(text, { maxCells: NOTICE_NAME_CELLS }))
  return platform.showNotice(translate('agent.notice.view', { rep: rep ?? '', company: firm ?? '' }))
}

/** Streams while somebody looks, until it is aborted; rejects when the display goes away. */
function stream(given: Given, source: ScreenSource, channel: Channel): Promise<void> {
  return new Promise((resolve, reject) => {
    const sender = startSender(source, channel, reject)
    const end = (): void => void sender.look(0).then(resolve, reject)
    if (given.signal.aborted) return end()
    given.signal.addEventListener('abort', end, { once: true })
    channel.onRefresh(() => sender.refresh())
    channel.onWatchers(({ count }) => {
      if (given.signal.aborted) return
      given.watched(count)
      sender.look(count).catch(reject)
    })
  })
}

interface Sender {
  /** How many look now; with nobody looking nothing is captured. */
  look(count: number): Promise<void>
  refresh(): void
}

function startSender(source: ScreenSource, channel: Channel, failed: (error: DeskhandError) => void): Sender {
  let wanted = false
  let running: ScreenStream | null = null
  let work: Promise<void> = Promise.resolve()
  const rest = (): void => {
    const nothing = (): void => undefined
    source.listen({ damaged: nothing, cursorChanged: nothing, resized: nothing, failed })
  }
  const send = (frame: Uint8Array): void => {
    // What the link could not take leaves a gap, so those who look need a picture that stands alone.
    if (wanted && !channel.send(frame)) running?.refresh()
  }
  const settle = async (): Promise<void> => {
    if (wanted && !running) {
      const { startScreenStream } = await loadStream()
      if (!wanted) return
      const options = {
        source,
        channel: channel.number,
        send,
        bufferedBytes: channel.bufferedBytes,
        clock: Date.now,
        failed,
      }
      running = startScreenStream(options)
    } else if (!wanted && running) {
      const stopping = running
      running = null
      await stopping.stop()
      rest()
    }
  }
  rest()
  return {
    look: (count) => {
      wanted = count > 0
      work = work.then(settle).catch((error: unknown) => failed(asDeskhandError(error)))
      return work
    },
    refresh: () => running?.refresh(),
  }
}
