// The video of a picture: H.264 pictures decoded by the browser, in order, with bounds on what waits.
import type { VideoPart } from '../../protocol/screen.ts'

/** Pictures given to the decoder and not yet decoded; with more, the page is too slow or the stream is broken. */
export const MAX_VIDEO_QUEUE = 8
/** The longest a picture may take to decode, in milliseconds: a broken one may never come out. */
export const VIDEO_LIMIT_MS = 2000

/** What the bytes leave open: our senders use BT.601 in the limited range. */
const COLORS = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false } as const

/** Whether this browser can decode video at all: some, and every page without a secure context, cannot. */
export const canDecodeVideo = (): boolean => typeof VideoDecoder === 'function'

/** Decodes the video of one display. */
export type Video = {
  /**
   * Decodes the next picture; whoever gets it closes it.
   *
   * @throws Error  when the picture is broken, of another size than its rectangle, builds on what never came, or when
   *   too many wait: a key frame is needed then
   */
  decode(part: VideoPart): Promise<VideoFrame>
  /** Forgets everything: the next picture has to be a key. */
  reset(): void
}

type Waiting = { resolve(frame: VideoFrame): void; reject(error: Error): void }

/** Makes a decoder that is opened when the first picture comes. */
export function makeVideo(): Video {
  let decoder: VideoDecoder | null = null
  let opened = ''
  let timestamp = 0
  const waiting = new Map<number, Waiting>()

  const reset = (): void => {
    if (decoder && decoder.state !== 'closed') decoder.close()
    decoder = null
    opened = ''
    for (const { reject } of waiting.values()) reject(new Error('the video was reset'))
    waiting.clear()
  }
  const open = ({ rect, codec }: VideoPart): VideoDecoder => {
    reset()
    const fresh = new VideoDecoder({
      output(frame) {
        const waits = waiting.get(frame.timestamp)
        waiting.delete(frame.timestamp)
        if (waits) waits.resolve(frame)
        else frame.close()
      },
      error: () => reset(),
    })
    const { width: codedWidth, height: codedHeight } = rect
    fresh.configure({ codec, codedWidth, codedHeight, colorSpace: COLORS, optimizeForLatency: true })
    return fresh
  }
  return {
    reset,
    async decode(part) {
      const { rect, codec, isKey, bytes } = part
      const wanted = `${codec} ${rect.width} ${rect.height}`
      if (isKey && wanted !== opened) {
        decoder = open(part)
        opened = wanted
      }
      if (!decoder || wanted !== opened) throw new Error('video without its beginning')
      if (waiting.size >= MAX_VIDEO_QUEUE) throw new Error('too much video')
      timestamp += 1000
      const decoded = new Promise<VideoFrame>((resolve, reject) => waiting.set(timestamp, { resolve, reject }))
      decoded.catch(() => undefined) // told below, unless the decoder refuses the picture at once
      const chunk = new EncodedVideoChunk({ type: isKey ? 'key' : 'delta', timestamp, data: bytes as BufferSource })
      decoder.decode(chunk)
      return sized(await within(decoded), rect)
    },
  }
}

function sized(frame: VideoFrame, { width, height }: VideoPart['rect']): VideoFrame {
  if (frame.displayWidth === width && frame.displayHeight === height) return frame
  frame.close()
  throw new Error('video of another size')
}

function within(decoded: Promise<VideoFrame>): Promise<VideoFrame> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a picture never came')), VIDEO_LIMIT_MS)
    decoded.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
