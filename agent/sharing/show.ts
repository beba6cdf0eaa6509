// One picture of this machine being shown: captured and encoded once while somebody looks, however many shares show it.
import type { ShareOptions } from '../../src/features/shares/protocol.ts'
import { asDeskhandError, DeskhandError } from '../../src/protocol/error.ts'
import type { Platform, ScreenSource, ScreenTarget } from '../platform/platform.ts'
import type { ScreenOptions } from '../screen/screen-options.ts'
import type { ScreenStream } from '../screen/screen-stream.ts'
import type { Channel } from '../session/channel.ts'
import { ScreenMarks } from './marks.ts'
import { TEXT_FLOOR_KBPS, windowTitles } from './window-titles.ts'

/** A picture that can be shown. */
export interface Show {
  readonly platform: Platform
  readonly source: ScreenSource
  readonly target: ScreenTarget
  /** What others draw on it, on this machine's own screen. */
  readonly marks: ScreenMarks
  /** Rejects when the display is gone. */
  readonly lost: Promise<never>
  /** Sends on this channel from now on; several shares of one picture have one channel number. */
  attach(channel: Channel, watched: (count: number) => void): void
  detach(channel: Channel): void
  /** Changes how it is made; only a picture of the whole desktop can turn to a monitor and back. */
  set(options: Partial<ShareOptions>): void
  /** Another monitor is shown now. @returns ends it */
  onTurned(listener: (target: ScreenTarget) => void): () => void
  /** Nothing is captured any more once this resolves. */
  close(): Promise<void>
}

/** How often is told how the picture is made, in milliseconds. */
const TELL_EVERY_MS = 2_000

/** A monitor by its name: its number is its place among those there are now. */
async function monitorTarget(platform: Platform, index: number): Promise<ScreenTarget> {
  const { monitors } = await platform.describe()
  const monitor = monitors[index]
  if (monitor) return { monitor: monitor.name }
  throw new DeskhandError('screen.none', { problem: `there is no monitor ${index}, only ${monitors.length}` })
}

/**
 * The picture of the whole desktop, or of a monitor of it by its number; its name is the same for the same picture.
 *
 * @throws DeskhandError  `screen.none`
 */
export async function desktopPicture(
  openPlatform: () => Promise<Platform>,
  index: number | null,
): Promise<{ readonly name: string; readonly target: ScreenTarget }> {
  if (index === null) return { name: 'desktop', target: {} }
  const platform = await openPlatform()
  const target = await monitorTarget(platform, index).finally(() => platform.close().catch(() => undefined))
  return { name: `desktop ${target.monitor}`, target }
}

/** What concerns how frames are made. */
function streamOptions({ mode, colors, maxKbps }: Partial<ShareOptions>): ScreenOptions {
  return { mode: mode ?? 'auto', colors: colors ?? 'true', maxKbps: maxKbps ?? null }
}

const loadStream = (): Promise<typeof import('../screen/screen-stream.ts')> => import('../screen/screen-stream.ts')

/** Opens a picture; nothing is captured before somebody looks. @throws DeskhandError  `screen.lost`, `screen.none` */
export async function openShow(platform: Platform, target: ScreenTarget): Promise<Show> {
  // The codec loads while the display is opened; should it fail, whoever needs it hears.
  loadStream().catch(() => undefined)
  return new OneShow(platform, target, await platform.openScreen(target))
}

class OneShow implements Show {
  readonly platform: Platform
  readonly marks: ScreenMarks
  #target: ScreenTarget
  #source: ScreenSource
  readonly #lost = Promise.withResolvers<never>()
  readonly lost = this.#lost.promise
  readonly #watched = new Map<Channel, number>()
  /** The channel that is sent on. */
  #channel: Channel | null = null
  #options: Partial<ShareOptions> = {}
  #running: ScreenStream | null = null
  #work: Promise<void> = Promise.resolve()
  #isClosed = false
  #teller: NodeJS.Timeout | undefined
  readonly #turned = new Set<(target: ScreenTarget) => void>()
  /** The whole desktop was agreed to, so any monitor of it may be shown; a yes to one monitor is no yes to another. */
  readonly #isWhole: boolean

  constructor(platform: Platform, target: ScreenTarget, source: ScreenSource) {
    this.platform = platform
    this.#target = target
    this.#isWhole = target.monitor === undefined && target.window === undefined
    this.#source = source
    this.marks = new ScreenMarks(() => platform.openOverlay(target))
    this.lost.catch(() => undefined) // whoever shows it awaits it
    this.#rest()
  }

  get source(): ScreenSource {
    return this.#source
  }

  get target(): ScreenTarget {
    return this.#target
  }

  onTurned(listener: (target: ScreenTarget) => void): () => void {
    this.#turned.add(listener)
    return () => void this.#turned.delete(listener)
  }

  attach(channel: Channel, watched: (count: number) => void): void {
    this.#channel = channel
    channel.onRefresh(() => this.#running?.refresh())
    channel.onWatchers(({ count }) => {
      if (this.#isClosed || (this.#channel !== channel && !this.#watched.has(channel))) return
      this.#watched.set(channel, count)
      watched(count)
      this.#look()
    })
  }

  detach(channel: Channel): void {
    this.#watched.delete(channel)
    if (this.#channel === channel) this.#channel = [...this.#watched.keys()].at(-1) ?? null
    this.#look()
  }

  set(options: Partial<ShareOptions>): void {
    this.#options = { ...this.#options, ...options }
    this.#running?.set(streamOptions(this.#options))
    const { monitor } = options
    if (monitor !== undefined && this.#isWhole) this.#then(() => this.#turnTo(monitor))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#look()
    await Promise.all([this.marks.close(), this.#work])
    await this.#source.close().catch(() => undefined) // a display that is gone cannot be closed either
    await this.platform.close().catch(() => undefined)
  }

  get #isWanted(): boolean {
    return !this.#isClosed && Math.max(0, ...this.#watched.values()) > 0
  }

  #look(): void {
    this.#then(() => this.#settle())
  }

  #then(next: () => Promise<void>): void {
    this.#work = this.#work.then(next).catch((error: unknown) => this.#fail(asDeskhandError(error)))
  }

  /** Another monitor, or all of them; those who look see the new picture in the same place. */
  async #turnTo(index: number | null): Promise<void> {
    const target = index === null ? {} : await monitorTarget(this.platform, index)
    if (this.#isClosed || target.monitor === this.#target.monitor) return
    const source = await this.platform.openScreen(target)
    clearInterval(this.#teller)
    await this.#running?.stop()
    this.#running = null
    await this.#source.close()
    this.#source = source
    this.#target = target
    this.#rest()
    for (const listener of this.#turned) listener(target)
    await this.#settle()
  }

  /** Says how the picture is made, while it is, and as text what stands in it where the link is thin. */
  async #tell(): Promise<void> {
    const running = this.#running
    if (!running) return
    const isThin = (running.limitKbps() ?? Number.POSITIVE_INFINITY) <= TEXT_FLOOR_KBPS
    const windows = isThin ? await windowTitles(this.platform, this.#target).catch(() => []) : undefined
    if (this.#running === running) this.#channel?.tellStats(running.describe(), windows)
  }

  async #settle(): Promise<void> {
    if (this.#isWanted && !this.#running) {
      const { startScreenStream } = await loadStream()
      const channel = this.#channel
      if (!this.#isWanted || !channel) return
      this.#running = startScreenStream({
        source: this.#source,
        channel: channel.number,
        options: streamOptions(this.#options),
        send: (frame) => this.#send(frame),
        bufferedBytes: () => this.#channel?.bufferedBytes() ?? 0,
        clock: Date.now,
        failed: (error) => this.#fail(error),
      })
      this.#teller = setInterval(() => void this.#tell(), TELL_EVERY_MS)
    } else if (!this.#isWanted && this.#running) {
      const stopping = this.#running
      this.#running = null
      clearInterval(this.#teller)
      await stopping.stop()
      this.#rest()
    }
  }

  #send(frame: Uint8Array): void {
    // What the link could not take leaves a gap, so those who look need a picture that stands alone.
    if (this.#isWanted && !this.#channel?.send(frame)) this.#running?.refresh()
  }

  /** Only hears that the display is gone. */
  #rest(): void {
    const nothing = (): void => undefined
    const failed = (error: DeskhandError): void => this.#fail(error)
    this.#source.listen({ damaged: nothing, cursorChanged: nothing, resized: nothing, failed })
  }

  #fail(error: DeskhandError): void {
    this.#lost.reject(error)
  }
}
