// What tiles show, where films play, what goes first when not all fits, and colours as they are reduced.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawText, newPicture } from '../../../agent/platform/picture.ts'
import { chooseTiles, newSizeGuess } from '../../../agent/screen/choose-tiles.ts'
import { reduceColors } from '../../../agent/screen/colors.ts'
import { looksLikePhoto } from '../../../agent/screen/content.ts'
import { areaPixels } from '../../../agent/screen/rects.ts'
import { newTileMap, REFINE_AFTER_MS } from '../../../agent/screen/tile-map.ts'
import { chooseRegion, newFilmFinder } from '../../../agent/screen/video-region.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import { drawFilm, WINDOW } from '../../bench/screens/film.ts'

const tile = (column: number, row: number): Rect => ({ x: column * 64, y: row * 64, width: 64, height: 64 })
const block = (columns: number, rows: number, left = 0, top = 0): Rect[] =>
  Array.from({ length: columns * rows }, (_, at) => tile(left + (at % columns), top + Math.floor(at / columns)))

describe('content', () => {
  it('tells photos from text, flat areas and gradients of a window', () => {
    const text = newPicture(256, 64, 0xffffff)
    for (let line = 0; line < 4; line++)
      drawText(text, { x: 0, y: line * 16 }, '원격 지원 remote support', { color: 0x202020 })
    for (const rect of block(4, 1)) expect(looksLikePhoto(text, rect)).toBe(false)
    const gradient = newPicture(64, 64)
    for (let at = 0; at < 4096; at++) gradient.pixels[at] = Math.floor(at / 64) * 0x030201
    expect(looksLikePhoto(gradient, tile(0, 0))).toBe(false)
    const film = { widthPx: WINDOW.width, heightPx: WINDOW.height, pixels: drawFilm('film', 3) }
    const photos = block(20, 11).filter((rect) => looksLikePhoto(film, rect))
    expect(photos.length).toBeGreaterThan(200)
    const soft = { ...film, pixels: drawFilm('video', 3) }
    expect(block(20, 11).filter((rect) => looksLikePhoto(soft, rect)).length).toBeGreaterThan(200)
  })

  it('takes more to change its mind than to stay', () => {
    const picture = newPicture(64, 64)
    // 45 % of the pixels equal their left neighbour.
    for (let at = 0; at < 4096; at++) picture.pixels[at] = at % 20 < 9 ? (picture.pixels[at - 1] ?? 1) : at * 97
    expect([false, true].map((was) => looksLikePhoto(picture, tile(0, 0), { was }))).toEqual([false, true])
  })
})

describe('a film', () => {
  it('is the rectangle around what moves together, with even sides', () => {
    expect(chooseRegion(block(6, 4, 2, 1), null, 1)).toEqual({ x: 128, y: 64, width: 384, height: 256 })
    expect(chooseRegion([{ x: 0, y: 0, width: 63, height: 51 }], null, 1)).toEqual({
      x: 0,
      y: 0,
      width: 62,
      height: 50,
    })
    expect(chooseRegion(block(2, 2), null, 5 * 64 * 64)).toBeNull()
    expect(chooseRegion([tile(0, 0), tile(9, 9)], null, 1)).toBeNull()
    expect(chooseRegion([], null, 1)).toBeNull()
  })

  it('keeps its rectangle while it fits, and has another when it does not', () => {
    const whole = chooseRegion(block(6, 4), null, 1)
    expect(chooseRegion(block(5, 4), whole, 1)).toBe(whole)
    expect(chooseRegion(block(2, 2), whole, 1)).toEqual({ x: 0, y: 0, width: 128, height: 128 })
    expect(chooseRegion(block(7, 4), whole, 1)).toEqual({ x: 0, y: 0, width: 448, height: 256 })
  })

  it('is found after a few changes, moves at most once a second, and ends when nothing moves', () => {
    let now = 0
    const canvas = { widthPx: WINDOW.width, heightPx: WINDOW.height, pixels: drawFilm('film', 0) }
    const tiles = newTileMap(canvas, () => now)
    const film = newFilmFinder(() => now)
    const play = (rects: readonly Rect[]): void => {
      now += 33
      for (const rect of rects) tiles.changed(rect, canvas, rect)
      film.follow(tiles, 'auto')
    }
    for (let frame = 0; frame < 3; frame++) play(block(8, 6))
    expect(film.region).toBeNull()
    play(block(8, 6))
    const first = film.region
    expect(first).toEqual({ x: 0, y: 0, width: 512, height: 384 })
    for (let frame = 0; frame < 10; frame++) play(block(12, 8))
    expect(film.region).toBe(first)
    for (let frame = 0; frame < 25; frame++) play(block(12, 8))
    expect(film.region).toEqual({ x: 0, y: 0, width: 768, height: 512 })
    now += 4000
    play([])
    expect(film.region).not.toBeNull()
    now += 2000
    play([])
    expect(film.region).toBeNull()
  })

  it('is refined when nothing was sent with loss for a while, the stillest first', () => {
    let now = 0
    const canvas = newPicture(256, 64)
    const tiles = newTileMap(canvas, () => now)
    tiles.exact.settle({ x: 0, y: 0, width: 256, height: 64 })
    expect(tiles.refineInMs()).toBeNull()
    tiles.lost(tile(2, 0))
    now = 100
    tiles.lost(tile(0, 0))
    expect([tiles.refineInMs(), tiles.unrefined()]).toEqual([REFINE_AFTER_MS - 100, []])
    now = 100 + REFINE_AFTER_MS
    expect(tiles.unrefined()).toEqual([tile(2, 0), tile(0, 0)])
    expect(tiles.refineInMs()).toBe(0)
  })
})

describe('what goes first', () => {
  const of = (rect: Rect, isLossy = false) => ({ rect, isLossy })

  it('is a small new change, then text, then photos; nothing is lost', () => {
    const photo = of(tile(0, 0), true)
    const text = of(tile(1, 0))
    const typed = of(tile(2, 0), true)
    const damage = [{ x: 130, y: 4, width: 9, height: 16 }]
    const order: number[] = []
    let rows: readonly (typeof photo)[] = [photo, text, typed]
    while (rows.length > 0) {
      const { now, left } = chooseTiles([rows], { budgetBytes: 1, guess: newSizeGuess(), damage })
      order.push(...now.flat().map(({ rect }) => rect.x / 64))
      rows = rows.filter(({ rect }) => left.includes(rect))
    }
    expect(order).toEqual([2, 1, 0])
  })

  it('is everything when nothing limits, and never more than fits but for one', () => {
    const rows = [block(20, 1).map((rect) => of(rect))]
    const guess = newSizeGuess()
    const all = chooseTiles(rows, { budgetBytes: Number.POSITIVE_INFINITY, guess, damage: [] })
    expect([all.now, all.left]).toEqual([rows, []])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (budgetBytes) => {
        const { now, left } = chooseTiles(rows, { budgetBytes, guess, damage: [] })
        const taken = now.flat()
        const bytes = taken.reduce((sum, one) => sum + guess.bytes(one), 0)
        return taken.length + left.length === 20 && (taken.length === 1 || bytes <= budgetBytes)
      }),
    )
  })
})

describe('reduced colours', () => {
  it('keep black and white, are as few as the mode says, and stay as they are when reduced again', () => {
    for (const [mode, most] of [
      ['256', 256],
      ['16bit', 65_536],
    ] as const) {
      const pixels = Uint32Array.from({ length: 200_000 }, (_, at) => (at * 83) & 0xffffff)
      pixels.set([0xff000000, 0x00ffffff])
      reduceColors(pixels, mode)
      expect([pixels[0], pixels[1]]).toEqual([0, 0xffffff])
      expect(new Set(pixels).size).toBeLessThanOrEqual(most)
      const again = pixels.slice()
      reduceColors(again, mode)
      expect(again).toEqual(pixels)
    }
    const whole = Uint32Array.of(0xff123456)
    reduceColors(whole, 'true')
    expect(whole[0]).toBe(0xff123456)
    expect(areaPixels(tile(0, 0))).toBe(4096)
  })
})
