// Writing the parts of a screen frame as bytes.
import { IMAGE_FORMATS, type Monitor, type Rect, SCREEN_PART_TYPES, type ScreenPart } from './screen.ts'

const utf8 = new TextEncoder()

/**
 * Writes parts as payload chunks for `encodeFrame`; compressed pictures are passed through without a copy.
 *
 * The caller keeps to the limits of `screen.ts`: a receiver refuses what is over them.
 */
export function encodeScreen(parts: readonly ScreenPart[]): Uint8Array[] {
  const count = new Uint8Array(2)
  new DataView(count.buffer).setUint16(0, parts.length, true)
  return [count, ...parts.flatMap(encodePart)]
}

function encodePart(part: ScreenPart): Uint8Array[] {
  const type = u8(SCREEN_PART_TYPES[part.type])
  switch (part.type) {
    case 'config':
      return [
        bytesOf([...type, ...u16(part.widthPx), ...u16(part.heightPx), ...u8(part.monitors.length)]),
        ...part.monitors.map(monitorBytes),
      ]
    case 'image':
      return [
        bytesOf([...type, ...rectBytes(part.rect), ...u8(IMAGE_FORMATS[part.format]), ...u32(part.bytes.byteLength)]),
        part.bytes,
      ]
    case 'video': {
      const codec = utf8.encode(part.codec)
      const head = [...type, ...rectBytes(part.rect), ...u8(part.isKey ? 1 : 0), ...u8(codec.byteLength), ...codec]
      return [bytesOf([...head, ...u32(part.bytes.byteLength)]), part.bytes]
    }
    case 'fill':
      return [bytesOf([...type, ...rectBytes(part.rect), ...u32(part.color)])]
    case 'copy':
      return [bytesOf([...type, ...rectBytes(part.rect), ...u16(part.from.x), ...u16(part.from.y)])]
    case 'cursor-shape':
      return [
        bytesOf([
          ...type,
          ...[part.widthPx, part.heightPx, part.hotX, part.hotY].flatMap(u16),
          ...u32(part.bytes.byteLength),
        ]),
        part.bytes,
      ]
    case 'cursor-position':
      return [bytesOf([...type, ...u16(part.x), ...u16(part.y)])]
    default:
      return part satisfies never
  }
}

function monitorBytes(monitor: Monitor): Uint8Array {
  const name = utf8.encode(monitor.name)
  return bytesOf([...rectBytes(monitor), ...u8(monitor.isPrimary ? 1 : 0), ...u8(name.byteLength), ...name])
}

const bytesOf = (numbers: readonly number[]): Uint8Array => Uint8Array.from(numbers)
const u8 = (value: number): number[] => [value & 255]
const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255]
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)]
const rectBytes = (rect: Rect): number[] => [rect.x, rect.y, rect.width, rect.height].flatMap(u16)
