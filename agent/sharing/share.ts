// Carrying out a share of this machine: the notice on the screen, the picture, and control where it was given.
import { DeskhandError } from '../../src/protocol/error.ts'
import { kindSpec } from '../../src/session/kinds.ts'
import type { Ended, Given } from '../features/handler.ts'
import type { ScreenTarget } from '../platform/platform.ts'
import type { Channel } from '../session/channel.ts'
import { type Control, startControl } from './control.ts'
import { openShow, type Show } from './show.ts'

/** What is to be shown. */
export interface Shown {
  /** The same for the same picture, such as `desktop`, so that control takes over what is being viewed. */
  readonly name: string
  readonly target: ScreenTarget
  /** The sentence on the owner's screen as long as it is shown (PRM-11). */
  readonly notice: string
  /** More to tell the hub of it, verified. */
  readonly info: Readonly<Record<string, string | number | boolean | null>>
}

/** Shows it until it is stopped; without the notice on the screen nothing is shown to anyone. */
export async function share(given: Given, shown: Shown): Promise<Ended> {
  const held = await given.shows.hold(shown.name, async () => openShow(await given.openPlatform(), shown.target))
  const { show } = held
  const { platform, source, marks } = show
  // Before the hub hears of it: what is drawn from the first moment on is shown, and stays where control is added.
  marks.join(given.signal)
  given.onShare(({ drawing }) => {
    if (drawing) marks.change(drawing)
  })
  try {
    given.signal.throwIfAborted()
    const notice = await platform.showNotice(shown.notice)
    const control = await controlOf(given, show).catch(async (error: unknown) => {
      await notice.close()
      throw error
    })
    try {
      given.signal.throwIfAborted()
      const { widthPx: width, heightPx: height, monitors, showsOverlay: marksInPicture = false } = source
      const size = { width, height, monitors: monitors.length, platform: platform.name, marksInPicture }
      const channel = await given.started({ ...size, ...shown.info })
      if (!channel) throw new DeskhandError('hub.feature-missing', { problem: 'it gave no channel for frames' })
      control?.attach(channel)
      await send(given, show, channel)
    } finally {
      await Promise.allSettled([control?.close(), notice.close()])
    }
    return 'done'
  } finally {
    await held.release()
  }
}

async function controlOf(given: Given, { platform, target }: Show): Promise<Control | null> {
  if (!kindSpec(given.kind).controls) return null
  const report = (holder: 'nobody' | 'peer' | 'owner'): void =>
    void given.asking.tell('share.report', { ask: given.ask, holder })
  const control = await startControl({ platform, target, clock: Date.now, report })
  given.onShare(({ holder }) => {
    if (holder === 'owner') control.reclaim()
  })
  return control
}

/** Sends until it is aborted; rejects when the display goes away. */
async function send(given: Given, show: Show, channel: Channel): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (given.signal.aborted) resolve()
    given.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  given.onShare(({ options }) => {
    if (options) show.set(options)
  })
  show.attach(channel, (count) => given.watched(count))
  try {
    await Promise.race([stopped, show.lost])
  } finally {
    show.detach(channel)
  }
}
