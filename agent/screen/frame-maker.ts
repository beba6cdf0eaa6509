// Turns a screen source into the parts of frames: what changed, what moved, and everything when asked.
import type { ConfigPart, Rect, ScreenPart } from '../../src/protocol/screen.ts'
import type { ScreenSource } from '../platform/platform.ts'
import { type Canvas, changedBounds, changedTiles, type Grab, newCanvas, paint, tileRows } from './canvas.ts'
import { newCursorTeller } from './cursor-parts.ts'
import { encodeTiles } from './encode-rects.ts'
import { areaPixels, bounds } from './rects.ts'
import { applyCopy, findScroll } from './scroll.ts'

/** More damaged rectangles than this are taken as one. */
const MAX_GRABS = 8
/** After this many large changes that were not a scroll, only every eighth is looked at: it is a film. */
const SCROLL_PATIENCE = 4
const SCROLL_RETRY = 8

/** Milliseconds spent in each stage so far. */
export type MakerTimes = { captureMs: number; compareMs: number; encodeMs: number }

/** Makes frames of one source; one call at a time. */
export type FrameMaker = {
  /** Takes the whole screen anew. */
  key(): Promise<ScreenPart[]>
  /** Takes what was damaged; gives no parts when nothing looks different. */
  update(): Promise<ScreenPart[]>
  /** Repeats what the viewers should be showing, without looking at the screen. */
  repeat(): Promise<ScreenPart[]>
  readonly times: Readonly<MakerTimes>
}

/** Begins with viewers that show nothing: the first frame has to be `key()`. */
export function newFrameMaker(source: ScreenSource): FrameMaker {
  let canvas = newCanvas(0, 0)
  let config: ConfigPart = { type: 'config', widthPx: 0, heightPx: 0, monitors: [] }
  let cursor = newCursorTeller()
  const scrolls = newScrollSearch()
  const times: MakerTimes = { captureMs: 0, compareMs: 0, encodeMs: 0 }

  const take = async (rect: Rect): Promise<Grab> =>
    timed(times, 'captureMs', async () => ({ rect, pixels: await source.grab(rect) }))
  const encode = (rows: readonly (readonly Rect[])[]): Promise<ScreenPart[]> =>
    timed(times, 'encodeMs', () => encodeTiles(canvas, rows))
  const whole = (): Rect => ({ x: 0, y: 0, width: canvas.widthPx, height: canvas.heightPx })

  return {
    times,
    async key() {
      const { widthPx, heightPx, monitors } = source
      canvas = newCanvas(widthPx, heightPx)
      config = { type: 'config', widthPx, heightPx, monitors }
      cursor = newCursorTeller()
      await source.takeDamage()
      paint(canvas, await take(whole()), whole())
      return [config, ...(await encode(tileRows(whole()))), ...(await cursor.changes(await source.cursor()))]
    },
    async update() {
      const copies: ScreenPart[] = []
      const rows: Rect[][] = []
      for (const rect of mergeDamage(await source.takeDamage())) {
        const grab = await take(rect)
        const started = performance.now()
        const area = changedBounds(canvas, grab)
        if (area) {
          const copy = scrolls.find(canvas, grab, area)
          if (copy) applyCopy(canvas, copy)
          if (copy) copies.push(copy)
          const changed = changedTiles(canvas, grab, area)
          for (const tile of changed.flat()) paint(canvas, grab, tile)
          rows.push(...changed)
        }
        times.compareMs += performance.now() - started
      }
      const pointer = await cursor.changes(await source.cursor())
      return [...copies, ...(await encode(rows)), ...pointer]
    },
    repeat: async () => [config, ...(await encode(tileRows(whole()))), ...cursor.all()],
  }
}

/** Few rectangles that hardly cover their surroundings are taken one by one, others as one. */
function mergeDamage(rects: readonly Rect[]): readonly Rect[] {
  const around = bounds(rects)
  if (!around) return []
  const covered = rects.reduce((sum, rect) => sum + areaPixels(rect), 0)
  return rects.length <= MAX_GRABS && covered < areaPixels(around) / 2 ? rects : [around]
}

function newScrollSearch(): { find(canvas: Canvas, grab: Grab, area: Rect): ReturnType<typeof findScroll> } {
  let misses = 0
  return {
    find(canvas, grab, area) {
      if (misses >= SCROLL_PATIENCE && misses % SCROLL_RETRY !== 0) {
        misses++
        return null
      }
      const copy = findScroll(canvas, grab, area)
      if (copy) misses = 0
      else if (areaPixels(area) > 65_536) misses++
      return copy
    },
  }
}

async function timed<T>(times: MakerTimes, stage: keyof MakerTimes, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    return await work()
  } finally {
    times[stage] += performance.now() - started
  }
}
