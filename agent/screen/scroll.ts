// Finding what merely moved up or down, so that it is sent as a copy instead of as pixels.
import type { CopyPart, Rect } from '../../src/protocol/screen.ts'
import { type Canvas, type Grab, inGrab } from './canvas.ts'
import { looksLikePhoto } from './content.ts'
import { areaPixels } from './rects.ts'

/** Smaller areas are not looked at: their pixels cost less than the search. */
export const MIN_SCROLL_PX = 48
/** At least this part of the rows must have moved together. */
const MIN_MOVED = 0.2
/** After this many large changes of photos that were not a scroll, only every eighth is looked at: it is a film. */
const SCROLL_PATIENCE = 4
const SCROLL_RETRY = 8
/** Smaller changes do not count, in pixels. */
const LARGE_CHANGE_PIXELS = 65_536
/** Every so many rows tell whether a large change shows a photo. */
const LOOK_ROWS = 16

/** A search for scrolls that gives up on films. */
export function newScrollSearch(): { find(canvas: Canvas, grab: Grab, area: Rect): CopyPart | null } {
  let misses = 0
  return {
    find(canvas, grab, area) {
      const isFilm = areaPixels(area) > LARGE_CHANGE_PIXELS && showsPhoto(grab, area)
      if (isFilm && misses >= SCROLL_PATIENCE && misses % SCROLL_RETRY !== 0) {
        misses++
        return null
      }
      const copy = findScroll(canvas, grab, area)
      if (copy) misses = 0
      else if (isFilm) misses++
      return copy
    },
  }
}

function showsPhoto(grab: Grab, area: Rect): boolean {
  const { of, at } = inGrab(grab, area)
  return looksLikePhoto(of, at, { rowStep: LOOK_ROWS })
}

/**
 * Finds rows of `area` that show what other rows of it showed before.
 *
 * Rows are compared by hash; rows that look like another row, such as empty ones, do not vote.
 *
 * @param area  the changed part of the grab's rectangle
 */
export function findScroll(canvas: Canvas, grab: Grab, area: Rect): CopyPart | null {
  if (area.width < MIN_SCROLL_PX || area.height < MIN_SCROLL_PX) return null
  const old = hashRows(canvas.pixels, canvas.widthPx, area)
  const now = hashRows(grab.pixels, grab.rect.width, inGrab(grab, area).at)
  const shift = commonShift(old, now)
  if (shift === 0) return null
  const run = longestRun(old, now, shift)
  if (run.length < MIN_SCROLL_PX / 2) return null
  const rect = { x: area.x, y: area.y + run.start, width: area.width, height: run.length }
  return confirm(canvas, grab, { type: 'copy', rect, from: { x: area.x, y: rect.y + shift } })
}

/** Does on the canvas what a viewer does with the copy. */
export function applyCopy(canvas: Canvas, { rect, from }: CopyPart): void {
  const { pixels, widthPx } = canvas
  for (let index = 0; index < rect.height; index++) {
    const row = from.y > rect.y ? index : rect.height - 1 - index
    const source = (from.y + row) * widthPx + from.x
    pixels.copyWithin((rect.y + row) * widthPx + rect.x, source, source + rect.width)
  }
}

/** Hashes can collide, pixels cannot: a copy is believed only when it holds at a sample of its rows. */
function confirm(canvas: Canvas, grab: Grab, copy: CopyPart): CopyPart | null {
  const step = Math.max(1, Math.floor(copy.rect.height / 8))
  for (let row = 0; row < copy.rect.height; row += step) {
    let was = (copy.from.y + row) * canvas.widthPx + copy.from.x
    let is = (copy.rect.y - grab.rect.y + row) * grab.rect.width + copy.rect.x - grab.rect.x
    for (const end = was + copy.rect.width; was < end; was++, is++) {
      if (canvas.pixels[was] !== grab.pixels[is]) return null
    }
  }
  return copy
}

/** Every so many pixels of a row are hashed: what that misses is sent as changed after the copy. */
const HASH_STEP = 3

function hashRows(pixels: Uint32Array, stride: number, area: Rect): Int32Array {
  const hashes = new Int32Array(area.height)
  for (let row = 0; row < area.height; row++) {
    let hash = 0
    let at = (area.y + row) * stride + area.x
    for (const end = at + area.width; at < end; at += HASH_STEP) hash = Math.imul(hash ^ (pixels[at] ?? 0), 0x01000193)
    hashes[row] = hash
  }
  return hashes
}

function commonShift(old: Int32Array, now: Int32Array): number {
  const rowOf = new Map<number, number>()
  for (const [row, hash] of old.entries()) rowOf.set(hash, rowOf.has(hash) ? -1 : row)
  const votes = new Map<number, number>()
  let [best, most] = [0, 0]
  for (const [row, hash] of now.entries()) {
    const from = rowOf.get(hash) ?? -1
    if (from < 0 || from === row) continue
    const count = (votes.get(from - row) ?? 0) + 1
    votes.set(from - row, count)
    if (count > most) [best, most] = [from - row, count]
  }
  return most >= now.length * MIN_MOVED ? best : 0
}

function longestRun(old: Int32Array, now: Int32Array, shift: number): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = -1
  for (let row = 0; row <= now.length; row++) {
    const from = row + shift
    const isSame = row < now.length && from >= 0 && from < old.length && now[row] === old[from]
    if (isSame && start < 0) start = row
    if (!isSame && start >= 0) {
      if (row - start > best.length) best = { start, length: row - start }
      start = -1
    }
  }
  return best
}
