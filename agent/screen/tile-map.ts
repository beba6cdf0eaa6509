// What the sender knows of every tile: how often it changes, what it shows, and whether the viewers have it exactly.
import { type ExactGrid, newExactGrid, TILE_PX } from '../../src/protocol/exact-grid.ts'
import type { CopyPart, Rect } from '../../src/protocol/screen.ts'
import { type Canvas, tileRows } from './canvas.ts'
import { looksLikePhoto } from './content.ts'

/** Changes further apart than this are not motion, in milliseconds. */
const MOTION_GAP_MS = 700
/** After this many changes in a row a tile counts as moving. */
const MOVING = 3
/** How long nothing may have been sent with loss before a tile is refined, in milliseconds. */
export const REFINE_AFTER_MS = 400

/** The tiles of one canvas. */
export type TileMap = {
  readonly exact: ExactGrid
  /**
   * Notes a change of the tile that `rect` lies in, once a frame; tells what it shows.
   *
   * @param of    where the new pixels are
   * @param from  where in `of` they begin
   */
  changed(rect: Rect, of: Canvas, from: { readonly x: number; readonly y: number }): TileNews
  /** Notes that an area changed, tile by tile, without a look at what it shows now. */
  touched(area: Rect): void
  /** Notes a copy. */
  copied(copy: CopyPart): void
  /** The tiles that show a photo in motion. */
  moving(): readonly Rect[]
  /** Notes that an area was sent with loss. */
  lost(area: Rect): void
  /** Tiles that viewers do not have exactly and that are still by now, the stillest first. */
  unrefined(): readonly Rect[]
  /** Milliseconds until there is something to refine; `null` when everything is exact. */
  refineInMs(): number | null
}

/** What a changed tile shows. */
export type TileNews = { readonly isPhoto: boolean; readonly isMoving: boolean }

/** A smaller part of a tile does not tell what the tile shows, in pixels. */
const MIN_LOOK_PIXELS = 512

/** A map in which nothing has moved and nothing is exact yet; times are those of `clock`, in milliseconds. */
export function newTileMap({ widthPx, heightPx }: Canvas, clock: () => number): TileMap {
  const exact = newExactGrid(widthPx, heightPx)
  const tiles = tileRows({ x: 0, y: 0, width: widthPx, height: heightPx }).flat()
  const changedAt = new Float64Array(tiles.length).fill(Number.NEGATIVE_INFINITY)
  const lostAt = new Float64Array(tiles.length).fill(Number.NEGATIVE_INFINITY)
  const heat = new Uint8Array(tiles.length)
  const photo = new Uint8Array(tiles.length)
  const indexOf = ({ x, y }: Rect): number => Math.floor(y / TILE_PX) * exact.columns + Math.floor(x / TILE_PX)
  const isExactAt = (index: number): boolean => exact.has(index % exact.columns, Math.floor(index / exact.columns))
  return {
    exact,
    changed(rect, of, from) {
      const [index, now] = [indexOf(rect), clock()]
      const isSoon = now - (changedAt[index] ?? 0) < MOTION_GAP_MS
      heat[index] = isSoon ? Math.min((heat[index] ?? 0) + 1, MOVING) : 0
      changedAt[index] = now
      const was = photo[index] === 1
      const isTelling = rect.width * rect.height >= MIN_LOOK_PIXELS
      const isPhoto = isTelling ? looksLikePhoto(of, { ...rect, ...from }, { was }) : was
      photo[index] = isPhoto ? 1 : 0
      // A sliver that changes is no film, whatever was there before.
      return { isPhoto, isMoving: isTelling && heat[index] === MOVING }
    },
    touched(area) {
      const now = clock()
      for (const tile of tileRows(area).flat()) {
        const index = indexOf(tile)
        const isSoon = now - (changedAt[index] ?? 0) < MOTION_GAP_MS
        heat[index] = isSoon ? Math.min((heat[index] ?? 0) + 1, MOVING) : 0
        changedAt[index] = now
      }
    },
    copied({ rect, from }) {
      const now = clock()
      exact.copy(rect, from)
      for (const tile of tileRows(rect).flat()) if (!isExactAt(indexOf(tile))) lostAt[indexOf(tile)] = now
    },
    moving() {
      const since = clock() - MOTION_GAP_MS
      return tiles.filter((_, at) => heat[at] === MOVING && photo[at] === 1 && (changedAt[at] ?? 0) > since)
    },
    lost(area) {
      const now = clock()
      exact.spoil(area)
      for (const tile of tileRows(area).flat()) lostAt[indexOf(tile)] = now
    },
    unrefined() {
      const until = clock() - REFINE_AFTER_MS
      const due = tiles.filter((_, index) => !isExactAt(index) && (lostAt[index] ?? 0) <= until)
      return due.sort((a, b) => (lostAt[indexOf(a)] ?? 0) - (lostAt[indexOf(b)] ?? 0))
    },
    refineInMs() {
      if (exact.spoiled() === 0) return null
      let oldest = Number.POSITIVE_INFINITY
      for (let index = 0; index < tiles.length; index++) {
        if (!isExactAt(index)) oldest = Math.min(oldest, lostAt[index] ?? 0)
      }
      return Math.max(0, oldest + REFINE_AFTER_MS - clock())
    },
  }
}
