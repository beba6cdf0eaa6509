// The rep's side without a page: screen frames applied to pixels in memory, exactly.
import sharp from 'sharp'
import { type ExactGrid, newExactGrid } from '../../protocol/exact-grid.ts'
import { decodeFrame, FRAME_KINDS, type FrameFault, isKey, isRefresh } from '../../protocol/frame.ts'
import { startFramePlace } from '../../protocol/frame-place.ts'
import { isExactImage } from '../../protocol/image-size.ts'
import type { CopyPart, FillPart, ImagePart, Monitor, Rect, ScreenPart } from '../../protocol/screen.ts'
import { decodeScreen, type ScreenFault } from '../../protocol/screen-decode.ts'

/** What a frame did to the picture. */
export type ApplyResult =
  | { readonly ok: true }
  /** `screen.place`: it builds on a frame that never came; ask for a refresh. */
  | { readonly ok: false; readonly code: FrameFault | ScreenFault | 'screen.place' | 'screen.undecodable' }

/** The picture that a stream of screen frames shows. */
export type FrameBuffer = {
  readonly widthPx: number
  readonly heightPx: number
  readonly monitors: readonly Monitor[]
  /** Straight RGBA, row after row; opaque, without the pointer. */
  readonly rgba: Uint8Array
  /** Whether a key frame has come. */
  readonly hasPicture: boolean
  /**
   * Whether every pixel is exactly what the customer's screen showed. Pictures compressed with loss make it false until
   * they are refined; video is not decoded here, so what it shows is missing until then. A refresh makes it true.
   */
  readonly isExact: boolean
  /** Applies the next frame; a faulty one changes nothing. One call at a time, in the order of arrival. */
  apply(frame: Uint8Array): Promise<ApplyResult>
  /** The picture, or one rectangle of it, as a PNG with exactly these pixels. */
  png(area?: Rect): Promise<Uint8Array>
}

/** A part that is ready to be put in place. */
type Ready = { readonly part: ScreenPart; readonly rgb: Uint8Array | null }

/** An empty picture that waits for a key frame. */
export function newFrameBuffer(): FrameBuffer {
  const place = startFramePlace()
  const state: State = { widthPx: 0, heightPx: 0, monitors: [], rgba: new Uint8Array(0), exact: newExactGrid(0, 0) }
  return {
    get widthPx() {
      return state.widthPx
    },
    get heightPx() {
      return state.heightPx
    },
    get monitors() {
      return state.monitors
    },
    get rgba() {
      return state.rgba
    },
    get hasPicture() {
      return state.widthPx > 0
    },
    get isExact() {
      return state.widthPx > 0 && state.exact.spoiled() === 0
    },
    async apply(frame) {
      const decoded = decodeFrame(frame)
      if (!decoded.ok) return decoded
      const { header } = decoded
      if (header.kind !== FRAME_KINDS.screen) return { ok: false, code: 'frame.kind' }
      const verdict = place.judge(header, true)
      // A refresh repeats what is shown here already, except where it is not exact.
      if (verdict === 'skip' && (!isRefresh(header) || state.exact.spoiled() === 0)) return { ok: true }
      if (verdict === 'drop') return { ok: false, code: 'screen.place' }
      const screen = decodeScreen(decoded.payload, isKey(header), state.widthPx > 0 ? state : null)
      const ready = screen.ok ? await decodeImages(screen.parts) : null
      if (screen.ok && ready) {
        for (const it of ready) draw(state, it)
        return { ok: true }
      }
      place.lose()
      return screen.ok ? { ok: false, code: 'screen.undecodable' } : screen
    },
    png(area = { x: 0, y: 0, width: state.widthPx, height: state.heightPx }) {
      const raw = { width: state.widthPx, height: state.heightPx, channels: 4 } as const
      const { x: left, y: top, width, height } = area
      return sharp(state.rgba, { raw }).extract({ left, top, width, height }).removeAlpha().png().toBuffer()
    },
  }
}

type State = {
  widthPx: number
  heightPx: number
  monitors: readonly Monitor[]
  rgba: Uint8Array<ArrayBuffer>
  exact: ExactGrid
}

async function decodeImages(parts: readonly ScreenPart[]): Promise<Ready[] | null> {
  try {
    return await Promise.all(
      parts.map(async (part) => ({ part, rgb: part.type === 'image' ? await decodeImage(part) : null })),
    )
  } catch {
    // Whatever a hostile picture does to the decoder, it is one faulty frame.
    return null
  }
}

async function decodeImage({ bytes, rect }: ImagePart): Promise<Uint8Array> {
  const limits = { limitInputPixels: rect.width * rect.height, failOn: 'error' } as const
  const { data, info } = await sharp(bytes, limits)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.width !== rect.width || info.height !== rect.height || info.channels !== 3)
    throw new Error('another picture')
  return data
}

function draw(state: State, { part, rgb }: Ready): void {
  switch (part.type) {
    case 'config': {
      const { widthPx, heightPx, monitors } = part
      const exact = newExactGrid(widthPx, heightPx)
      Object.assign(state, { widthPx, heightPx, monitors, exact, rgba: new Uint8Array(widthPx * heightPx * 4) })
      new Uint32Array(state.rgba.buffer).fill(0xff000000)
      break
    }
    case 'image':
      drawImage(state, part.rect, rgb ?? new Uint8Array(0))
      if (isExactImage(part.format, part.bytes)) state.exact.settle(part.rect)
      else state.exact.spoil(part.rect)
      break
    case 'fill':
      drawFill(state, part)
      state.exact.settle(part.rect)
      break
    case 'copy':
      drawCopy(state, part)
      state.exact.copy(part.rect, part.from)
      break
    case 'video':
      state.exact.spoil(part.rect)
      break
    case 'cursor-shape':
    case 'cursor-position':
      break
    default:
      part satisfies never
  }
}

function drawImage({ rgba, widthPx }: State, rect: Rect, rgb: Uint8Array): void {
  let from = 0
  for (let row = 0; row < rect.height; row++) {
    let to = ((rect.y + row) * widthPx + rect.x) * 4
    for (let x = 0; x < rect.width; x++, to += 4, from += 3) {
      rgba[to] = rgb[from] ?? 0
      rgba[to + 1] = rgb[from + 1] ?? 0
      rgba[to + 2] = rgb[from + 2] ?? 0
    }
  }
}

function drawFill({ rgba, widthPx }: State, { rect, color }: FillPart): void {
  const pixels = new Uint32Array(rgba.buffer)
  const value = (0xff000000 | ((color & 255) << 16) | (color & 0xff00) | (color >> 16)) >>> 0
  for (let row = 0; row < rect.height; row++) {
    const start = (rect.y + row) * widthPx + rect.x
    pixels.fill(value, start, start + rect.width)
  }
}

function drawCopy({ rgba, widthPx }: State, { rect, from }: CopyPart): void {
  const pixels = new Uint32Array(rgba.buffer)
  for (let index = 0; index < rect.height; index++) {
    const row = from.y > rect.y ? index : rect.height - 1 - index
    const source = (from.y + row) * widthPx + from.x
    pixels.copyWithin((rect.y + row) * widthPx + rect.x, source, source + rect.width)
  }
}
