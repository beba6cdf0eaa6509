// Pictures of few colours as palette PNGs: what text and windows are, compressed fast and exactly.
import { crc32, deflate, deflateSync } from 'node:zlib'
import type { Rect } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'

/** The most colours of a palette. */
export const MAX_COLORS = 256
/** Below this many bytes, handing the work to another thread costs more than it saves. */
const SYNC_BYTES = 4096
/** The fastest setting of zlib: measured half the time of level 6 for a tenth more bytes on text. */
const LEVEL = 1

const SLOTS = 1024
const slotColor = new Int32Array(SLOTS)
const slotIndex = new Uint8Array(SLOTS)

/** A picture as numbers into its palette, one byte each. */
export type Indexed = { readonly palette: readonly number[]; readonly indices: Uint8Array }

/** Gives the palette and the indices of a rectangle, or `null` when it has more than `MAX_COLORS` colours. */
export function indexColors(canvas: Canvas, rect: Rect): Indexed | null {
  const indices = new Uint8Array(rect.width * rect.height)
  const palette = scanColors(canvas, rect, indices)
  return palette && { palette, indices }
}

/** Whether a rectangle has at most `MAX_COLORS` colours. */
export function hasFewColors(canvas: Canvas, rect: Rect): boolean {
  return scanColors(canvas, rect, null) !== null
}

function scanColors({ pixels, widthPx }: Canvas, rect: Rect, indices: Uint8Array | null): number[] | null {
  slotColor.fill(-1)
  const palette: number[] = []
  let [last, index, out] = [-1, 0, 0]
  for (let row = 0; row < rect.height; row++) {
    let at = (rect.y + row) * widthPx + rect.x
    for (const end = at + rect.width; at < end; at++) {
      const color = (pixels[at] ?? 0) & 0xffffff
      if (color !== last) {
        let slot = Math.imul(color, 0x9e3779b1) >>> 22
        while (slotColor[slot] !== color && slotColor[slot] !== -1) slot = (slot + 1) & (SLOTS - 1)
        if (slotColor[slot] === -1) {
          if (palette.length === MAX_COLORS) return null
          slotColor[slot] = color
          slotIndex[slot] = palette.length
          palette.push(color)
        }
        last = color
        index = slotIndex[slot] ?? 0
      }
      if (indices) indices[out++] = index
    }
  }
  return palette
}

/** Compresses an indexed picture as a PNG of 1, 2, 4 or 8 bits a pixel. */
export async function palettePng(indexed: Indexed, widthPx: number, heightPx: number): Promise<Uint8Array> {
  const bits = bitsFor(indexed.palette.length)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header[8] = bits
  header[9] = 3
  const palette = Buffer.from(indexed.palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))
  const data = await compress(packRows(indexed.indices, widthPx, bits))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', data), END])
}

function bitsFor(colors: number): 1 | 2 | 4 | 8 {
  return colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8
}

/** Rows of packed indices, each behind the byte that says it is not filtered. */
function packRows(indices: Uint8Array, widthPx: number, bits: number): Buffer {
  const heightPx = indices.length / widthPx
  const rowBytes = Math.ceil((widthPx * bits) / 8)
  const rows = Buffer.alloc((rowBytes + 1) * heightPx)
  for (let row = 0; row < heightPx; row++) {
    const start = row * (rowBytes + 1) + 1
    const from = row * widthPx
    if (bits === 8) rows.set(indices.subarray(from, from + widthPx), start)
    else packRow(indices.subarray(from, from + widthPx), rows.subarray(start, start + rowBytes), bits)
  }
  return rows
}

function packRow(indices: Uint8Array, into: Uint8Array, bits: number): void {
  const each = 8 / bits
  for (let byte = 0, at = 0; byte < into.length; byte++) {
    let value = 0
    for (let part = 0; part < each; part++, at++) value = (value << bits) | (indices[at] ?? 0)
    into[byte] = value
  }
}

function compress(bytes: Buffer): Promise<Buffer> | Buffer {
  if (bytes.length <= SYNC_BYTES) return deflateSync(bytes, { level: LEVEL })
  return new Promise((resolve, reject) => {
    deflate(bytes, { level: LEVEL }, (error, packed) => (error ? reject(error) : resolve(packed)))
  })
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const END = chunk('IEND', Buffer.alloc(0))
