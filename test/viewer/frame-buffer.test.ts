// The rep's picture without a page: hostile frames cost one answer, nothing else.
import fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { openFakePlatform } from '../../agent/platform/fake/fake-platform.ts'
import { encodeFrame, FRAME_KEY, FRAME_KINDS, FRAME_REFRESH } from '../../src/protocol/frame.ts'
import type { ScreenPart } from '../../src/protocol/screen.ts'
import { encodeScreen } from '../../src/protocol/screen-encode.ts'
import { newFrameBuffer } from '../../src/viewer/host/frame-buffer.ts'
import { watchScreen } from '../support/screen-watch.ts'
import { until } from '../support/wait.ts'

const config: ScreenPart = { type: 'config', widthPx: 64, heightPx: 64, monitors: [] }
const frame = (seq: number, flags: number, ...parts: ScreenPart[]): Uint8Array =>
  encodeFrame({ kind: FRAME_KINDS.screen, flags, channel: 1, seq, capturedAt: 1 }, encodeScreen(parts))
const fill = (color: number): ScreenPart => ({ type: 'fill', rect: { x: 0, y: 0, width: 64, height: 64 }, color })

describe('a frame buffer', () => {
  it('refuses what builds on a frame that never came, until a key frame', async () => {
    const picture = newFrameBuffer()
    expect(await picture.apply(frame(3, 0, fill(1)))).toEqual({ ok: false, code: 'screen.place' })
    expect(picture.hasPicture).toBe(false)
    expect(await picture.apply(frame(4, FRAME_KEY, config, fill(0x112233)))).toEqual({ ok: true })
    expect(await picture.apply(frame(6, 0, fill(0x445566)))).toEqual({ ok: false, code: 'screen.place' })
    expect([...picture.rgba.subarray(0, 4)]).toEqual([0x11, 0x22, 0x33, 255])
    expect(await picture.apply(frame(6, FRAME_KEY | FRAME_REFRESH, config, fill(0x778899)))).toEqual({ ok: true })
    expect([...picture.rgba.subarray(0, 4)]).toEqual([0x77, 0x88, 0x99, 255])
  })

  it('refuses a picture that does not decode, shows what it showed before, and waits for a key frame', async () => {
    const picture = newFrameBuffer()
    await picture.apply(frame(0, FRAME_KEY, config, fill(0x102030)))
    const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } })
      .png()
      .toBuffer()
    const broken = Uint8Array.from(png)
    broken.fill(0x55, 41)
    const rect = { x: 0, y: 0, width: 64, height: 64 }
    const image: ScreenPart = { type: 'image', rect, format: 'png', bytes: broken }
    expect(await picture.apply(frame(1, 0, image))).toEqual({ ok: false, code: 'screen.undecodable' })
    expect([...picture.rgba.subarray(0, 3)]).toEqual([0x10, 0x20, 0x30])
    expect(await picture.apply(frame(2, 0, fill(1)))).toEqual({ ok: false, code: 'screen.place' })
  })

  it('copies within itself in the order that keeps overlapping rows whole', async () => {
    const picture = newFrameBuffer()
    const rows = Array.from(
      { length: 64 },
      (_, y): ScreenPart => ({
        type: 'fill',
        rect: { x: 0, y, width: 64, height: 1 },
        color: y,
      }),
    )
    await picture.apply(frame(0, FRAME_KEY, config, ...rows))
    const copy = (y: number, from: number): ScreenPart => ({
      type: 'copy',
      rect: { x: 0, y, width: 64, height: 40 },
      from: { x: 0, y: from },
    })
    const blueAt = (y: number): number => picture.rgba[y * 64 * 4 + 2] ?? -1
    await picture.apply(frame(1, 0, copy(10, 4)))
    expect([blueAt(10), blueAt(30), blueAt(49), blueAt(50)]).toEqual([4, 24, 43, 50])
    await picture.apply(frame(2, 0, copy(4, 10)))
    expect([blueAt(4), blueAt(24), blueAt(43), blueAt(44)]).toEqual([4, 24, 43, 38])
  })
})

describe('a frame buffer that got pictures with loss', () => {
  const rect = { x: 0, y: 0, width: 64, height: 64 }
  const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#336699' } })
  const image = async (format: 'jpeg' | 'png'): Promise<ScreenPart> => {
    const bytes = await picture.clone().toFormat(format).toBuffer()
    return { type: 'image', rect, format, bytes }
  }
  const video: ScreenPart = {
    type: 'video',
    rect,
    codec: 'avc1.64001f',
    isKey: true,
    bytes: Uint8Array.of(0, 0, 0, 1, 0x67, 1, 2, 3),
  }

  it('says so until exact ones came in their place', async () => {
    const buffer = newFrameBuffer()
    expect(buffer.isExact).toBe(false)
    await buffer.apply(frame(0, FRAME_KEY, config, fill(1)))
    expect(buffer.isExact).toBe(true)
    expect(await buffer.apply(frame(1, 0, await image('jpeg')))).toEqual({ ok: true })
    expect(buffer.isExact).toBe(false)
    expect(Math.abs((buffer.rgba[0] ?? 0) - 0x33)).toBeLessThan(4)
    await buffer.apply(frame(2, 0, await image('png')))
    expect(buffer.isExact).toBe(true)
    expect([...buffer.rgba.subarray(0, 3)]).toEqual([0x33, 0x66, 0x99])
  })

  it('shows no video, says so, and takes a refresh without losing its place', async () => {
    const buffer = newFrameBuffer()
    await buffer.apply(frame(0, FRAME_KEY, config, fill(0x111111)))
    expect(await buffer.apply(frame(1, 0, video))).toEqual({ ok: true })
    expect([buffer.isExact, buffer.rgba[0]]).toEqual([false, 0x11])
    await buffer.apply(frame(1, FRAME_KEY | FRAME_REFRESH, config, fill(0x222222)))
    expect([buffer.isExact, buffer.rgba[0]]).toEqual([true, 0x22])
    // One that is exact leaves refreshes out, and both go on where they were.
    await buffer.apply(frame(1, FRAME_KEY | FRAME_REFRESH, config, fill(0x333333)))
    expect(buffer.rgba[0]).toBe(0x22)
    expect(await buffer.apply(frame(2, 0, fill(0x444444)))).toEqual({ ok: true })
  })

  it('is not exact while parts of a desktop never came', async () => {
    const buffer = newFrameBuffer()
    const large: ScreenPart = { type: 'config', widthPx: 128, heightPx: 64, monitors: [] }
    await buffer.apply(frame(0, FRAME_KEY, large, fill(1)))
    expect([buffer.hasPicture, buffer.isExact]).toEqual([true, false])
  })
})

describe('mutated frames of a real stream', () => {
  const frames: Uint8Array[] = []
  beforeAll(async () => {
    let now = 1_790_000_000_000
    let tick: () => void = () => undefined
    const platform = await openFakePlatform({
      widthPx: 800,
      heightPx: 500,
      clock: () => now,
      everyTick(next) {
        tick = next
        return () => undefined
      },
    })
    const watch = watchScreen(await platform.openScreen())
    await until('a picture', () => watch.picture.hasPicture)
    now += 1000
    tick()
    await until('an update', () => watch.frames.length > 1)
    await watch.stream.stop()
    frames.push(...watch.frames)
  })

  it('never throw and never make more of the picture than it was', async () => {
    const picture = newFrameBuffer()
    const edit = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.array(edit, { minLength: 1, maxLength: 4 }), async (which, edits) => {
        const mutated = (frames[which] ?? new Uint8Array(0)).slice()
        for (const [at, value] of edits) mutated[which === 0 ? at % 400 : at % mutated.length] = value
        const result = await picture.apply(mutated)
        expect(typeof result.ok).toBe('boolean')
        expect(picture.rgba.length).toBeLessThanOrEqual(64 * 1024 * 1024 * 4)
      }),
      { numRuns: 400 },
    )
  })
})
