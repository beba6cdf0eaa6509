// Screen updates: what is written is read again, every limit holds, and hostile bytes cost nothing.

import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConfigPart,
  MAX_CURSOR_PX,
  MAX_MONITOR_NAME_BYTES,
  MAX_MONITORS,
  MAX_RECTS,
  MAX_SCREEN_PIXELS,
  MAX_SCREEN_PX,
  type Rect,
  type ScreenPart,
} from '../../src/protocol/screen.ts'
import { decodeScreen } from '../../src/protocol/screen-decode.ts'
import { encodeScreen } from '../../src/protocol/screen-encode.ts'

const SCREEN = { widthPx: 100, heightPx: 80 }
const monitor = { x: 0, y: 0, width: 100, height: 80, name: 'HDMI-1', isPrimary: true }
const config: ConfigPart = { type: 'config', ...SCREEN, monitors: [monitor] }
const bytesOf = (...parts: ScreenPart[]): Uint8Array => Uint8Array.from(Buffer.concat(encodeScreen(parts)))
const read = (part: ScreenPart): ReturnType<typeof decodeScreen> => decodeScreen(bytesOf(part), false, SCREEN)
const readKey = (part: ScreenPart): ReturnType<typeof decodeScreen> => decodeScreen(bytesOf(part), true, null)
const fault = (code: string): unknown => ({ ok: false, code })

/** The beginning of a PNG of a size, which is all that is looked at before decoding. */
function png(widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.alloc(60)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
  bytes.writeUInt32BE(widthPx, 16)
  bytes.writeUInt32BE(heightPx, 20)
  deflateSync(Buffer.alloc(1)).copy(bytes, 41)
  return Uint8Array.from(bytes)
}
const image = (rect: Rect, bytes = png(rect.width, rect.height)): ScreenPart => ({
  type: 'image',
  rect,
  format: 'png',
  bytes,
})

describe('a screen update', () => {
  const rich: readonly ScreenPart[] = [
    config,
    image({ x: 3, y: 4, width: 20, height: 10 }),
    { type: 'fill', rect: { x: 99, y: 79, width: 1, height: 1 }, color: 0xfedcba },
    { type: 'copy', rect: { x: 0, y: 0, width: 50, height: 40 }, from: { x: 50, y: 40 } },
    { type: 'cursor-shape', widthPx: 5, heightPx: 6, hotX: 1, hotY: 2, bytes: png(5, 6) },
    { type: 'cursor-position', x: -5, y: 32_767 },
  ]

  it('gives back every part that was written', () => {
    expect(decodeScreen(bytesOf(...rich), true, null)).toEqual({ ok: true, parts: rich })
    expect(decodeScreen(bytesOf(...rich.slice(1)), false, SCREEN)).toEqual({ ok: true, parts: rich.slice(1) })
  })

  it('is refused when it ends early, at every byte, or goes on too long', () => {
    const whole = bytesOf(...rich)
    for (let length = 0; length < whole.length; length++) {
      expect(decodeScreen(whole.subarray(0, length), true, null).ok).toBe(false)
    }
    expect(decodeScreen(Uint8Array.of(...whole, 0), true, null)).toEqual(fault('screen.trailing'))
  })

  it('has its config first in a key frame and nowhere else', () => {
    const fill = rich[2] as ScreenPart
    expect(decodeScreen(bytesOf(fill), true, SCREEN)).toEqual(fault('screen.config-missing'))
    expect(decodeScreen(bytesOf(), true, SCREEN)).toEqual(fault('screen.config-missing'))
    expect(decodeScreen(bytesOf(fill), false, null)).toEqual(fault('screen.config-missing'))
    expect(decodeScreen(bytesOf(config), false, SCREEN)).toEqual(fault('screen.config-misplaced'))
    expect(decodeScreen(bytesOf(config, config), true, null)).toEqual(fault('screen.config-misplaced'))
  })

  it('may have as many parts as the limit', () => {
    const many = (count: number): Uint8Array =>
      bytesOf(...Array.from({ length: count }, () => ({ type: 'cursor-position', x: 0, y: 0 }) as const))
    expect(decodeScreen(many(MAX_RECTS), false, SCREEN).ok).toBe(true)
    expect(decodeScreen(many(MAX_RECTS + 1), false, SCREEN)).toEqual(fault('screen.too-many-parts'))
  })

  it('may be as large as the limits of side and area', () => {
    const sized = (widthPx: number, heightPx: number): ScreenPart => ({
      type: 'config',
      widthPx,
      heightPx,
      monitors: [],
    })
    expect(readKey(sized(MAX_SCREEN_PX, MAX_SCREEN_PIXELS / MAX_SCREEN_PX)).ok).toBe(true)
    expect(readKey(sized(MAX_SCREEN_PX, MAX_SCREEN_PIXELS / MAX_SCREEN_PX + 1))).toEqual(fault('screen.size'))
    expect(readKey(sized(MAX_SCREEN_PX + 1, 1))).toEqual(fault('screen.size'))
    expect(readKey(sized(1, MAX_SCREEN_PX + 1))).toEqual(fault('screen.size'))
    expect(readKey(sized(0, 1))).toEqual(fault('screen.size'))
  })

  it('may have as many monitors, with names as long, as the limits, all inside the desktop', () => {
    const of = (count: number, name = 'A', width = 100): ScreenPart => ({
      ...config,
      monitors: Array.from({ length: count }, () => ({ ...monitor, name, width })),
    })
    expect(readKey(of(MAX_MONITORS)).ok).toBe(true)
    expect(readKey(of(MAX_MONITORS + 1))).toEqual(fault('screen.monitor'))
    expect(readKey(of(1, 'n'.repeat(MAX_MONITOR_NAME_BYTES))).ok).toBe(true)
    expect(readKey(of(1, 'n'.repeat(MAX_MONITOR_NAME_BYTES + 1)))).toEqual(fault('screen.monitor'))
    expect(readKey(of(1, 'A', 101))).toEqual(fault('screen.monitor'))
  })

  it('keeps every rectangle inside the desktop and not empty', () => {
    const edges: readonly Rect[] = [
      { x: 0, y: 0, width: 101, height: 1 },
      { x: 100, y: 0, width: 1, height: 1 },
      { x: 0, y: 79, width: 1, height: 2 },
      { x: 5, y: 5, width: 0, height: 1 },
    ]
    for (const rect of edges) {
      expect(read(image(rect, png(1, 1)))).toEqual(fault('screen.rect'))
      expect(read({ type: 'fill', rect, color: 0 })).toEqual(fault('screen.rect'))
      expect(read({ type: 'copy', rect, from: { x: 0, y: 0 } })).toEqual(fault('screen.rect'))
    }
    const whole = { x: 0, y: 0, width: 100, height: 80 }
    expect(read({ type: 'copy', rect: whole, from: { x: 1, y: 0 } })).toEqual(fault('screen.rect'))
  })

  it('refuses pictures that are not of their rectangle, before anything decodes them', () => {
    const rect = { x: 0, y: 0, width: 10, height: 10 }
    expect(read(image(rect)).ok).toBe(true)
    expect(read(image(rect, png(30_000, 30_000)))).toEqual(fault('screen.image'))
    expect(read(image(rect, png(10, 11)))).toEqual(fault('screen.image'))
    expect(read(image(rect, Uint8Array.of(1, 2, 3)))).toEqual(fault('screen.image'))
    expect(read({ ...image(rect), format: 'webp' } as ScreenPart)).toEqual(fault('screen.image'))
  })

  it('paints and moves no more pixels than the desktop has', () => {
    const whole = { x: 0, y: 0, width: 100, height: 80 }
    const dot: ScreenPart = { type: 'fill', rect: { x: 0, y: 0, width: 1, height: 1 }, color: 1 }
    expect(decodeScreen(bytesOf(image(whole)), false, SCREEN).ok).toBe(true)
    expect(decodeScreen(bytesOf(image(whole), dot), false, SCREEN)).toEqual(fault('screen.too-much'))
    const copy: ScreenPart = { type: 'copy', rect: whole, from: { x: 0, y: 0 } }
    expect(decodeScreen(bytesOf(copy), false, SCREEN).ok).toBe(true)
    expect(decodeScreen(bytesOf(copy, copy), false, SCREEN)).toEqual(fault('screen.too-much'))
  })

  it('has a pointer no larger than the limit', () => {
    const pointer = (side: number): ScreenPart => {
      const size = { widthPx: side, heightPx: side, hotX: 0, hotY: 0 }
      return { type: 'cursor-shape', ...size, bytes: png(side, side) }
    }
    expect(read(pointer(MAX_CURSOR_PX)).ok).toBe(true)
    expect(read(pointer(MAX_CURSOR_PX + 1))).toEqual(fault('screen.cursor'))
    expect(read({ ...pointer(8), bytes: png(9, 8) } as ScreenPart)).toEqual(fault('screen.cursor'))
  })

  it('survives 100,000 mutated updates without a throw, without growth, in bounded time', () => {
    const whole = bytesOf(...rich)
    const started = performance.now()
    let bytes = 0
    const edit = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.boolean(), (edits, isKey) => {
        const mutated = whole.slice()
        for (const [at, value] of edits) mutated[at] = value
        const result = decodeScreen(mutated, isKey, SCREEN)
        // Whatever is believed points into the message: nothing was made larger than what came.
        if (result.ok)
          for (const part of result.parts) bytes = Math.max(bytes, 'bytes' in part ? part.bytes.byteLength : 0)
        return typeof result.ok === 'boolean'
      }),
      { numRuns: 100_000 },
    )
    expect(bytes).toBeLessThanOrEqual(whole.length)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
