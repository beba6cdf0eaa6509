// H.264 by the optional native half of the package `@napi-rs/webcodecs`: loaded when first needed, or not there.
import { createRequire } from 'node:module'
import { VIDEO_CODEC } from '../../src/protocol/screen.ts'

/** One compressed picture. */
export type VideoUnit = { readonly bytes: Uint8Array; readonly isKey: boolean; readonly codec: string }

/** An encoder of pictures of one size. */
export type VideoEncoding = {
  /**
   * Compresses the next picture; one call at a time.
   *
   * @param pixels  `0xXXRRGGBB` each, row after row
   * @throws Error  when the encoder failed: it has to be closed then
   */
  encode(pixels: Uint32Array, isKey: boolean): Promise<VideoUnit>
  close(): void
}

/** What an encoder is made for. */
export type VideoOrder = {
  readonly widthPx: number
  readonly heightPx: number
  /** `null`: the same fidelity whatever it takes; otherwise kilobits a second. */
  readonly kbps: number | null
}

/** Makes encoders. */
export type VideoCodec = { open(order: VideoOrder): VideoEncoding }

/** The longest a picture may take, in milliseconds. */
const ENCODE_LIMIT_MS = 2000
/** High profile, level 5.2: what the encoder may use; what it used stands in the stream. */
const WIDEST = 'avc1.640034'

/** What we use of the package, which follows the browsers' WebCodecs. */
type Library = {
  readonly VideoEncoder: new (init: { output(chunk: Chunk): void; error(error: Error): void }) => Encoder
  readonly VideoFrame: new (bytes: Uint8Array, init: FrameInit) => { close(): void }
}
type Chunk = { readonly type: 'key' | 'delta'; readonly byteLength: number; copyTo(bytes: Uint8Array): void }
type FrameInit = { format: 'BGRX'; codedWidth: number; codedHeight: number; timestamp: number }
type Encoder = {
  readonly state: 'unconfigured' | 'configured' | 'closed'
  configure(config: Readonly<Record<string, unknown>>): void
  encode(frame: { close(): void }, options: { keyFrame: boolean }): void
  close(): void
}

let loaded: VideoCodec | null | undefined

/** Loads the codec, or `null` on a machine that has none. */
export function loadVideoCodec(): VideoCodec | null {
  loaded ??= load()
  return loaded
}

function load(): VideoCodec | null {
  const libc = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : ''
  try {
    const require = createRequire(import.meta.url)
    const library: Library = require(`@napi-rs/webcodecs-${process.platform}-${process.arch}${libc}`)
    return { open: (order) => openEncoding(library, order) }
  } catch {
    // An optional package: tiles do without it.
    return null
  }
}

/**
 * libx264 `superfast`, `zerolatency`: no B-frames, no look-ahead. The mode `quality` is the one that leaves key frames
 * to us; `realtime` would make one in ten a key frame, at twice the bytes.
 */
function openEncoding(library: Library, { widthPx, heightPx, kbps }: VideoOrder): VideoEncoding {
  let settle: { resolve(unit: VideoUnit): void; reject(error: Error): void } | null = null
  let codec = ''
  const encoder = new library.VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength)
      chunk.copyTo(bytes)
      codec = codecOf(bytes) ?? codec
      if (VIDEO_CODEC.test(codec)) settle?.resolve({ bytes, isKey: chunk.type === 'key', codec })
      else settle?.reject(new Error(`a stream without a codec: ${codec}`))
    },
    error: (error) => settle?.reject(error),
  })
  encoder.configure({
    codec: WIDEST,
    width: widthPx,
    height: heightPx,
    framerate: 30,
    latencyMode: 'quality',
    hardwareAcceleration: 'prefer-software',
    avc: { format: 'annexb' },
    ...(kbps === null ? { bitrateMode: 'quantizer' } : { bitrateMode: 'constant', bitrate: kbps * 1000 }),
  })
  const started = performance.now()
  return {
    encode(pixels, isKey) {
      const timestamp = Math.round((performance.now() - started) * 1000)
      const frame = new library.VideoFrame(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength), {
        format: 'BGRX',
        codedWidth: widthPx,
        codedHeight: heightPx,
        timestamp,
      })
      return new Promise<VideoUnit>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('the encoder says nothing')), ENCODE_LIMIT_MS)
        const done = (): void => {
          clearTimeout(timer)
          settle = null
        }
        settle = {
          resolve(unit) {
            done()
            resolve(unit)
          },
          reject(error) {
            done()
            reject(error)
          },
        }
        encoder.encode(frame, { keyFrame: isKey })
        frame.close()
      })
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}

/** The RFC 6381 name from the sequence parameter set of an access unit, if it has one. @see ITU-T H.264 §7.3.2.1 */
function codecOf(bytes: Uint8Array): string | null {
  for (let at = 0; at + 6 < Math.min(bytes.length, 64); at++) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1 || ((bytes[at + 3] ?? 0) & 31) !== 7) continue
    const profile = [...bytes.subarray(at + 4, at + 7)].map((byte) => byte.toString(16).padStart(2, '0'))
    return `avc1.${profile.join('')}`
  }
  return null
}
