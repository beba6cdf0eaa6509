// Video and pictures with loss on the wire: every limit holds, hostile ones have a name, and exactness is kept track of.
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { newExactGrid, TILE_PX } from '../../src/protocol/exact-grid.ts'
import { imageSize, isExactImage } from '../../src/protocol/image-size.ts'
import {
  MAX_CODEC_BYTES,
  MAX_VIDEO_PIXELS,
  MIN_VIDEO_PX,
  type ScreenPart,
  type VideoPart,
} from '../../src/protocol/screen.ts'
import { decodeScreen, type ScreenSize } from '../../src/protocol/screen-decode.ts'
import { encodeScreen } from '../../src/protocol/screen-encode.ts'

const SCREEN = { widthPx: 1920, heightPx: 1080 }
const UNIT = Uint8Array.of(0, 0, 0, 1, 0x67, 0x64, 0, 0x1f, 0xac)
const video: VideoPart = {
  type: 'video',
  rect: { x: 100, y: 50, width: 640, height: 360 },
  codec: 'avc1.64001f',
  isKey: true,
  bytes: UNIT,
}
const bytesOf = (...parts: ScreenPart[]): Uint8Array => Uint8Array.from(Buffer.concat(encodeScreen(parts)))
const read = (part: ScreenPart, screen: ScreenSize = SCREEN) => decodeScreen(bytesOf(part), false, screen)
const fault = (code: string): unknown => ({ ok: false, code })

describe('video on the wire', () => {
  it('gives back what was written, and is refused when it ends early, at every byte', () => {
    const whole = bytesOf(video)
    expect(decodeScreen(whole, false, SCREEN)).toEqual({ ok: true, parts: [video] })
    for (let length = 0; length < whole.length; length++) {
      expect(decodeScreen(whole.subarray(0, length), false, SCREEN).ok).toBe(false)
    }
  })

  it('is of a codec that browsers decode, up to its level, by a name of a limited length', () => {
    for (const codec of ['avc1.42e01f', 'avc1.4d0028', 'avc1.640034']) {
      expect(read({ ...video, codec }).ok).toBe(true)
    }
    const wrong = [
      '',
      'avc1',
      'avc1.640035',
      'avc1.7a0034',
      'vp09.00.10.08',
      'avc1.64001F',
      'x'.repeat(MAX_CODEC_BYTES),
    ]
    for (const codec of [...wrong, `avc1.64001f${' '.repeat(MAX_CODEC_BYTES)}`]) {
      expect(read({ ...video, codec })).toEqual(fault('screen.codec'))
    }
  })

  it('has even sides, not smaller nor larger than the limits, inside the desktop', () => {
    const of = (width: number, height: number) => read({ ...video, rect: { x: 0, y: 0, width, height } })
    expect(of(MIN_VIDEO_PX, MIN_VIDEO_PX).ok).toBe(true)
    expect(of(MIN_VIDEO_PX - 2, 64)).toEqual(fault('screen.video'))
    expect(of(641, 360)).toEqual(fault('screen.video'))
    expect(of(640, 361)).toEqual(fault('screen.video'))
    expect(of(1922, 360)).toEqual(fault('screen.rect'))
    const large = { widthPx: 8192, heightPx: 4320 }
    const tall = (height: number) => read({ ...video, rect: { x: 0, y: 0, width: 4096, height } }, large)
    expect(tall(MAX_VIDEO_PIXELS / 4096).ok).toBe(true)
    expect(tall(MAX_VIDEO_PIXELS / 4096 + 2)).toEqual(fault('screen.video'))
    expect(read({ ...video, rect: { x: 0, y: 0, width: 7680, height: 4320 } }, large)).toEqual(fault('screen.video'))
  })

  it('opens as an access unit does, once in a frame, and paints no more than the desktop has', () => {
    for (const bytes of [[], [0, 0, 1], [0, 0, 0, 1], [0, 1, 5], [1, 2, 3], [0, 0, 0, 0, 1, 9]]) {
      expect(read({ ...video, bytes: Uint8Array.from(bytes) })).toEqual(fault('screen.video'))
    }
    expect(decodeScreen(bytesOf(video, video), false, SCREEN)).toEqual(fault('screen.video'))
    const fill: ScreenPart = { type: 'fill', rect: { x: 0, y: 0, width: 1920, height: 1080 }, color: 1 }
    expect(decodeScreen(bytesOf(fill, video), false, SCREEN)).toEqual(fault('screen.too-much'))
  })

  it('survives 50,000 mutations without a throw', () => {
    const whole = bytesOf({ type: 'fill', rect: { x: 0, y: 0, width: 9, height: 9 }, color: 1 }, video)
    const edit = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const mutated = whole.slice()
        for (const [at, value] of edits) mutated[at] = value
        return typeof decodeScreen(mutated, false, SCREEN).ok === 'boolean'
      }),
      { numRuns: 50_000 },
    )
  })
})

describe('the size of a picture', () => {
  const picture = sharp({ create: { width: 77, height: 33, channels: 3, background: '#804020' } })

  it('is read from every format that is sent, and whether it is exact', async () => {
    const size = { widthPx: 77, heightPx: 33 }
    const jpeg = await picture.clone().jpeg().toBuffer()
    const lossy = await picture.clone().webp({ quality: 50 }).toBuffer()
    const exact = await picture.clone().webp({ lossless: true }).toBuffer()
    const png = await picture.clone().png().toBuffer()
    expect([
      imageSize('jpeg', jpeg),
      imageSize('webp', lossy),
      imageSize('webp', exact),
      imageSize('png', png),
    ]).toEqual([size, size, size, size])
    expect(imageSize('jpeg', await picture.clone().jpeg({ progressive: true }).toBuffer())).toEqual(size)
    expect([isExactImage('jpeg', jpeg), isExactImage('webp', lossy)]).toEqual([false, false])
    expect([isExactImage('webp', exact), isExactImage('png', png)]).toEqual([true, true])
  })

  it('is nothing for bytes of another kind, however they go on', async () => {
    const jpeg = await picture.clone().jpeg().toBuffer()
    for (let length = 0; length < 40; length++) expect(imageSize('jpeg', jpeg.subarray(0, length))).toBeNull()
    expect(imageSize('webp', jpeg)).toBeNull()
    // Segments that never come to an end are not followed.
    const endless = Buffer.concat([
      Buffer.of(0xff, 0xd8),
      ...Array.from({ length: 99 }, () => Buffer.of(0xff, 0xe0, 0, 2)),
    ])
    expect(imageSize('jpeg', endless)).toBeNull()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const size = imageSize('jpeg', Uint8Array.of(0xff, 0xd8, ...noise))
        return size === null || size.widthPx <= 0xffff
      }),
      { numRuns: 5000 },
    )
  })
})

describe('the marks of what is exact', () => {
  const tile = { x: TILE_PX, y: 0, width: TILE_PX, height: TILE_PX }

  it('are set only by pictures of whole tiles, and taken away by any touch', () => {
    const grid = newExactGrid(150, 100)
    expect([grid.columns, grid.rows, grid.spoiled()]).toEqual([3, 2, 6])
    grid.settle({ x: 0, y: 0, width: 150, height: 100 })
    expect(grid.spoiled()).toBe(0)
    grid.spoil({ x: 63, y: 63, width: 2, height: 2 })
    expect(grid.spoiled()).toBe(4)
    grid.settle({ ...tile, width: TILE_PX - 1 })
    expect(grid.has(1, 0)).toBe(false)
    grid.settle(tile)
    expect([grid.has(1, 0), grid.spoiled()]).toEqual([true, 3])
    // The last tile of a row ends where the picture ends.
    grid.settle({ x: 128, y: 64, width: 22, height: 36 })
    expect(grid.has(2, 1)).toBe(true)
  })

  it('move with a copy: what is not exact spoils where it goes', () => {
    const grid = newExactGrid(256, 64)
    grid.settle({ x: 0, y: 0, width: 256, height: 64 })
    grid.spoil(tile)
    grid.copy({ x: 128, y: 0, width: 64, height: 64 }, { x: 64, y: 0 })
    expect([grid.has(2, 0), grid.has(3, 0)]).toEqual([false, true])
    grid.copy({ x: 64, y: 0, width: 128, height: 64 }, { x: 0, y: 0 })
    expect(grid.spoiled()).toBe(2)
    grid.copy(tile, { x: 0, y: 0 })
    expect(grid.has(1, 0)).toBe(true)
  })
})
