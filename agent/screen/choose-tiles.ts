// What of a change is sent now when not all of it fits: small new changes first, then text; the rest later, newer by then.

import { isExactImage } from '../../src/protocol/image-size.ts'
import type { Rect, ScreenPart } from '../../src/protocol/screen.ts'
import type { Tile } from './encode-rects.ts'
import { areaPixels, intersect } from './rects.ts'

/** Bytes a pixel of exact and of lossy pictures, learned from what was sent. */
export type SizeGuess = {
  bytes(tile: Tile): number
  /** How many pixels of exact pictures so many bytes are good for. */
  exactPixels(bytes: number): number
  learn(parts: readonly ScreenPart[]): void
}

/** How fast a guess follows what is seen. */
const LEARNING = 0.3

/** Begins with what text and photos usually take. */
export function newSizeGuess(): SizeGuess {
  const perPixel = { exact: 0.15, lossy: 0.06 }
  return {
    bytes: ({ rect, isLossy }) => areaPixels(rect) * perPixel[isLossy ? 'lossy' : 'exact'] + 16,
    exactPixels: (bytes) => bytes / perPixel.exact,
    learn(parts) {
      const seen = { exact: { bytes: 0, pixels: 0 }, lossy: { bytes: 0, pixels: 0 } }
      for (const part of parts) {
        if (part.type !== 'image' && part.type !== 'fill') continue
        const isExact = part.type === 'fill' || isExactImage(part.format, part.bytes)
        const kind = seen[isExact ? 'exact' : 'lossy']
        kind.bytes += part.type === 'fill' ? 13 : part.bytes.byteLength
        kind.pixels += areaPixels(part.rect)
      }
      for (const kind of ['exact', 'lossy'] as const) {
        const { bytes, pixels } = seen[kind]
        if (pixels > 0) perPixel[kind] += (bytes / pixels - perPixel[kind]) * LEARNING
      }
    },
  }
}

/** A new change up to this size is what people wait for: the answer to a key or a click, in pixels. */
const URGENT_PIXELS = 128 * 128

/** What a choice is made by. */
export type Choice = {
  /** Infinite when everything fits. */
  readonly budgetBytes: number
  readonly guess: SizeGuess
  /** What changed just now; the rest has waited. */
  readonly damage: readonly Rect[]
}

/**
 * Splits a change into what fits a budget and what is left.
 *
 * @param rows  the changed tiles in rows
 * @returns the rows with only what is sent now, at least one tile; and the rectangles that are left
 */
export function chooseTiles(
  rows: readonly (readonly Tile[])[],
  { budgetBytes, guess, damage }: Choice,
): { readonly now: readonly (readonly Tile[])[]; readonly left: readonly Rect[] } {
  if (budgetBytes === Number.POSITIVE_INFINITY) return { now: rows, left: [] }
  const urgent = damage.filter((rect) => areaPixels(rect) <= URGENT_PIXELS)
  const rank = ({ rect, isLossy }: Tile): number =>
    urgent.some((other) => intersect(rect, other)) ? 0 : isLossy ? 2 : 1
  const ranked = rows.flat().map((tile) => ({ tile, rank: rank(tile), pixels: areaPixels(tile.rect) }))
  const all = ranked.sort((a, b) => a.rank - b.rank || a.pixels - b.pixels).map(({ tile }) => tile)
  const taken = new Set<Tile>()
  let rest = budgetBytes
  for (const tile of all) {
    rest -= guess.bytes(tile)
    if (rest < 0 && taken.size > 0) break
    taken.add(tile)
  }
  return {
    now: rows.map((row) => row.filter((tile) => taken.has(tile))),
    left: all.filter((tile) => !taken.has(tile)).map((tile) => tile.rect),
  }
}
