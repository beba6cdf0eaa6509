// What waits to go over a direct path: handed over in pieces, never more than the library can hold.
import { CHUNK_BYTES, splitFrame } from './chunks.ts'

/** Bytes the library may hold: it loses without a word what goes far past its buffer. */
export const LIBRARY_FULL_BYTES = 1_048_576
/** How often a full library is looked at again, in milliseconds: it does not tell. A stalled one is looked at less. */
const LOOK_MS = 3
const MAX_LOOK_MS = 48

/** The part of a data channel that is needed here. */
export interface Pipe {
  readonly bufferedAmount: number
  send(message: Uint8Array<ArrayBuffer>): void
}

/** Frames on their way out. */
export interface Outbox {
  /** Bytes that have not left this machine. */
  readonly waitingBytes: number
  /** Takes a frame; whether there is room for it is asked before. */
  push(frame: Uint8Array): void
  close(): void
}

/** Starts with nothing waiting. */
export function startOutbox(pipe: Pipe): Outbox {
  const frames: Uint8Array[] = []
  let current: { readonly pieces: Generator<Uint8Array<ArrayBuffer>, void>; readonly sizeBytes: number } | null = null
  let queuedBytes = 0
  let lookMs = LOOK_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  const next = (): Uint8Array<ArrayBuffer> | null => {
    for (;;) {
      const piece = current?.pieces.next()
      if (piece && !piece.done) return piece.value
      queuedBytes -= current?.sizeBytes ?? 0
      const frame = frames.shift()
      current = frame ? { pieces: splitFrame(frame), sizeBytes: frame.byteLength } : null
      if (!current) return null
    }
  }
  const pump = (): void => {
    timer = undefined
    let hasMoved = false
    while (queuedBytes > 0 && pipe.bufferedAmount + CHUNK_BYTES <= LIBRARY_FULL_BYTES) {
      const piece = next()
      if (piece) pipe.send(piece)
      hasMoved = true
    }
    if (queuedBytes === 0) return
    lookMs = hasMoved ? LOOK_MS : Math.min(MAX_LOOK_MS, lookMs * 2)
    timer = setTimeout(pump, lookMs)
  }
  return {
    get waitingBytes() {
      return queuedBytes + pipe.bufferedAmount
    },
    push: (frame) => {
      frames.push(frame)
      queuedBytes += frame.byteLength
      if (timer === undefined) pump()
    },
    close: () => {
      clearTimeout(timer)
      frames.length = 0
      current = null
      queuedBytes = 0
    },
  }
}
