// Turns a screen source into the parts of frames: what changed, what moved, and everything when asked.
import type { ConfigPart, CopyPart, Rect, ScreenPart, VideoPart } from '../../src/protocol/screen.ts'
import type { ScreenSource } from '../platform/platform.ts'
import { changedBounds, changedTiles, type Grab, newCanvas, paint, tileRows } from './canvas.ts'
import { chooseTiles, newSizeGuess } from './choose-tiles.ts'
import { reduceColors } from './colors.ts'
import { looksLikePhoto } from './content.ts'
import { newCursorTeller } from './cursor-parts.ts'
import { encodeTiles, type Loss, type Tile } from './encode-rects.ts'
import { areaPixels, bounds, intersect } from './rects.ts'
import type { ScreenOptions } from './screen-options.ts'
import { applyCopy, newScrollSearch } from './scroll.ts'
import { newTileMap, type TileNews } from './tile-map.ts'
import { newFilmFinder } from './video-region.ts'
import { newVideoTrack, type VideoTrack } from './video-track.ts'

/** More damaged rectangles than this are taken as one. */
const MAX_GRABS = 8
/** A photo that appears at once and is larger goes lossy first, so that it is seen at once, in pixels. */
const MAX_EXACT_PHOTO_PIXELS = 131_072
/** Below this many kilobits a second even a refresh sends photos with loss, to be refined later. */
const EXACT_REFRESH_KBPS = 4000
/** Inside a film only every so many frames are looked at for what they show. */
const FILM_LOOK = 8
/** A film with a smaller part of its tiles like photos is none any more. */
const LEAST_PHOTOS = 0.3
/** So much is refined in one frame, so that a change never waits long, in pixels. */
const REFINE_PIXELS = 65_536

/** Milliseconds spent in each stage so far. */
export type MakerTimes = { captureMs: number; compareMs: number; encodeMs: number }

/** What the next frame may take. */
export type FrameLimits = {
  /** Infinite when nothing limits the link. */
  readonly budgetBytes: number
  /** Of lossy pictures, 1 to 100. */
  readonly quality: number
  /** What the link takes, `null` when that is no limit. */
  readonly kbps: number | null
}

/** Makes frames of one source; one call at a time. */
export type FrameMaker = {
  /** Takes the whole screen anew. */
  key(limits: FrameLimits): Promise<ScreenPart[]>
  /** Takes what was damaged; gives no parts when nothing looks different. */
  update(limits: FrameLimits): Promise<ScreenPart[]>
  /** Sends exactly what was sent with loss and is still now. */
  refine(limits: FrameLimits): Promise<ScreenPart[]>
  /** Repeats what the viewers should be showing, exactly, without looking at the screen. */
  repeat(limits: FrameLimits): Promise<ScreenPart[]>
  /** Milliseconds until `refine` has something to do; `null` when the viewers have everything exactly. */
  refineInMs(): number | null
  /** Whether something was left for the next `update` because of its budget. */
  hasMore(): boolean
  set(options: ScreenOptions): void
  /** Where a film plays, and how it is sent: `codec` is `null` while it goes as pictures. */
  film(): { readonly region: Rect | null; readonly codec: string | null; readonly canVideo: boolean }
  end(): void
  readonly times: Readonly<MakerTimes>
}

/** Begins with viewers that show nothing: the first frame has to be `key()`. */
export function newFrameMaker(source: ScreenSource, first: ScreenOptions): FrameMaker {
  const clock = (): number => performance.now()
  let options = first
  let canvas = newCanvas(0, 0)
  let tiles = newTileMap(canvas, clock)
  let config: ConfigPart = { type: 'config', widthPx: 0, heightPx: 0, monitors: [] }
  let cursor = newCursorTeller()
  let left: readonly Rect[] = []
  let filmFrames = 0
  const scrolls = newScrollSearch()
  const guess = newSizeGuess()
  const video: VideoTrack = newVideoTrack(clock)
  const film = newFilmFinder(clock)
  const times: MakerTimes = { captureMs: 0, compareMs: 0, encodeMs: 0 }

  const whole = (): Rect => ({ x: 0, y: 0, width: canvas.widthPx, height: canvas.heightPx })
  const exactRows = (area: Rect): Tile[][] => tileRows(area).map((row) => row.map((rect) => ({ rect, isLossy: false })))
  const take = (rect: Rect): Promise<Grab> =>
    timed(times, 'captureMs', async () => {
      const pixels = await source.grab(rect)
      reduceColors(pixels, options.colors)
      return { rect, pixels }
    })
  const encode = async (rows: readonly (readonly Tile[])[], limits: FrameLimits): Promise<ScreenPart[]> => {
    const loss: Loss = { quality: limits.quality, format: limits.kbps === null ? 'jpeg' : 'webp' }
    const parts = await timed(times, 'encodeMs', () => encodeTiles(canvas, rows, loss))
    guess.learn(parts)
    return parts
  }
  const mark = (rows: readonly (readonly Tile[])[]): void => {
    for (const { rect, isLossy } of rows.flat()) tiles.exact[isLossy ? 'spoil' : 'settle'](rect)
  }

  /** Whether tiles of a photo may lose something, for the time being. */
  const mayLose = (): boolean => options.colors !== '256'
  /** A screen with an odd side has one row or column that no video covers: it waits until the tile is refined. */
  const isInVideo = (rect: Rect): boolean => {
    const common = film.region && intersect(rect, film.region)
    return !!common && common.width >= Math.max(1, rect.width - 1) && common.height >= Math.max(1, rect.height - 1)
  }

  /** Compares one grab with the canvas; paints what is sent now, and gives it. */
  const compare = (grab: Grab, limits: FrameLimits): Found => {
    const area = changedBounds(canvas, grab)
    if (!area) return { copy: null, rows: [], filmed: [] }
    const isFilm = isInVideo(area)
    if (isFilm && filmFrames++ % FILM_LOOK !== 0) {
      paint(canvas, grab, area)
      tiles.touched(area)
      return { copy: null, rows: [], filmed: [area] }
    }
    const copy = scrolls.find(canvas, grab, area)
    if (copy) {
      if (isFilm) film.forget()
      applyCopy(canvas, copy)
      tiles.copied(copy)
    }
    const news = changedTiles(canvas, grab, area).map((row) => row.map((rect) => ({ rect, ...look(grab, rect) })))
    const photos = news.flat().filter(({ isPhoto }) => isPhoto).length
    if (isFilm && photos < news.flat().length * LEAST_PHOTOS) film.forget()
    const filmed = news.flat().flatMap(({ rect }) => (isInVideo(rect) ? [rect] : []))
    const others = news.map((row) => row.filter(({ rect }) => !filmed.includes(rect)))
    const photoPixels = others.flat().reduce((sum, { rect, isPhoto }) => sum + (isPhoto ? areaPixels(rect) : 0), 0)
    const isHurried = limits.budgetBytes < Number.POSITIVE_INFINITY || photoPixels > MAX_EXACT_PHOTO_PIXELS
    const wanted = others.map((row) =>
      row.map(({ rect, isPhoto, isMoving }) => ({ rect, isLossy: isPhoto && mayLose() && (isMoving || isHurried) })),
    )
    const chosen = chooseTiles(wanted, limits.budgetBytes, guess)
    left = [...left, ...chosen.left]
    for (const rect of [...filmed, ...chosen.now.flat().map((tile) => tile.rect)]) paint(canvas, grab, rect)
    return { copy, rows: chosen.now, filmed }
  }
  const look = (grab: Grab, rect: Rect): TileNews => {
    const of = { widthPx: grab.rect.width, heightPx: grab.rect.height, pixels: grab.pixels }
    return tiles.changed(rect, of, { x: rect.x - grab.rect.x, y: rect.y - grab.rect.y })
  }

  const filmPicture = (limits: FrameLimits): Promise<VideoPart | null> | null =>
    film.region && options.mode !== 'standard'
      ? timed(times, 'encodeMs', () => video.picture(canvas, film.region as Rect, limits.kbps))
      : null

  const update = async (limits: FrameLimits): Promise<ScreenPart[]> => {
    const found: Found[] = []
    const damage = [...(await source.takeDamage()), ...left]
    left = []
    for (const rect of mergeDamage(damage, limits)) {
      const grab = await take(rect)
      const started = performance.now()
      found.push(compare(grab, limits))
      times.compareMs += performance.now() - started
    }
    const copies = found.flatMap(({ copy }) => (copy ? [copy] : []))
    const rows = found.flatMap((one) => one.rows)
    const around = bounds(found.flatMap((one) => one.filmed))
    const picture = around && (await filmPicture(limits))
    if (around && !picture) rows.push([{ rect: around, isLossy: true }])
    const parts = await encode(rows, limits)
    mark(rows)
    if (picture) tiles.exact.spoil(picture.rect)
    if (mayLose()) film.follow(tiles, options.mode)
    if (!film.region) video.end()
    return [...copies, ...(picture ? [picture] : []), ...parts, ...(await cursor.changes(await source.cursor()))]
  }

  return {
    times,
    update,
    film: () => ({ region: film.region, codec: video.codec, canVideo: video.isPossible }),
    async key(limits) {
      const { widthPx, heightPx, monitors } = source
      canvas = newCanvas(widthPx, heightPx)
      tiles = newTileMap(canvas, clock)
      config = { type: 'config', widthPx, heightPx, monitors }
      cursor = newCursorTeller()
      film.forget()
      video.end()
      await source.takeDamage()
      if (limits.budgetBytes < Number.POSITIVE_INFINITY) {
        left = [whole()]
        return [config, ...(await update(limits))]
      }
      left = []
      paint(canvas, await take(whole()), whole())
      const rows = exactRows(whole())
      const parts = await encode(rows, limits)
      mark(rows)
      return [config, ...parts, ...(await cursor.changes(await source.cursor()))]
    },
    async refine(limits) {
      const isFree = (rect: Rect): boolean => !left.some((other) => intersect(rect, other))
      let pixels = Math.min(REFINE_PIXELS, guess.exactPixels(limits.budgetBytes))
      const chosen: Tile[] = []
      for (const rect of tiles.unrefined()) {
        if (!isFree(rect)) continue
        if (chosen.length > 0 && pixels < areaPixels(rect)) break
        pixels -= areaPixels(rect)
        chosen.push({ rect, isLossy: false })
      }
      const rows = inRows(chosen)
      const parts = await encode(rows, limits)
      mark(rows)
      return parts
    },
    async repeat(limits) {
      video.needKey()
      const isShown = (rect: Rect): boolean => !left.some((other) => intersect(rect, other))
      const isShort = mayLose() && limits.kbps !== null && limits.kbps < EXACT_REFRESH_KBPS
      const rows = tileRows(whole()).map((row) =>
        row.filter(isShown).map((rect) => ({ rect, isLossy: isShort && looksLikePhoto(canvas, rect, false) })),
      )
      const parts = await encode(rows, limits)
      // Only those who lost their place take it: what the others do not have exactly stays marked.
      for (const { rect, isLossy } of rows.flat()) if (isLossy) tiles.exact.spoil(rect)
      return [config, ...parts, ...cursor.all()]
    },
    refineInMs: () => tiles.refineInMs(),
    hasMore: () => left.length > 0,
    set(next) {
      options = next
      if (next.colors === '256') film.forget()
      if (next.mode === 'standard' || next.colors === '256') video.end()
    },
    end: () => video.end(),
  }
}

/** What one grab brought: a scroll, the tiles to send, and what changed inside the video. */
type Found = {
  readonly copy: CopyPart | null
  readonly rows: readonly (readonly Tile[])[]
  readonly filmed: readonly Rect[]
}

function inRows(chosen: readonly Tile[]): Tile[][] {
  const rows = new Map<number, Tile[]>()
  for (const tile of chosen) rows.set(tile.rect.y, [...(rows.get(tile.rect.y) ?? []), tile])
  const inOrder = [...rows].sort(([a], [b]) => a - b)
  return inOrder.map(([, row]) => row.sort((a, b) => a.rect.x - b.rect.x))
}

/** Few rectangles that hardly cover their surroundings are taken one by one, others as one. */
function mergeDamage(rects: readonly Rect[], { budgetBytes }: FrameLimits): readonly Rect[] {
  const around = bounds(rects)
  if (!around) return []
  const covered = rects.reduce((sum, rect) => sum + areaPixels(rect), 0)
  const isLimited = budgetBytes < Number.POSITIVE_INFINITY
  return !isLimited && rects.length <= MAX_GRABS && covered < areaPixels(around) / 2 ? rects : [around]
}

async function timed<T>(times: MakerTimes, stage: keyof MakerTimes, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    return await work()
  } finally {
    times[stage] += performance.now() - started
  }
}
