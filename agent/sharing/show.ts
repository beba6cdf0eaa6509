// One picture of this machine being shown: captured and encoded once while somebody looks, however many shares show it.
import type { ShareOptions } from '../../src/features/shares/protocol.ts'
import { asDeskhandError, type DeskhandError } from '../../src/protocol/error.ts'
import type { Platform, ScreenSource, ScreenTarget } from '../platform/platform.ts'
import type { ScreenStream } from '../screen/screen-stream.ts'
import type { Channel } from '../session/channel.ts'
import { ScreenMarks } from './marks.ts'

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
  set(options: Partial<ShareOptions>): void
  /** Nothing is captured any more once this resolves. */
  close(): Promise<void>
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
  readonly target: ScreenTarget
  readonly source: ScreenSource
  readonly marks: ScreenMarks
  readonly #lost = Promise.withResolvers<never>()
  readonly lost = this.#lost.promise
  readonly #watched = new Map<Channel, number>()
  /** The channel that is sent on. */
  #channel: Channel | null = null
  #options: Partial<ShareOptions> = {}
  #running: ScreenStream | null = null
  #work: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(platform: Platform, target: ScreenTarget, source: ScreenSource) {
    this.platform = platform
    this.target = target
    this.source = source
    this.marks = new ScreenMarks(() => platform.openOverlay(target))
    this.lost.catch(() => undefined) // whoever shows it awaits it
    this.#rest()
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
    this.#running?.set(this.#options)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#look()
    await Promise.all([this.marks.close(), this.#work])
    await this.source.close().catch(() => undefined) // a display that is gone cannot be closed either
    await this.platform.close().catch(() => undefined)
  }

  get #isWanted(): boolean {
    return !this.#isClosed && Math.max(0, ...this.#watched.values()) > 0
  }

  #look(): void {
    this.#work = this.#work.then(() => this.#settle()).catch((error: unknown) => this.#fail(asDeskhandError(error)))
  }

  async #settle(): Promise<void> {
    if (this.#isWanted && !this.#running) {
      const { startScreenStream } = await loadStream()
      const channel = this.#channel
      if (!this.#isWanted || !channel) return
      this.#running = startScreenStream({
        source: this.source,
        channel: channel.number,
        options: this.#options,
        send: (frame) => this.#send(frame),
        bufferedBytes: () => this.#channel?.bufferedBytes() ?? 0,
        clock: Date.now,
        failed: (error) => this.#fail(error),
      })
    } else if (!this.#isWanted && this.#running) {
      const stopping = this.#running
      this.#running = null
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
    this.source.listen({ damaged: nothing, cursorChanged: nothing, resized: nothing, failed })
  }

  #fail(error: DeskhandError): void {
    this.#lost.reject(error)
  }
}
