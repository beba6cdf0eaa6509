// From changed tiles to compressed pictures: tiles alike are merged, and each picture is compressed as suits it.
import sharp from 'sharp'
import type { Rect, ScreenPart } from '../../src/protocol/screen.ts'
import type { Canvas } from './canvas.ts'
import { hasFewColors, indexColors, palettePng } from './palette.ts'
import { areaPixels } from './rects.ts'

/** Larger pictures are cut into bands, so that several cores can compress them, in pixels. */
export const BAND_PIXELS = 131_072
/** Wider pictures are not made: WebP ends at 16,383 pixels. */
const MAX_IMAGE_PX = 8192

/** A merged rectangle, and whether its tiles have few colours each. */
type Region = { rect: Rect; readonly hasFewColors: boolean }

// One picture keeps one thread busy; several pictures are compressed at once instead.
sharp.concurrency(1)
sharp.cache(false)

/**
 * Compresses rows of tiles as they are on the canvas, without loss.
 *
 * One colour becomes a fill, few colours a palette PNG, many a WebP: measured on 512 × 384, WebP at effort 0 takes as
 * long as PNG at level 1 and half to nine tenths of its bytes.
 */
export async function encodeTiles(canvas: Canvas, rows: readonly (readonly Rect[])[]): Promise<ScreenPart[]> {
  const regions = mergeRows(rows.map((row) => mergeTiles(canvas, row)))
  const bands = regions.flatMap(({ rect, hasFewColors }) => cutBands(rect).map((band) => ({ band, hasFewColors })))
  return Promise.all(bands.map(({ band, hasFewColors }) => encodeRect(canvas, band, hasFewColors)))
}

async function encodeRect(canvas: Canvas, rect: Rect, mayHaveFew: boolean): Promise<ScreenPart> {
  const indexed = mayHaveFew ? indexColors(canvas, rect) : null
  const [color] = indexed?.palette ?? []
  if (indexed && color !== undefined && indexed.palette.length === 1) return { type: 'fill', rect, color }
  if (indexed) {
    return { type: 'image', rect, format: 'png', bytes: await palettePng(indexed, rect.width, rect.height) }
  }
  const raw = { width: rect.width, height: rect.height, channels: 3 } as const
  const bytes = await sharp(rgbOf(canvas, rect), { raw }).webp({ lossless: true, effort: 0 }).toBuffer()
  return { type: 'image', rect, format: 'webp', bytes }
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

function mergeTiles(canvas: Canvas, row: readonly Rect[]): Region[] {
  const merged: Region[] = []
  for (const tile of row) {
    const isSimple = hasFewColors(canvas, tile)
    const last = merged.at(-1)
    const isLike = last?.hasFewColors === isSimple && last.rect.x + last.rect.width === tile.x
    if (last && isLike && last.rect.width + tile.width <= MAX_IMAGE_PX) {
      last.rect = { ...last.rect, width: last.rect.width + tile.width }
    } else merged.push({ rect: tile, hasFewColors: isSimple })
  }
  return merged
}

/** Joins regions of neighbouring rows that have the same span and nature. */
function mergeRows(rows: readonly (readonly Region[])[]): Region[] {
  const done: Region[] = []
  let open = new Map<string, Region>()
  for (const row of rows) {
    const next = new Map<string, Region>()
    for (const region of row) {
      const key = `${region.rect.x} ${region.rect.width} ${region.hasFewColors}`
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

function cutBands(rect: Rect): Rect[] {
  const count = Math.ceil(areaPixels(rect) / BAND_PIXELS)
  const height = Math.ceil(rect.height / count)
  const bands: Rect[] = []
  for (let y = 0; y < rect.height; y += height) {
    bands.push({ ...rect, y: rect.y + y, height: Math.min(height, rect.height - y) })
  }
  return bands
}
