// Reading the parts of a screen frame from a peer that may be hostile: bounded, checked, never a throw.
import { type ByteReader, readBytes } from './byte-reader.ts'
import { imageSize } from './image-size.ts'
import {
  type ConfigPart,
  type ImageFormat,
  MAX_CODEC_BYTES,
  MAX_CURSOR_PX,
  MAX_MONITOR_NAME_BYTES,
  MAX_MONITORS,
  MAX_RECTS,
  MAX_SCREEN_PIXELS,
  MAX_SCREEN_PX,
  MAX_VIDEO_PIXELS,
  MIN_VIDEO_PX,
  type Monitor,
  type Rect,
  SCREEN_PART_TYPES,
  type ScreenPart,
  VIDEO_CODEC,
} from './screen.ts'

/** Why a payload is not a screen update. */
export type ScreenFault =
  | 'screen.short'
  | 'screen.trailing'
  | 'screen.too-many-parts'
  | 'screen.part-unknown'
  | 'screen.config-missing'
  | 'screen.config-misplaced'
  | 'screen.size'
  | 'screen.monitor'
  | 'screen.rect'
  | 'screen.too-much'
  | 'screen.image'
  | 'screen.codec'
  | 'screen.video'
  | 'screen.cursor'

/** The parts in order, or why there are none. */
export type ScreenDecodeResult =
  | { readonly ok: true; readonly parts: readonly ScreenPart[] }
  | { readonly ok: false; readonly code: ScreenFault }

/** The size of the desktop a receiver shows. */
export type ScreenSize = { readonly widthPx: number; readonly heightPx: number }

/** What is being read, and how much of the frame's allowance is left. */
type Reading = {
  readonly reader: ByteReader
  readonly isKey: boolean
  screen: ScreenSize | null
  /** Pixels that pictures and fills may still paint: a frame paints each pixel once. */
  paintPixels: number
  /** Pixels that copies may still move. */
  copyPixels: number
  /** Whether the frame had its one video picture. */
  hasVideo: boolean
}

/**
 * Reads the payload of a screen frame.
 *
 * A key frame opens with its config and no other frame has one. Every rectangle is inside the desktop, every picture
 * declares exactly its rectangle's size, and all of them together paint no more pixels than the desktop has.
 *
 * @param isKey   whether the frame's header says that it needs no earlier frame
 * @param screen  the size from the last key frame, `null` before the first
 */
export function decodeScreen(payload: Uint8Array, isKey: boolean, screen: ScreenSize | null): ScreenDecodeResult {
  const reader = readBytes(payload)
  const count = reader.u16()
  if (reader.isShort()) return { ok: false, code: 'screen.short' }
  if (count > MAX_RECTS) return { ok: false, code: 'screen.too-many-parts' }
  if (!isKey && screen === null) return { ok: false, code: 'screen.config-missing' }
  const reading: Reading = { reader, isKey, screen: isKey ? null : screen, hasVideo: false, ...allowance(screen) }
  const parts: ScreenPart[] = []
  for (let index = 0; index < count; index++) {
    const part = readPart(reading, index)
    if (reader.isShort()) return { ok: false, code: 'screen.short' }
    if (typeof part === 'string') return { ok: false, code: part }
    parts.push(part)
  }
  if (isKey && reading.screen === null) return { ok: false, code: 'screen.config-missing' }
  return reader.isDone() ? { ok: true, parts } : { ok: false, code: 'screen.trailing' }
}

function allowance(screen: ScreenSize | null): { paintPixels: number; copyPixels: number } {
  const pixels = screen === null ? 0 : screen.widthPx * screen.heightPx
  return { paintPixels: pixels, copyPixels: pixels }
}

function readPart(reading: Reading, index: number): ScreenPart | ScreenFault {
  const type = reading.reader.u8()
  if (type === SCREEN_PART_TYPES.config) {
    return reading.isKey && index === 0 ? readConfig(reading) : 'screen.config-misplaced'
  }
  const { screen } = reading
  if (screen === null) return 'screen.config-missing'
  switch (type) {
    case SCREEN_PART_TYPES.image:
      return readImage(reading, screen)
    case SCREEN_PART_TYPES.video:
      return readVideo(reading, screen)
    case SCREEN_PART_TYPES.fill:
      return readFill(reading, screen)
    case SCREEN_PART_TYPES.copy:
      return readCopy(reading, screen)
    case SCREEN_PART_TYPES['cursor-shape']:
      return readCursorShape(reading.reader)
    case SCREEN_PART_TYPES['cursor-position']:
      return { type: 'cursor-position', x: reading.reader.i16(), y: reading.reader.i16() }
    default:
      return 'screen.part-unknown'
  }
}

function readConfig(reading: Reading): ConfigPart | ScreenFault {
  const { reader } = reading
  const widthPx = reader.u16()
  const heightPx = reader.u16()
  const count = reader.u8()
  if (widthPx < 1 || heightPx < 1 || widthPx > MAX_SCREEN_PX || heightPx > MAX_SCREEN_PX) return 'screen.size'
  if (widthPx * heightPx > MAX_SCREEN_PIXELS) return 'screen.size'
  if (count > MAX_MONITORS) return 'screen.monitor'
  const screen = { widthPx, heightPx }
  const monitors: Monitor[] = []
  for (let index = 0; index < count; index++) {
    const monitor = readMonitor(reader)
    if (monitor === null || !isInside(monitor, screen)) return 'screen.monitor'
    monitors.push(monitor)
  }
  reading.screen = screen
  Object.assign(reading, allowance(screen))
  return { type: 'config', widthPx, heightPx, monitors }
}

function readMonitor(reader: ByteReader): Monitor | null {
  const rect = readRect(reader)
  const isPrimary = reader.u8() === 1
  const nameBytes = reader.u8()
  if (nameBytes > MAX_MONITOR_NAME_BYTES) return null
  return { ...rect, isPrimary, name: new TextDecoder().decode(reader.take(nameBytes)) }
}

function readImage(reading: Reading, screen: ScreenSize): ScreenPart | ScreenFault {
  const { reader } = reading
  const rect = readRect(reader)
  const format = formatOf(reader.u8())
  const bytes = reader.take(reader.u32())
  if (!isInside(rect, screen)) return 'screen.rect'
  const size = format === null ? null : imageSize(format, bytes)
  if (format === null || size === null) return 'screen.image'
  if (size.widthPx !== rect.width || size.heightPx !== rect.height) return 'screen.image'
  reading.paintPixels -= rect.width * rect.height
  return reading.paintPixels < 0 ? 'screen.too-much' : { type: 'image', rect, format, bytes }
}

function readVideo(reading: Reading, screen: ScreenSize): ScreenPart | ScreenFault {
  const { reader } = reading
  const rect = readRect(reader)
  const isKey = reader.u8() === 1
  const codecBytes = reader.u8()
  if (codecBytes > MAX_CODEC_BYTES) return 'screen.codec'
  const codec = new TextDecoder().decode(reader.take(codecBytes))
  const bytes = reader.take(reader.u32())
  if (reader.isShort()) return 'screen.short'
  if (!VIDEO_CODEC.test(codec)) return 'screen.codec'
  if (!isInside(rect, screen)) return 'screen.rect'
  if (reading.hasVideo || !isVideoSize(rect) || !startsUnit(bytes)) return 'screen.video'
  reading.hasVideo = true
  reading.paintPixels -= rect.width * rect.height
  return reading.paintPixels < 0 ? 'screen.too-much' : { type: 'video', rect, codec, isKey, bytes }
}

function isVideoSize({ width, height }: Rect): boolean {
  const isEven = width % 2 === 0 && height % 2 === 0
  return isEven && Math.min(width, height) >= MIN_VIDEO_PX && width * height <= MAX_VIDEO_PIXELS
}

/** Whether bytes open with a start code and go on, as an access unit in Annex B form does. */
function startsUnit(bytes: Uint8Array): boolean {
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return (zeros === 2 || zeros === 3) && bytes[zeros] === 1 && bytes.byteLength > zeros + 1
}

function readFill(reading: Reading, screen: ScreenSize): ScreenPart | ScreenFault {
  const rect = readRect(reading.reader)
  const color = reading.reader.u32() & 0xffffff
  if (!isInside(rect, screen)) return 'screen.rect'
  reading.paintPixels -= rect.width * rect.height
  return reading.paintPixels < 0 ? 'screen.too-much' : { type: 'fill', rect, color }
}

function readCopy(reading: Reading, screen: ScreenSize): ScreenPart | ScreenFault {
  const rect = readRect(reading.reader)
  const from = { x: reading.reader.u16(), y: reading.reader.u16() }
  if (!isInside(rect, screen) || !isInside({ ...rect, ...from }, screen)) return 'screen.rect'
  reading.copyPixels -= rect.width * rect.height
  return reading.copyPixels < 0 ? 'screen.too-much' : { type: 'copy', rect, from }
}

function readCursorShape(reader: ByteReader): ScreenPart | ScreenFault {
  const [widthPx, heightPx, hotX, hotY] = [reader.u16(), reader.u16(), reader.u16(), reader.u16()]
  const bytes = reader.take(reader.u32())
  if (widthPx > MAX_CURSOR_PX || heightPx > MAX_CURSOR_PX) return 'screen.cursor'
  const part = { type: 'cursor-shape', widthPx, heightPx, hotX, hotY, bytes } as const
  if (bytes.byteLength === 0) return part
  const size = imageSize('png', bytes)
  return size?.widthPx === widthPx && size.heightPx === heightPx ? part : 'screen.cursor'
}

function readRect(reader: ByteReader): Rect {
  return { x: reader.u16(), y: reader.u16(), width: reader.u16(), height: reader.u16() }
}

function formatOf(byte: number): ImageFormat | null {
  return byte === 1 ? 'png' : byte === 2 ? 'webp' : byte === 3 ? 'jpeg' : null
}

function isInside(rect: Rect, screen: ScreenSize): boolean {
  const fits = rect.x + rect.width <= screen.widthPx && rect.y + rect.height <= screen.heightPx
  return fits && rect.width > 0 && rect.height > 0
}
