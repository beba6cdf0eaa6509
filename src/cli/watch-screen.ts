// Keeps the newest picture of a share for the console's thumbnails, from the frames that every viewer gets.
import { carrierOf } from '../client/direct/carrier.ts'
import type { WatchScreen } from '../console/control/ports.ts'
import type { FrameBuffer } from '../viewer/host/frame-buffer.ts'

/** Frames that may wait to be drawn; with one more all are dropped, and a whole picture is asked for. */
export const MAX_WAITING_FRAMES = 120
/** Bytes of them. */
export const MAX_WAITING_BYTES = 16 * 1024 * 1024

/** Watches a channel like any viewer. */
export const watchScreen: WatchScreen = ({ link, session, channel }) => {
  const carrier = carrierOf(link, session)
  const waiting: Uint8Array[] = []
  let bytes = 0
  let buffer: FrameBuffer | null = null
  let isLost = false
  let drawing: Promise<void> = Promise.resolve()
  const stop = carrier.watch(
    channel,
    (frame) => {
      waiting.push(frame)
      bytes += frame.length
      if (waiting.length <= MAX_WAITING_FRAMES && bytes <= MAX_WAITING_BYTES) return
      waiting.length = 0
      bytes = 0
      isLost = true
    },
    () => undefined,
  )
  const drawAll = async (): Promise<void> => {
    // what decodes pictures is only loaded by those who look at any
    buffer ??= (await import('../viewer/host/frame-buffer.ts')).newFrameBuffer()
    const frames = waiting.splice(0)
    bytes = 0
    for (const frame of frames) if (!(await buffer.apply(frame)).ok) isLost = true
    if (isLost) carrier.refresh(channel)
    isLost = false
  }
  return {
    look: async (widthPx, heightPx) => {
      drawing = drawing.then(drawAll)
      await drawing
      if (!buffer?.hasPicture) return null
      const { default: sharp } = await import('sharp')
      const raw = { width: buffer.widthPx, height: buffer.heightPx, channels: 4 } as const
      const small = sharp(buffer.rgba, { raw })
        .resize(widthPx, heightPx, { fit: 'contain', background: '#000' })
        .removeAlpha()
      return { rgb: () => small.clone().raw().toBuffer(), png: () => small.clone().png().toBuffer() }
    },
    close: stop,
  }
}
