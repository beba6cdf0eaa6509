// The picture: frames are decoded side by side and shown whole and in order.
import { decodeFrame, FRAME_KINDS, type FrameHeader, isKey } from '../../protocol/frame.ts'
import { startFramePlace } from '../../protocol/frame-place.ts'
import type { ConfigPart, ImagePart, ScreenPart } from '../../protocol/screen.ts'
import { decodeScreen, type ScreenSize } from '../../protocol/screen-decode.ts'
import type { Pointer } from './pointer.ts'
import { canDecodeVideo, makeVideo, type Video } from './video.ts'

/** What a display tells the page. */
export type DisplayListener = {
  /** A frame is on the canvas. */
  drawn(header: FrameHeader): void
  /** The desktop has this size from now on. */
  sized(config: ConfigPart): void
  /** A frame could not be used: a key frame is needed. */
  lost(): void
  /** Told once: this browser decodes no video, so what plays as video is not shown. Pictures have to be sent. */
  noVideo?(): void
}

/** Draws frames on a canvas. */
export type Display = {
  show(frame: Uint8Array): void
  /** Lets the video decoder go; nothing is to be shown any more. */
  close(): void
}

/** A part that is ready to be drawn. */
type Ready = { readonly part: ScreenPart; readonly bitmap: ImageBitmap | VideoFrame | null }

/** Makes a display of a canvas; nothing is drawn before the first key frame. */
export function makeDisplay(canvas: HTMLCanvasElement, pointer: Pointer, listener: DisplayListener): Display {
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('this browser has no canvas')
  const place = startFramePlace()
  const video = makeVideo()
  let size: ScreenSize | null = null
  let presented = Promise.resolve()
  /** How many key frames have come: what fails of an earlier one is no loss any more. */
  let begun = 0
  /** After which of them one did not decode: what was sent on top of it is not drawn. */
  let broken = -1
  let hasTold = false
  const withoutVideo = (parts: readonly ScreenPart[]): readonly ScreenPart[] => {
    if (canDecodeVideo() || !parts.some(({ type }) => type === 'video')) return parts
    if (!hasTold) listener.noVideo?.()
    hasTold = true
    return parts.filter(({ type }) => type !== 'video')
  }

  const lose = (): void => {
    place.lose()
    video.reset()
    listener.lost()
  }
  const draw = ({ part, bitmap }: Ready): void => {
    if (part.type === 'config') {
      canvas.width = part.widthPx
      canvas.height = part.heightPx
      listener.sized(part)
    } else if (part.type === 'cursor-shape') pointer.reshape(part)
    else if (part.type === 'cursor-position') pointer.move(part)
    else drawPart(context, part, bitmap)
  }

  return {
    show(frame) {
      const decoded = decodeFrame(frame)
      if (!decoded.ok || decoded.header.kind !== FRAME_KINDS.screen) return lose()
      const { header } = decoded
      const verdict = place.judge(header, true)
      if (verdict === 'skip') return
      if (verdict === 'drop') return listener.lost()
      const screen = decodeScreen(decoded.payload, isKey(header), size)
      if (!screen.ok) return lose()
      const [first] = screen.parts
      if (first?.type === 'config') {
        size = { widthPx: first.widthPx, heightPx: first.heightPx }
        video.reset()
        begun++
      }
      const since = begun
      const ready = decodeAll(withoutVideo(screen.parts), video)
      ready.catch(() => undefined) // told below, in its turn
      // The one before may still be decoding: present this one after it.
      presented = presented
        .then(() => ready)
        .then((parts) => {
          if (since === broken) return release(parts)
          for (const part of parts) draw(part)
          listener.drawn(header)
        })
        .catch(() => {
          if (since !== begun || since === broken) return
          broken = since
          lose()
        })
    },
    close: () => video.reset(),
  }
}

/** Decodes side by side; when one part is broken the pictures of the others are let go. */
async function decodeAll(parts: readonly ScreenPart[], video: Video): Promise<Ready[]> {
  const all = await Promise.allSettled(
    parts.map(async (part) => ({ part, bitmap: await decodePart(part, video) }) satisfies Ready),
  )
  const ready = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (ready.length === parts.length) return ready
  release(ready)
  throw new Error('a part that does not decode')
}

function release(parts: readonly Ready[]): void {
  for (const { bitmap } of parts) bitmap?.close()
}

function decodePart(part: ScreenPart, video: Video): Promise<ImageBitmap | VideoFrame> | null {
  if (part.type === 'image') return decodeImage(part)
  return part.type === 'video' ? video.decode(part) : null
}

function decodeImage({ bytes, format }: ImagePart): Promise<ImageBitmap> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: `image/${format}` }) // a view of one message
  return createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' })
}

function drawPart(context: CanvasRenderingContext2D, part: ScreenPart, bitmap: Ready['bitmap']): void {
  if ((part.type === 'image' || part.type === 'video') && bitmap) {
    context.drawImage(bitmap, part.rect.x, part.rect.y)
    bitmap.close()
  } else if (part.type === 'fill') {
    const { x, y, width, height } = part.rect
    context.fillStyle = `#${part.color.toString(16).padStart(6, '0')}`
    context.fillRect(x, y, width, height)
  } else if (part.type === 'copy') {
    const { x, y, width, height } = part.rect
    context.drawImage(context.canvas, part.from.x, part.from.y, width, height, x, y, width, height)
  }
}
