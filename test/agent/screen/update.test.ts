// Updates of a made-up screen: whatever changes, the watcher shows the same; scrolls, colours and sizes are found.
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openFakePlatform } from '../../../agent/platform/fake/fake-platform.ts'
import { drawText, fillRect, newPicture, type Picture } from '../../../agent/platform/picture.ts'
import { changedTiles, newCanvas, paint } from '../../../agent/screen/canvas.ts'
import { encodeTiles } from '../../../agent/screen/encode-rects.ts'
import { packFrames } from '../../../agent/screen/pack-frames.ts'
import { hasFewColors, indexColors, MAX_COLORS, palettePng } from '../../../agent/screen/palette.ts'
import { takeScreenshot } from '../../../agent/screen/screenshot.ts'
import { applyCopy, findScroll } from '../../../agent/screen/scroll.ts'
import { decodeFrame, MAX_FRAME_PAYLOAD_BYTES } from '../../../src/protocol/frame.ts'
import { MAX_RECTS, type Rect, type ScreenPart } from '../../../src/protocol/screen.ts'
import { decodeScreen } from '../../../src/protocol/screen-decode.ts'
import { atEnd } from '../../support/ending.ts'
import { seenPixels, watchScreen } from '../../support/screen-watch.ts'
import { until } from '../../support/wait.ts'

const whole = ({ widthPx, heightPx }: Picture): Rect => ({ x: 0, y: 0, width: widthPx, height: heightPx })

function textPicture(firstLine: number): Picture {
  const picture = newPicture(400, 360, 0xffffff)
  for (let line = 0; line < 20; line++) {
    const words = `${firstLine + line}: ${Math.imul(firstLine + line, 7919)} 줄입니다`
    drawText(picture, { x: 4, y: line * 18 }, words, { color: 0x202020 })
  }
  return picture
}

describe('scroll search', () => {
  it('finds text that moved up or down by any number of lines, and the copy is true', () => {
    for (const shift of [1, 3, 7, -2, -5]) {
      const [before, after] = [textPicture(100), textPicture(100 + shift)]
      const canvas = { ...before, pixels: before.pixels.slice() }
      const copy = findScroll(canvas, { rect: whole(after), pixels: after.pixels }, whole(after))
      expect(copy).toMatchObject({ type: 'copy', from: { x: 0 } })
      expect(copy && copy.from.y - copy.rect.y).toBe(shift * 18)
      expect(copy?.rect.height).toBeGreaterThan(200)
      if (!copy) continue
      applyCopy(canvas, copy)
      for (let row = copy.rect.y; row < copy.rect.y + copy.rect.height; row++) {
        const at = row * 400
        expect(Buffer.compare(bytes(canvas.pixels, at, 400), bytes(after.pixels, at, 400))).toBe(0)
      }
    }
  })

  it('finds nothing where nothing moved', () => {
    const before = textPicture(1)
    const after = newPicture(400, 360, 0x334455)
    expect(findScroll(before, { rect: whole(after), pixels: after.pixels }, whole(after))).toBeNull()
    expect(findScroll(before, { rect: whole(before), pixels: before.pixels }, whole(before))).toBeNull()
  })
})

describe('changed tiles', () => {
  it('are cut to the rows that changed, in each row of tiles', () => {
    const canvas = newCanvas(256, 192)
    const grab = { rect: { x: 0, y: 0, width: 256, height: 192 }, pixels: canvas.pixels.slice() }
    grab.pixels[70 * 256 + 10] = 1
    grab.pixels[82 * 256 + 200] = 1
    grab.pixels[130 * 256 + 10] = 1
    grab.pixels[190 * 256 + 10] = 1
    expect(changedTiles(canvas, grab, grab.rect)).toEqual([
      [
        { x: 0, y: 70, width: 64, height: 13 },
        { x: 192, y: 70, width: 64, height: 13 },
      ],
      [{ x: 0, y: 128, width: 64, height: 64 }], // one row more would save nothing
    ])
  })
})

describe('compression', () => {
  const shades = (count: number): Picture => {
    const picture = newPicture(64, 32)
    for (let index = 0; index < picture.pixels.length; index++) picture.pixels[index] = (index % count) * 257
    return picture
  }

  it('uses a palette for as many colours as fit one, and not for one more', async () => {
    for (const count of [2, 3, 4, 16, 17, MAX_COLORS]) {
      const picture = shades(count)
      const indexed = indexColors(picture, whole(picture))
      expect(indexed?.palette).toHaveLength(count)
      const png = indexed && (await palettePng(indexed, 64, 32))
      const { data } = await sharp(png ?? undefined)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const wanted = [...picture.pixels].flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255])
      expect(data.equals(Buffer.from(wanted))).toBe(true)
    }
    expect(hasFewColors(shades(MAX_COLORS + 1), whole(shades(1)))).toBe(false)
  })

  it('sends one colour as a fill, few as a palette picture, many as WebP', async () => {
    const canvas = newCanvas(192, 64)
    const paintTile = (x: number, color: (at: number) => number): void => {
      const rect = { x, y: 0, width: 64, height: 64 }
      paint(canvas, { rect, pixels: Uint32Array.from({ length: 64 * 64 }, (_, at) => color(at)) }, rect)
    }
    paintTile(0, () => 0xff123456)
    paintTile(64, (at) => at % 5)
    paintTile(128, (at) => at * 37)
    const parts: ScreenPart[] = []
    for (const x of [0, 64, 128]) {
      const tile = { rect: { x, y: 0, width: 64, height: 64 }, isLossy: false }
      parts.push(...(await encodeTiles(canvas, [[tile]], { quality: 80, format: 'jpeg' })))
    }
    expect(parts.map((part) => (part.type === 'image' ? part.format : part.type))).toEqual(['fill', 'png', 'webp'])
    expect(parts[0]).toMatchObject({ color: 0x123456 })
  })
})

describe('packing', () => {
  const order = { channel: 1, lastSeq: 4, nature: 'update', capturedAt: 1 } as const
  const position: ScreenPart = { type: 'cursor-position', x: 1, y: 1 }

  it('puts as many parts in a frame as its limit, and the rest in the next', () => {
    const parts = (count: number): ScreenPart[] => Array.from({ length: count }, () => position)
    expect(packFrames(parts(MAX_RECTS), order).frames).toHaveLength(1)
    const { frames, lastSeq } = packFrames(parts(MAX_RECTS + 1), order)
    expect([frames.length, lastSeq]).toEqual([2, 6])
  })

  it('splits what is larger than a frame, and sends such a refresh to everyone', () => {
    const rect = { x: 0, y: 0, width: 1, height: 1 }
    const part: ScreenPart = {
      type: 'image',
      rect,
      format: 'png',
      bytes: new Uint8Array(MAX_FRAME_PAYLOAD_BYTES * 0.6),
    }
    const { frames, lastSeq } = packFrames([part, part], { ...order, nature: 'refresh' })
    const flags = frames.map((frame) => decodeFrame(frame)).map((it) => it.ok && [it.header.flags, it.header.seq])
    expect(flags).toEqual([
      [1, 5],
      [0, 6],
    ])
    expect(lastSeq).toBe(6)
  })
})

describe('the drawn desktop', () => {
  it('streams exactly what it draws, as time goes by, with scrolls as copies', async () => {
    let now = Date.UTC(2026, 10, 20, 10)
    let tick: () => void = () => undefined
    const platform = await openFakePlatform({
      clock: () => now,
      everyTick: (next) => {
        tick = next
        return () => undefined
      },
    })
    atEnd(() => platform.close())
    const source = await platform.openScreen()
    const watch = watchScreen(source)
    const other = await platform.openScreen()
    await until('the first picture', () => watch.picture.hasPicture)
    const shown = async (): Promise<boolean> => {
      const truth = await sharp((await takeScreenshot(other)).png)
        .raw()
        .toBuffer()
      await watch.settled()
      return truth.equals(seenPixels(watch.picture))
    }
    for (let round = 0; round < 6; round++) {
      now += 500
      tick()
      await until('the new line', shown)
    }
    expect(watch.stream.stats().copies).toBeGreaterThanOrEqual(5)
    const notice = await platform.showNotice('김민지 님이 이 화면을 보고 있습니다')
    await until('the notice', shown)
    await notice.close()
    await until('the wallpaper again', shown)
  })

  it('draws the same at the same times', async () => {
    const draw = async (): Promise<Buffer> => {
      let now = Date.UTC(2026, 10, 20, 10)
      let tick: () => void = () => undefined
      const platform = await openFakePlatform({
        clock: () => now,
        everyTick(next) {
          tick = next
          return () => undefined
        },
      })
      const source = await platform.openScreen()
      source.listen({ damaged() {}, cursorChanged() {}, resized() {}, failed() {} })
      for (const step of [120, 900, 40_000]) {
        now += step
        tick()
      }
      return Buffer.from((await takeScreenshot(source)).png)
    }
    expect((await draw()).equals(await draw())).toBe(true)
  })
})

describe('any change', () => {
  it('reaches the watcher exactly', async () => {
    const rectangle = fc
      .tuple(fc.nat(299), fc.nat(199), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200 }))
      .map(([x, y, width, height]) => ({ x, y, width: Math.min(width, 300 - x), height: Math.min(height, 200 - y) }))
    const change = fc.record({ rectangle, color: fc.nat(0xffffff), isNoise: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 5 }), async (rounds) => {
        const screen = newPicture(300, 200, 0x777777)
        const { source, damage } = madeUpSource(screen)
        const watch = watchScreen(source)
        await until('the first picture', () => watch.picture.hasPicture)
        for (const changes of rounds) {
          for (const it of changes) {
            fillRect(screen, it.rectangle, it.color)
            if (it.isNoise) sprinkle(screen, it.rectangle, it.color)
          }
          damage(changes.map((it) => it.rectangle))
          await until('the change', async () => {
            await watch.settled()
            return seenPixels(watch.picture).equals(rgb(screen))
          })
        }
        await watch.stream.stop()
        expect(watch.results.every((result) => result.ok)).toBe(true)
        for (const frame of watch.frames) {
          const decoded = decodeFrame(frame)
          expect(decoded.ok && decodeScreen(decoded.payload, decoded.header.flags > 0, screen).ok).toBe(true)
        }
      }),
      { numRuns: 30 },
    )
  })
})

function madeUpSource(screen: Picture) {
  let damaged: () => void = () => undefined
  let rects: Rect[] = []
  const shape = { widthPx: 0, heightPx: 0, hotX: 0, hotY: 0, rgba: new Uint8Array(0) }
  const source = {
    ...screen,
    monitors: [],
    listen(listener: { damaged(): void }) {
      damaged = () => listener.damaged()
    },
    async takeDamage() {
      return rects.splice(0)
    },
    async grab({ x, y, width, height }: Rect) {
      const pixels = new Uint32Array(width * height)
      for (let row = 0; row < height; row++) {
        const from = (y + row) * screen.widthPx + x
        pixels.set(screen.pixels.subarray(from, from + width), row * width)
      }
      return pixels
    },
    cursor: async () => ({ x: 0, y: 0, serial: 1, shape }),
    close: async () => undefined,
  }
  const damage = (more: readonly Rect[]): void => {
    rects = [...rects, ...more]
    damaged()
  }
  return { source, damage }
}

function sprinkle(picture: Picture, { x, y, width, height }: Rect, seed: number): void {
  for (let at = 0; at < width * height; at++) {
    const pixel = (y + Math.floor(at / width)) * picture.widthPx + x + (at % width)
    picture.pixels[pixel] = Math.imul(seed + at, 0x9e3779b1) >>> 8
  }
}

function rgb({ pixels }: Picture): Buffer {
  return Buffer.from([...pixels].flatMap((color) => [(color >> 16) & 255, (color >> 8) & 255, color & 255]))
}

function bytes(pixels: Uint32Array, at: number, count: number): Buffer {
  return Buffer.from(pixels.buffer, pixels.byteOffset + at * 4, count * 4)
}
