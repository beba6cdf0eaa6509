// From changed tiles to compressed pictures: tiles alike are merged, and each picture is compressed as suits it.
import sharp from 'sharp'
import { TILE_PX } from '../../src/protocol/exact-grid.ts'
import type { Rect, ScreenPart } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'
import { hasFewColors, indexColors, palettePng } from './palette.ts'
import { areaPixels } from './rects.ts'

/** Larger pictures are cut into bands, so that several cores can compress them, in pixels. */
export const BAND_PIXELS = 131_072
/** The same for lossy pictures, which take a fraction of the time. */
const LOSSY_BAND_PIXELS = 262_144
/** Every frequency alike: the least error for its bytes; the usual table saves where eyes at a distance do not look. */
const FLAT_TABLE = 1
/** Wider pictures are not made: WebP ends at 16,383 pixels. */
const MAX_IMAGE_PX = 8192

/**
 * How a tile is compressed.
 *
 * `few`: as a fill or a palette PNG; `many`: as a lossless WebP; `lossy`: as a JPEG or a WebP of a quality.
 */
export type TileNature = 'few' | 'many' | 'lossy'

/** A rectangle of the canvas that is to be sent, and whether it may lose anything. */
export type Tile = { readonly rect: Rect; readonly isLossy: boolean }

/** A merged rectangle of tiles of one nature. */
type Region = { rect: Rect; readonly nature: TileNature }

// One picture keeps one thread busy; several pictures are compressed at once instead.
sharp.concurrency(1)
sharp.cache(false)

/** How lossy pictures are compressed. */
export type Loss = {
  /** 1 to 100. */
  readonly quality: number
  /** `webp` where every byte counts, `jpeg` where time does. */
  readonly format: 'jpeg' | 'webp'
}

/**
 * Compresses rows of tiles as they are on the canvas.
 *
 * One colour becomes a fill, few colours a palette PNG, many a WebP. Measured on 1280 × 720 of film: lossless WebP at
 * effort 0 takes as long as PNG at level 1 and half to nine tenths of its bytes; a JPEG of quality 62 takes 5 ms
 * for 58 kB at 40.5 dB, 7 ms for 56 kB at 40.7 dB with the flat table of quantisers and Huffman tables of its own (soft
 * film at 75: 40 kB at 51.0 dB instead of 46 kB at 49.6 dB), a lossy WebP of quality 85 18 ms for 60 kB at 40.8 dB; WebP
 * gains more at lower qualities.
 */
export async function encodeTiles(
  canvas: Canvas,
  rows: readonly (readonly Tile[])[],
  loss: Loss,
): Promise<ScreenPart[]> {
  const regions = mergeRows(rows.map((row) => mergeTiles(canvas, row)))
  const bands = regions.flatMap((region) => cutBands(region).map((rect) => ({ rect, nature: region.nature })))
  return Promise.all(bands.map((band) => encodeRegion(canvas, band, loss)))
}

async function encodeRegion(canvas: Canvas, { rect, nature }: Region, loss: Loss): Promise<ScreenPart> {
  const indexed = nature === 'few' ? indexColors(canvas, rect) : null
  const [color] = indexed?.palette ?? []
  if (indexed && color !== undefined && indexed.palette.length === 1) return { type: 'fill', rect, color }
  if (indexed) {
    return { type: 'image', rect, format: 'png', bytes: await palettePng(indexed, rect.width, rect.height) }
  }
  const raw = { width: rect.width, height: rect.height, channels: 3 } as const
  const picture = sharp(rgbOf(canvas, rect), { raw })
  const { quality } = loss
  if (nature === 'lossy' && loss.format === 'jpeg') {
    return {
      type: 'image',
      rect,
      format: 'jpeg',
      bytes: await picture.jpeg({ quality, quantisationTable: FLAT_TABLE }).toBuffer(),
    }
  }
  const how = nature === 'lossy' ? { quality, effort: 0 } : { lossless: true, effort: 0 }
  return { type: 'image', rect, format: 'webp', bytes: await picture.webp(how).toBuffer() }
}

/** The bytes red, green, blue of each pixel of a rectangle. */
export function rgbOf({ pixels, widthPx }: Canvas, rect: Rect): Uint8Array {
  const bytes = new Uint8Array(areaPixels(rect) * 3)
  let out = 0
  for (let row = 0; row < rect.height; row++) {
    let at = (rect.y + row) * widthPx + rect.x
    for (const end = at + rect.width; at < end; at++) {
      const color = pixels[at] ?? 0
      bytes[out++] = color >> 16
      bytes[out++] = color >> 8
      bytes[out++] = color
    }
  }
  return bytes
}

function mergeTiles(canvas: Canvas, row: readonly Tile[]): Region[] {
  const merged: Region[] = []
  for (const { rect, isLossy } of row) {
    const nature = isLossy ? 'lossy' : hasFewColors(canvas, rect) ? 'few' : 'many'
    const last = merged.at(-1)
    const isLike = last?.nature === nature && last.rect.x + last.rect.width === rect.x && isLevel(last.rect, rect)
    if (last && isLike && last.rect.width + rect.width <= MAX_IMAGE_PX) {
      last.rect = { ...last.rect, width: last.rect.width + rect.width }
    } else merged.push({ rect, nature })
  }
  return merged
}

const isLevel = (a: Rect, b: Rect): boolean => a.y === b.y && a.height === b.height

/** Joins regions of neighbouring rows that have the same span and nature. */
function mergeRows(rows: readonly (readonly Region[])[]): Region[] {
  const done: Region[] = []
  let open = new Map<string, Region>()
  for (const row of rows) {
    const next = new Map<string, Region>()
    for (const region of row) {
      const key = `${region.rect.x} ${region.rect.width} ${region.nature}`
      const above = open.get(key)
      if (above && above.rect.y + above.rect.height === region.rect.y) {
        above.rect = { ...above.rect, height: above.rect.height + region.rect.height }
        next.set(key, above)
      } else {
        const fresh = { ...region }
        done.push(fresh)
        next.set(key, fresh)
      }
    }
    open = next
  }
  return done
}

/** Cuts at the edges of tiles, so that each tile is whole in one band. */
function cutBands({ rect, nature }: Region): Rect[] {
  const pixels = nature === 'lossy' ? LOSSY_BAND_PIXELS : BAND_PIXELS
  const tiles = Math.max(1, Math.floor(pixels / rect.width / TILE_PX))
  const bands: Rect[] = []
  for (let y = rect.y; y < rect.y + rect.height; ) {
    const end = Math.min(y - (y % TILE_PX) + tiles * TILE_PX, rect.y + rect.height)
    bands.push({ ...rect, y, height: end - y })
    y = end
  }
  return bands
}
