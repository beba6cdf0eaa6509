// Carrying out a share of this machine: the notice on the screen, the pictures, and control where it was given.
import { aborted } from '../../src/client/aborted.ts'
import type { Holder } from '../../src/features/shares/protocol.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import { kindSpec } from '../../src/session/kinds.ts'
import { FIRST_PART } from '../../src/session/rules.ts'
import type { Ended, Given } from '../features/handler.ts'
import type { ScreenTarget } from '../platform/platform.ts'
import type { Channel } from '../session/channel.ts'
import { type Control, startControl } from './control.ts'
import { openShow, type Show } from './show.ts'

/** What sharing needs of an activity; the rep's own program gives the same for the rep's own screen. */
export type ShareGiven = Pick<
  Given,
  | 'ask'
  | 'kind'
  | 'signal'
  | 'asking'
  | 'shows'
  | 'openPlatform'
  | 'onShare'
  | 'started'
  | 'widened'
  | 'narrowed'
  | 'watched'
  | 'prompts'
>

/** One picture that is to be shown. */
export interface Shown {
  /** The same for the same picture, such as `desktop`, so that control takes over what is being viewed. */
  readonly name: string
  readonly target: ScreenTarget
  /** The sentence on the owner's screen as long as it is shown (PRM-11). */
  readonly notice: string
  /** More to tell the hub of it, verified. */
  readonly info: Info
}

type Info = Readonly<Record<string, string | number | boolean | null>>

/**
 * Shows one picture or several until they are stopped; without the notice on the screen nothing is shown to anyone.
 *
 * A window that is closed ends its picture, the last one ends the share.
 */
export async function share(given: ShareGiven, [first, ...rest]: readonly Shown[]): Promise<Ended> {
  if (!first) throw new DeskhandError('activity.failed', { problem: 'there is nothing to show' })
  await withPicture(given, first, async (main) => {
    const notice = await main.show.platform.showNotice(first.notice)
    try {
      given.signal.throwIfAborted()
      const channel = await given.started(infoOf(main.show, first))
      if (!channel) throw new DeskhandError('hub.feature-missing', { problem: 'it gave no channel for frames' })
      const isOneOfMany = rest.length > 0
      const sent = send(given, main, channel).finally(() => isOneOfMany && given.narrowed(FIRST_PART))
      await allOver([sent, ...rest.map((one) => showPart(given, one))])
    } finally {
      await notice.close().catch(() => undefined) // a display that is gone shows none
    }
  })
  return 'done'
}

/** A further picture, on a channel of its own. */
function showPart(given: ShareGiven, shown: Shown): Promise<void> {
  return withPicture(given, shown, async (picture) => {
    const channel = await given.widened(shown.name, infoOf(picture.show, shown))
    try {
      await send(given, picture, channel)
    } finally {
      given.narrowed(shown.name)
    }
  })
}

interface Picture {
  readonly show: Show
  readonly control: Control | null
}

/** Opens what is needed for a picture, and closes it again whatever happens. */
async function withPicture(given: ShareGiven, shown: Shown, work: (picture: Picture) => Promise<void>): Promise<void> {
  const held = await given.shows.hold(shown.name, async () => openShow(await given.openPlatform(), shown.target))
  const { show } = held
  // Before the hub hears of it: what is chosen and drawn from the first moment on counts, and stays where control is added.
  show.marks.join(given.signal)
  given.onShare(({ drawing, options }) => {
    if (drawing) show.marks.change(drawing)
    if (options) show.set(options)
  })
  try {
    given.signal.throwIfAborted()
    const control = await controlOf(given, show)
    try {
      await work({ show, control })
    } finally {
      await control?.close()
    }
  } finally {
    await held.release()
  }
}

function infoOf({ platform, source }: Show, { info }: Shown): Info {
  const { widthPx: width, heightPx: height, monitors, showsOverlay: marksInPicture = false } = source
  return { width, height, monitors: monitors.length, platform: platform.name, marksInPicture, ...info }
}

async function controlOf(given: ShareGiven, show: Show): Promise<Control | null> {
  if (!kindSpec(given.kind).controls) return null
  const report = (holder: Holder): void => void given.asking.tell('share.report', { ask: given.ask, holder })
  const { platform, target } = show
  const control = await startControl({ platform, target, clock: Date.now, report, prompts: given.prompts })
  const unturned = show.onTurned((next) => control.turnTo(next))
  given.onShare(({ holder }) => {
    if (holder === 'owner') control.reclaim()
  })
  return {
    ...control,
    close: () => {
      unturned()
      return control.close()
    },
  }
}

/** Sends until it is aborted; rejects when the display or the window goes away. */
async function send(given: ShareGiven, { show, control }: Picture, channel: Channel): Promise<void> {
  control?.attach(channel)
  show.marks.on(channel.number)
  show.attach(channel, (count) => given.watched(count))
  try {
    await Promise.race([aborted(given.signal), show.lost])
  } finally {
    show.detach(channel)
  }
}

/** Waits for every picture; rejects when none was stopped and all are lost. */
async function allOver(pictures: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(pictures)
  const [first] = ends
  if (first?.status === 'rejected' && ends.every(({ status }) => status === 'rejected')) throw first.reason
}
