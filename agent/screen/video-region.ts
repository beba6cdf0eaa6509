// Where a film plays: the rectangle around the tiles that move, while they lie close together.
import { MAX_VIDEO_PIXELS, MIN_VIDEO_PX, type Rect } from '../../src/protocol/screen.ts'
import { type Grab, inGrab, tileRows } from './canvas.ts'
import { looksLikePhoto } from './content.ts'
import { areaPixels, bounds, intersect } from './rects.ts'
import type { ScreenOptions } from './screen-options.ts'
import type { TileMap } from './tile-map.ts'

/** At least this part of the rectangle has to move. */
const MIN_FILLED = 0.6
/** A video that covers more than this many times what moves is cut anew. */
const MAX_OVERSIZE = 2

/** Smaller films stay tiles, in pixels: `sampling` takes what moves as one early, the others what is worth it. */
const MIN_FILM_PIXELS = { sampling: 6 * 64 * 64, auto: 24 * 64 * 64, standard: 24 * 64 * 64 } as const
/** A film that stood still for so long is over, in milliseconds. */
const STILL_MS = 5000

/** Inside a film every so many rows tell what its tiles show. */
const LOOK_ROWS = 16
/** With a smaller part of its tiles like photos it is none any more. */
const LEAST_PHOTOS = 0.5

/** The rectangle changes at most this often, in milliseconds: an encoder begins anew each time. */
const MIN_CHANGE_MS = 1000

/** Finds the film that plays on a screen. */
export type FilmFinder = {
  /** Where it plays; `null` when there is none. */
  readonly region: Rect | null
  /** Looks at what moves now. */
  follow(tiles: TileMap, mode: ScreenOptions['mode']): void
  forget(): void
}

/** Whether what changed inside a film is still like photos; where something else is shown, the film is over. */
export function stillShowsFilm(grab: Grab, area: Rect): boolean {
  const tiles = tileRows(area).flat()
  const photos = tiles.filter((tile) => {
    const { of, at } = inGrab(grab, tile)
    return looksLikePhoto(of, at, { was: true, rowStep: LOOK_ROWS })
  })
  return photos.length >= tiles.length * LEAST_PHOTOS
}

/** Begins without a film; times are those of `clock`, in milliseconds. */
export function newFilmFinder(clock: () => number): FilmFinder {
  let region: Rect | null = null
  let movedAt = 0
  let changedAt = Number.NEGATIVE_INFINITY
  return {
    get region() {
      return region
    },
    follow(tiles, mode) {
      const next = chooseRegion(tiles.moving(), region, MIN_FILM_PIXELS[mode])
      const now = clock()
      if (next) movedAt = now
      if (next === region || (next ? now - changedAt < MIN_CHANGE_MS : now - movedAt <= STILL_MS)) return
      region = next
      changedAt = now
    },
    forget() {
      region = null
    },
  }
}

/**
 * The rectangle around a film, or `null` when nothing is worth it.
 *
 * @param moving   tiles that show a photo in motion
 * @param current  the rectangle until now, kept while it fits
 * @param minPixels  less than this is not worth it
 */
export function chooseRegion(moving: readonly Rect[], current: Rect | null, minPixels: number): Rect | null {
  const around = bounds(moving)
  if (!around) return null
  if (current && isWithin(around, current)) {
    const isFitting = areaPixels(around) * MAX_OVERSIZE >= areaPixels(current)
    if (isFitting) return current
  }
  const covered = moving.reduce((sum, tile) => sum + areaPixels(tile), 0)
  const even = { ...around, width: around.width & ~1, height: around.height & ~1 }
  const pixels = areaPixels(even)
  const isWorth = covered >= minPixels && covered >= pixels * MIN_FILLED && pixels <= MAX_VIDEO_PIXELS
  return isWorth && Math.min(even.width, even.height) >= MIN_VIDEO_PX ? even : null
}

function isWithin(inner: Rect, outer: Rect): boolean {
  const common = intersect(inner, outer)
  // One column or row may stick out where the screen has an odd side.
  return common !== null && inner.width - common.width <= 1 && inner.height - common.height <= 1
}
