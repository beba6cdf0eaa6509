// Turns a screen source into the parts of frames: what changed, what moved, and everything when asked.
import type { ConfigPart, CopyPart, Rect, ScreenPart } from '../../src/protocol/screen.ts'
import type { ScreenSource } from '../platform/platform.ts'
import { changedBounds, changedTiles, type Grab, inGrab, newCanvas, paint, tileAround, tileRows } from './canvas.ts'
import { chooseTiles, newSizeGuess } from './choose-tiles.ts'
import { reduceColors } from './colors.ts'
import { looksLikePhoto } from './content.ts'
import { newCursorTeller } from './cursor-parts.ts'
import { around, inRows, mergeDamage } from './damage.ts'
import { encodeTiles, type Loss, type Tile } from './encode-rects.ts'
import { newFineness } from './fineness.ts'
import { type FrameLimits, isLimited, type MakerTimes } from './frame-limits.ts'
import { areaPixels, bounds, intersect } from './rects.ts'
import type { ScreenOptions } from './screen-options.ts'
import { applyCopy, newScrollSearch } from './scroll.ts'
import { newTileMap, type TileNews } from './tile-map.ts'
import { newFilmFinder, stillShowsFilm } from './video-region.ts'
import { newVideoTrack } from './video-track.ts'

/** A photo that appears at once and is larger goes lossy first, so that it is seen at once, in pixels. */
const MAX_EXACT_PHOTO_PIXELS = 131_072
/** Below this many kilobits a second even a refresh sends photos with loss, to be refined later. */
const EXACT_REFRESH_KBPS = 4000
/** So much is refined in one frame, so that a change never waits long, in pixels. */
const REFINE_PIXELS = 65_536

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
export function newFrameMaker(source: ScreenSource, options: ScreenOptions): FrameMaker {
  return new Maker(source, options)
}

const clock = (): number => performance.now()

class Maker implements FrameMaker {
  readonly #source: ScreenSource
  readonly #scrolls = newScrollSearch()
  readonly #guess = newSizeGuess()
  readonly #fineness = newFineness()
  readonly #video = newVideoTrack(clock)
  readonly #film = newFilmFinder(clock)
  readonly times: MakerTimes = { captureMs: 0, compareMs: 0, encodeMs: 0 }
  #options: ScreenOptions
  #canvas = newCanvas(0, 0)
  #tiles = newTileMap(this.#canvas, clock)
  #config: ConfigPart = { type: 'config', widthPx: 0, heightPx: 0, monitors: [] }
  #cursor = newCursorTeller()
  /** What did not fit the last budget. */
  #left: readonly Rect[] = []
  /** What changed since the frame before. */
  #damage: readonly Rect[] = []

  constructor(source: ScreenSource, options: ScreenOptions) {
    this.#source = source
    this.#options = options
  }

  async key(limits: FrameLimits): Promise<ScreenPart[]> {
    const { widthPx, heightPx, monitors } = this.#source
    this.#canvas = newCanvas(widthPx, heightPx)
    this.#tiles = newTileMap(this.#canvas, clock)
    this.#config = { type: 'config', widthPx, heightPx, monitors }
    this.#cursor = newCursorTeller()
    this.#film.forget()
    this.end()
    await this.#source.takeDamage()
    const whole = this.#whole()
    this.#left = isLimited(limits) ? [whole] : []
    if (isLimited(limits)) return [this.#config, ...(await this.update(limits))]
    paint(this.#canvas, await this.#take(whole), whole)
    const parts = await this.#encode(exactly(tileRows(whole)), limits)
    return [this.#config, ...parts, ...(await this.#pointer())]
  }

  async update(limits: FrameLimits): Promise<ScreenPart[]> {
    const found: Found[] = []
    this.#damage = await this.#source.takeDamage()
    // What was left may overlap the damage: then one grab serves both.
    const grabs =
      isLimited(limits) || this.#left.length > 0 ? around([...this.#damage, ...this.#left]) : mergeDamage(this.#damage)
    this.#left = []
    for (const rect of grabs) {
      const grab = await this.#take(rect)
      const started = clock()
      found.push(this.#compare(grab, limits))
      this.times.compareMs += clock() - started
    }
    const copies = found.flatMap(({ copy }) => (copy ? [copy] : []))
    const film = await this.#filmParts(bounds(found.flatMap(({ filmed }) => filmed)), limits)
    const rows = found.flatMap((one) => one.rows)
    const parts = await this.#encode(rows, limits)
    if (this.#mayLose()) this.#film.follow(this.#tiles, this.#options.mode)
    if (!this.#film.region) this.#video.end()
    return [...copies, ...film, ...parts, ...(await this.#pointer())]
  }

  async refine(limits: FrameLimits): Promise<ScreenPart[]> {
    let pixels = Math.min(REFINE_PIXELS, this.#guess.exactPixels(limits.budgetBytes))
    const chosen: Rect[] = []
    for (const rect of this.#tiles.unrefined()) {
      if (!this.#isShown(rect)) continue
      if (chosen.length > 0 && pixels < areaPixels(rect)) break
      pixels -= areaPixels(rect)
      chosen.push(rect)
    }
    return this.#encode(exactly(inRows(chosen)), limits)
  }

  async repeat(limits: FrameLimits): Promise<ScreenPart[]> {
    this.#video.needKey()
    const isShort = this.#mayLose() && limits.kbps !== null && limits.kbps < EXACT_REFRESH_KBPS
    const shown = tileRows(this.#whole()).map((row) => row.filter((rect) => this.#isShown(rect)))
    const rows = shown.map((row) =>
      row.map((rect) => ({ rect, isLossy: isShort && looksLikePhoto(this.#canvas, rect) })),
    )
    const parts = await this.#compress(rows, limits)
    // Only those who lost their place take it: what the others do not have exactly stays marked.
    for (const { rect, isLossy } of rows.flat()) if (isLossy) this.#tiles.lost(rect)
    return [this.#config, ...parts, ...this.#cursor.all()]
  }

  refineInMs(): number | null {
    return this.#tiles.refineInMs()
  }

  hasMore(): boolean {
    return this.#left.length > 0
  }

  film(): ReturnType<FrameMaker['film']> {
    return { region: this.#film.region, codec: this.#video.codec, canVideo: this.#video.isPossible }
  }

  set(options: ScreenOptions): void {
    this.#options = options
    if (!this.#mayLose()) this.#film.forget()
    if (options.mode === 'standard' || !this.#mayLose()) this.end()
  }

  end(): void {
    this.#video.end()
  }

  /** Compares one grab with the canvas; paints what is sent now, and gives it. */
  #compare(grab: Grab, limits: FrameLimits): Found {
    const area = changedBounds(this.#canvas, grab)
    if (!area) return { copy: null, rows: [], filmed: [] }
    const isFilm = this.#isInFilm(area)
    if (isFilm && stillShowsFilm(grab, area)) {
      paint(this.#canvas, grab, area)
      this.#tiles.touched(area)
      return { copy: null, rows: [], filmed: [area] }
    }
    if (isFilm) this.#film.forget()
    const copy = this.#scrolls.find(this.#canvas, grab, area)
    if (copy) {
      applyCopy(this.#canvas, copy)
      this.#tiles.copied(copy)
    }
    const news = changedTiles(this.#canvas, grab, area).map((row) => row.map((rect) => this.#look(grab, rect)))
    return { copy, ...this.#choose(grab, news, limits) }
  }

  /** Decides over changed tiles: part of the film, sent now, or left. */
  #choose(grab: Grab, news: readonly (readonly News[])[], limits: FrameLimits): Omit<Found, 'copy'> {
    const filmed = news.flat().flatMap(({ rect }) => (this.#isInFilm(rect) ? [rect] : []))
    const others = news.map((row) => row.filter(({ rect }) => !filmed.includes(rect)))
    const photoPixels = others.flat().reduce((sum, { rect, isPhoto }) => sum + (isPhoto ? areaPixels(rect) : 0), 0)
    const isHurried = isLimited(limits) || photoPixels > MAX_EXACT_PHOTO_PIXELS
    const mayLose = this.#mayLose()
    const wanted = others.map((row) =>
      row.map(({ rect, isPhoto, isMoving }) => ({ rect, isLossy: isPhoto && mayLose && (isMoving || isHurried) })),
    )
    const { now, left } = chooseTiles(wanted, {
      budgetBytes: limits.budgetBytes,
      guess: this.#guess,
      damage: this.#damage,
    })
    this.#left = [...this.#left, ...left]
    for (const rect of [...filmed, ...now.flat().map((tile) => tile.rect)]) paint(this.#canvas, grab, rect)
    return { rows: now, filmed }
  }

  /** A few rows of letters alone may look like anything: a tile is judged by all that was taken of it. */
  #look(grab: Grab, rect: Rect): News {
    const seen = intersect(tileAround(rect), grab.rect) ?? rect
    const { of, at } = inGrab(grab, seen)
    return { rect, ...this.#tiles.changed(seen, of, at) }
  }

  /** What changed inside the film: as video, or as pictures with loss. */
  async #filmParts(changed: Rect | null, limits: FrameLimits): Promise<ScreenPart[]> {
    const { region } = this.#film
    if (!changed) return []
    if (region && this.#options.mode !== 'standard') {
      const picture = await this.#timed('encodeMs', () => this.#video.picture(this.#canvas, region, limits.kbps))
      if (picture) this.#tiles.lost(picture.rect)
      if (picture) return [picture]
    }
    return this.#encode([[{ rect: changed, isLossy: true }]], limits)
  }

  /** Whether tiles of a photo may lose something, for the time being. */
  #mayLose(): boolean {
    return this.#options.colors !== '256'
  }

  /** A screen with an odd side has one row or column that no video covers: it waits until the tile is refined. */
  #isInFilm(rect: Rect): boolean {
    const { region } = this.#film
    const common = region && intersect(rect, region)
    return !!common && common.width >= Math.max(1, rect.width - 1) && common.height >= Math.max(1, rect.height - 1)
  }

  /** Whether the canvas is up to date in a rectangle. */
  #isShown(rect: Rect): boolean {
    return !this.#left.some((other) => intersect(rect, other))
  }

  async #encode(rows: readonly (readonly Tile[])[], limits: FrameLimits): Promise<ScreenPart[]> {
    const parts = await this.#compress(rows, limits)
    for (const { rect, isLossy } of rows.flat()) {
      if (isLossy) this.#tiles.lost(rect)
      else this.#tiles.exact.settle(rect)
    }
    return parts
  }

  async #compress(rows: readonly (readonly Tile[])[], { quality, kbps }: FrameLimits): Promise<ScreenPart[]> {
    const format = kbps === null ? 'jpeg' : 'webp'
    const loss: Loss = { quality: Math.min(quality, this.#fineness.quality()), format }
    const parts = await this.#timed('encodeMs', () => encodeTiles(this.#canvas, rows, loss))
    this.#guess.learn(parts)
    this.#fineness.learn(parts)
    return parts
  }

  #take(rect: Rect): Promise<Grab> {
    return this.#timed('captureMs', async () => {
      const pixels = await this.#source.grab(rect)
      reduceColors(pixels, this.#options.colors)
      return { rect, pixels }
    })
  }

  async #pointer(): Promise<ScreenPart[]> {
    return this.#cursor.changes(await this.#source.cursor())
  }

  #whole(): Rect {
    return { x: 0, y: 0, width: this.#canvas.widthPx, height: this.#canvas.heightPx }
  }

  async #timed<T>(stage: keyof MakerTimes, work: () => Promise<T>): Promise<T> {
    const started = clock()
    try {
      return await work()
    } finally {
      this.times[stage] += clock() - started
    }
  }
}

/** A changed tile, and what it shows. */
type News = TileNews & { readonly rect: Rect }

/** What one grab brought: a scroll, the tiles to send, and what changed inside the video. */
type Found = {
  readonly copy: CopyPart | null
  readonly rows: readonly (readonly Tile[])[]
  readonly filmed: readonly Rect[]
}

function exactly(rows: readonly (readonly Rect[])[]): Tile[][] {
  return rows.map((row) => row.map((rect) => ({ rect, isLossy: false })))
}
