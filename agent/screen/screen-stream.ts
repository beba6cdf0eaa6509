// One screen as a stream of frames: captured and encoded once, however many people look at it.
import type { DeskhandError } from '../../src/protocol/error.ts'
import type { ScreenSource } from '../platform/platform.ts'

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
}

/** What a stream has done so far. */
export type ScreenStreamStats = {
  readonly frames: number
  readonly keyFrames: number
  readonly sentBytes: number
  readonly images: number
  readonly fills: number
  readonly copies: number
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
  /** Ends the stream; the source is left open. Nothing is sent after it resolved. */
  stop(): Promise<void>
  stats(): ScreenStreamStats
}
