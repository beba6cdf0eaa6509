// One screen as a stream of frames: captured and encoded once, however many people look at it.
import { asDeskhandError, type DeskhandError } from '../../src/protocol/error.ts'
import type { ScreenPart } from '../../src/protocol/screen.ts'
import type { ScreenSource } from '../platform/platform.ts'
import type { FrameLimits } from './frame-limits.ts'
import { type FrameMaker, newFrameMaker } from './frame-maker.ts'
import { type PackOrder, packFrames } from './pack-frames.ts'
import { BEST_QUALITY, newRate, type Rate } from './rate.ts'
import { DEFAULT_SCREEN_OPTIONS, type ScreenDescription, type ScreenOptions } from './screen-options.ts'

/** At most one frame in this time: 60 a second, in milliseconds. */
export const MIN_FRAME_GAP_MS = 1000 / 60
/** A frame that took longer than this, in milliseconds, … */
const LONG_FRAME_MS = 33
/** … is followed by a rest of this part of what it took beyond, so that the customer's machine stays theirs. */
const REST_SHARE = 0.5
/** At most one refresh in this time, in milliseconds: one serves all who wait. */
export const MIN_REFRESH_GAP_MS = 250
/** While something moves, what is still is refined at most this often, in milliseconds. */
const MIN_REFINE_GAP_MS = 120
/** With more than this waiting on the link, nothing is refined, in bytes. */
const REFINE_LINK_BYTES = 64 * 1024
/** The best quality of lossy pictures in the mode `sampling`, where no encoder is. */
const SAMPLING_QUALITY = 60
/** How often a full link is looked at again, in milliseconds. */
const LINK_LOOK_MS = 4
/** A display that fails this often in a row without being gone counts as gone. */
const MAX_FAILURES = 10
/** Rest after a failure, in milliseconds. */
const FAILURE_REST_MS = 100

/** What a screen stream is made of. */
export type ScreenStreamOptions = {
  readonly source: ScreenSource
  /** The channel number in every frame's header. */
  readonly channel: number
  /** Hands one whole frame to the link; must not block. */
  send(frame: Uint8Array<ArrayBuffer>): void
  /** How much of what was sent still waits on this machine, in bytes. */
  bufferedBytes(): number
  /** UTC milliseconds. */
  clock(): number
  /** Told once when the display is gone; the stream has stopped by then. */
  failed(error: DeskhandError): void
  /** How it begins; `DEFAULT_SCREEN_OPTIONS` when left out. */
  readonly options?: ScreenOptions
}

/** What a stream has done so far. */
export type ScreenStreamStats = {
  readonly frames: number
  readonly keyFrames: number
  readonly sentBytes: number
  readonly images: number
  readonly fills: number
  readonly copies: number
  readonly videos: number
  /** How often changes had to wait because the link was full. */
  readonly waits: number
  /** Milliseconds spent taking, comparing and compressing pixels. */
  readonly captureMs: number
  readonly compareMs: number
  readonly encodeMs: number
}

/** A running stream. */
export type ScreenStream = {
  /** Makes a key frame for viewers that lost their place; several calls in a short time make one. */
  refresh(): void
  /** Changes how the screen is streamed, from the next frame on. */
  set(options: Partial<ScreenOptions>): void
  /** What it is doing now. */
  describe(): ScreenDescription
  /** Kilobits a second that its cap or the link allows, `null` when nothing limits. */
  limitKbps(): number | null
  /** Ends the stream; the source is left open. Nothing is sent after it resolved. */
  stop(): Promise<void>
  stats(): ScreenStreamStats
}

/**
 * Starts streaming a source.
 *
 * The first frame is a key frame. After that the screen is looked at only when it reports damage, so an idle screen
 * costs nothing; damage during a frame, or while the link is full, is merged into the next.
 */
export function startScreenStream(options: ScreenStreamOptions): ScreenStream {
  const streamer = new Streamer(options)
  streamer.start()
  return streamer
}

class Streamer implements ScreenStream {
  readonly #options: ScreenStreamOptions
  readonly #maker: FrameMaker
  readonly #counts = { frames: 0, keyFrames: 0, sentBytes: 0, images: 0, fills: 0, copies: 0, videos: 0, waits: 0 }
  readonly #rate: Rate
  #chosen: ScreenOptions
  #wanted: { key: boolean; update: boolean; refresh: boolean } = { key: true, update: false, refresh: false }
  #lastSeq = 0xffffffff
  #frameAt = Number.NEGATIVE_INFINITY
  #frameMs = 0
  #refreshAt = Number.NEGATIVE_INFINITY
  #refinedAt = Number.NEGATIVE_INFINITY
  #failures = 0
  #restUntil = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #work: Promise<void> | null = null
  #isStopped = false

  constructor(options: ScreenStreamOptions) {
    this.#options = options
    this.#chosen = options.options ?? DEFAULT_SCREEN_OPTIONS
    this.#maker = newFrameMaker(options.source, this.#chosen)
    this.#rate = newRate(this.#chosen.maxKbps)
  }

  start(): void {
    this.#options.source.listen({
      damaged: () => this.#want('update'),
      cursorChanged: () => this.#want('update'),
      resized: () => this.#want('key'),
      failed: (error) => this.#fail(error),
    })
    this.#want('key')
  }

  refresh(): void {
    this.#wanted.refresh = true
    // After this turn: all who ask in it are served by one.
    queueMicrotask(() => this.#next())
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#work
    this.#maker.end()
  }

  set(options: Partial<ScreenOptions>): void {
    const before = this.#chosen
    this.#chosen = { ...before, ...options }
    this.#maker.set(this.#chosen)
    this.#rate.cap(this.#chosen.maxKbps)
    if (this.#chosen.colors !== before.colors) this.#want('key')
    else this.#next()
  }

  describe(): ScreenDescription {
    const { mode, colors } = this.#chosen
    const { region, codec, canVideo } = this.#maker.film()
    const isAsked = mode === 'sampling' && colors !== '256'
    const used = codec ?? (region || (isAsked && !canVideo) ? 'jpeg' : null)
    const rate = this.#rate.lastSecond(performance.now())
    return { mode: codec || isAsked ? 'sampling' : 'standard', codec: used, colors, ...rate }
  }

  limitKbps(): number | null {
    return this.#rate.limitKbps()
  }

  stats(): ScreenStreamStats {
    return { ...this.#counts, ...this.#maker.times }
  }

  #want(what: 'key' | 'update' | 'refresh'): void {
    this.#wanted[what] = true
    this.#next()
  }

  /** Starts the next frame as soon as there is one to make, the last one is done and the link has room. */
  #next(): void {
    clearTimeout(this.#timer)
    if (this.#isStopped || this.#work) return
    const waitMs = this.#waitMs()
    if (waitMs === null) return
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.#next(), waitMs)
      return
    }
    this.#work = this.#frame()
      .catch((error: unknown) => this.#stumble(error))
      .then(() => {
        this.#work = null
        this.#next()
      })
  }

  #waitMs(): number | null {
    const { key, update, refresh } = this.#wanted
    const isIdle = !key && !update && !refresh
    const refineMs = isIdle ? this.#maker.refineInMs() : null
    if (isIdle && refineMs === null) return null
    const now = performance.now()
    const buffered = this.#options.bufferedBytes()
    this.#rate.look(buffered, now)
    if (buffered > (isIdle ? REFINE_LINK_BYTES : this.#rate.fullBytes())) {
      if (!isIdle) this.#counts.waits++
      return LINK_LOOK_MS
    }
    if (now < this.#restUntil) return this.#restUntil - now
    const frameGapMs = Math.max(
      MIN_FRAME_GAP_MS,
      this.#frameMs + Math.max(0, this.#frameMs - LONG_FRAME_MS) * REST_SHARE,
    )
    const isPaced = key || update || isIdle
    const gapMs = isPaced ? this.#frameAt + frameGapMs - now : this.#refreshAt + MIN_REFRESH_GAP_MS - now
    const waitMs = Math.max(gapMs, refineMs ?? 0, this.#rate.waitMs(now))
    return waitMs < 1 ? 0 : waitMs
  }

  async #frame(): Promise<void> {
    const capturedAt = this.#options.clock()
    const now = performance.now()
    const { key, update, refresh } = this.#wanted
    this.#wanted = { key: false, update: false, refresh: refresh && !key }
    if (key || update || !refresh) {
      this.#frameAt = now
      try {
        await this.#change(key ? 'key' : update ? 'update' : 'refine', capturedAt)
      } catch (error) {
        // What was taken is lost, and with it the knowledge of what the viewers show.
        this.#wanted.key = true
        throw error
      } finally {
        this.#frameMs = performance.now() - now
      }
    }
    if (this.#wanted.refresh && now - this.#refreshAt > MIN_REFRESH_GAP_MS - 1) {
      this.#wanted.refresh = false
      this.#refreshAt = now
      this.#send(await this.#maker.repeat(this.#limits()), 'refresh', capturedAt)
    }
    this.#failures = 0
  }

  async #change(what: 'key' | 'update' | 'refine', capturedAt: number): Promise<void> {
    if (what !== 'refine') {
      const limits = this.#limits()
      const parts = await this.#maker[what](limits)
      this.#send(parts, what, capturedAt)
      if (parts.length > 0) this.#rate.hurried(this.#maker.hasMore(), performance.now())
      if (this.#maker.hasMore()) this.#wanted.update = true
    }
    const now = performance.now()
    const isTime = what === 'refine' || now - this.#refinedAt >= MIN_REFINE_GAP_MS
    if (!isTime || this.#maker.hasMore() || this.#maker.refineInMs() !== 0 || this.#rate.waitMs(now) > 0) return
    if (this.#options.bufferedBytes() > REFINE_LINK_BYTES) return
    this.#refinedAt = now
    this.#send(await this.#maker.refine(this.#limits()), 'update', capturedAt)
  }

  #limits(): FrameLimits {
    const now = performance.now()
    const { mode } = this.#chosen
    const quality = Math.min(this.#rate.quality(), mode === 'sampling' ? SAMPLING_QUALITY : BEST_QUALITY)
    return { budgetBytes: this.#rate.budgetBytes(now), quality, kbps: this.#rate.limitKbps() }
  }

  #send(parts: readonly ScreenPart[], nature: PackOrder['nature'], capturedAt: number): void {
    if (parts.length === 0 || this.#isStopped) return
    const { channel } = this.#options
    const { frames, lastSeq } = packFrames(parts, { channel, capturedAt, nature, lastSeq: this.#lastSeq })
    this.#lastSeq = lastSeq
    for (const frame of frames) {
      this.#options.send(frame)
      this.#counts.frames++
      this.#counts.sentBytes += frame.byteLength
      this.#rate.sent(frame.byteLength, performance.now())
    }
    if (nature !== 'update') this.#counts.keyFrames++
    for (const { type } of parts) {
      if (type === 'image') this.#counts.images++
      else if (type === 'fill') this.#counts.fills++
      else if (type === 'copy') this.#counts.copies++
      else if (type === 'video') this.#counts.videos++
    }
  }

  /** A grab can fail once while the screen changes its size; a display that is gone has told so itself. */
  #stumble(error: unknown): void {
    const failure = asDeskhandError(error)
    this.#failures++
    if (failure.code === 'screen.lost' || this.#failures >= MAX_FAILURES) this.#fail(failure)
    else this.#restUntil = performance.now() + FAILURE_REST_MS
  }

  #fail(error: DeskhandError): void {
    if (this.#isStopped) return
    this.#isStopped = true
    clearTimeout(this.#timer)
    this.#options.failed(error)
  }
}
