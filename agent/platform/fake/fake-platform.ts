// The drawn platform: a desktop in memory for demos, tests and machines without a display.
import { type Language, translator } from '../../../src/language/catalogue.ts'
import { DeskhandError } from '../../../src/protocol/error.ts'
import type { Monitor, Rect } from '../../../src/protocol/screen.ts'
import { noticePicture } from '../notice-picture.ts'
import { cropPixels, type Picture } from '../picture.ts'
import type { Notice, Platform, ScreenTarget } from '../platform.ts'
import { arrowAt } from './arrow.ts'
import { type FakeHands, openFakeInput } from './fake-input.ts'
import { openFakeOverlays } from './fake-overlays.ts'
import { openView, type Part, type View } from './fake-view.ts'
import { DRAWN_ABILITIES, openFakeWindows } from './fake-windows.ts'
import { MIN_SCENE, openScene, type Scene } from './scene.ts'

/** How the drawn desktop is made. */
export type FakeOptions = {
  readonly widthPx?: number
  readonly heightPx?: number
  readonly language?: Language
  /** UTC milliseconds; decides all that is drawn. */
  clock(): number
  /**
   * Has `tick` called again and again while someone looks, and returns what ends it.
   *
   * @default every 50 ms
   */
  everyTick?(tick: () => void): () => void
}

const TICK_MS = 50
const MONITOR_NAME = 'DRAWN-1'

/** The drawn platform, with what was done to it and its owner's hand. */
export type FakePlatform = Platform & { readonly hands: FakeHands }

/** Makes a platform of a desktop that is drawn when somebody first looks at it. */
export async function openFakePlatform(options: FakeOptions): Promise<FakePlatform> {
  const { clock, everyTick = everyTickOfTime } = options
  const widthPx = Math.max(options.widthPx ?? 1280, MIN_SCENE.widthPx)
  const heightPx = Math.max(options.heightPx ?? 800, MIN_SCENE.heightPx)
  const startMs = clock()
  const label = translator(options.language ?? 'en')('viewer.drawnDesktop')
  let drawing: Promise<Scene> | null = null
  let scene: Scene | null = null
  // Drawing takes 14 MiB for a moment, which a program that only says that it could draw must not pay for.
  const draw = async (): Promise<Picture> => {
    drawing ??= import('./wallpaper.ts').then(async ({ drawWallpaper }) =>
      openScene(await drawWallpaper(widthPx, heightPx), label, startMs),
    )
    scene = await drawing
    return scene.picture
  }
  const monitor: Monitor = { x: 0, y: 0, width: widthPx, height: heightPx, name: MONITOR_NAME, isPrimary: true }
  const windows = openFakeWindows({ widthPx, heightPx })
  const overlays = openFakeOverlays()
  const partOf = (what: ScreenTarget): Part => {
    if (what.window !== undefined) return windows.find(what.window)
    if (what.monitor === undefined || what.monitor === MONITOR_NAME)
      return { area: monitor, monitor, covered: () => [] }
    throw new DeskhandError('screen.none', { problem: `there is no monitor ${what.monitor}, but ${MONITOR_NAME}` })
  }
  const views = new Set<View>()
  let stopTicking: (() => void) | null = null

  const cursor = () => ({ ...arrowAt(clock() - startMs, widthPx, heightPx), ...input.pointer() })
  const damage = (rects: readonly Rect[]): void => {
    for (const view of views) {
      const wasClean = view.damage.length === 0
      view.damage.push(...rects)
      if (wasClean && rects.length > 0) view.listener.damaged()
    }
  }
  const input = openFakeInput(damage)
  const tick = (): void => {
    damage(scene?.advance(clock()) ?? [])
    const { x, y } = cursor()
    for (const view of views) {
      if (view.at !== `${x} ${y}`) view.listener.cursorChanged()
      view.at = `${x} ${y}`
    }
  }
  const look = (view: View): void => {
    views.add(view)
    stopTicking ??= everyTick(tick)
  }
  const lookAway = (view: View | null): void => {
    if (view) views.delete(view)
    if (views.size > 0) return
    stopTicking?.()
    stopTicking = null
  }

  return {
    name: 'fake',
    describe: () =>
      Promise.resolve({ name: 'fake', widthPx, heightPx, monitors: [monitor], isDrawn: true, hasFastCapture: true }),
    async openScreen(what = {}) {
      const part = partOf(what)
      return openView(await draw(), { part, overlays, cursor, look, lookAway })
    },
    abilities: () => Promise.resolve(DRAWN_ABILITIES),
    listWindows: () => Promise.resolve(windows.list()),
    listApplications: () => Promise.resolve(windows.applications),
    launch: async (id) => windows.launch(id, await draw(), damage),
    openOverlay: async (target) => overlays.open(partOf(target).area, damage),
    showNotice: async (text) => showOn(await draw(), noticePicture(text), damage),
    openInput: async (target) => input.open(partOf(target), await draw()),
    watchOwner: async (listener) => input.watchOwner(listener),
    clipboard: async () => input.clipboard(),
    hands: input.hands,
    async close() {
      views.clear()
      lookAway(null)
    },
  }
}

/** Puts the sign on the picture and, at its end, back what was under it. */
function showOn(picture: Picture, sign: Picture, damage: (rects: readonly Rect[]) => void): Notice {
  const width = Math.min(sign.widthPx, picture.widthPx)
  const area = { x: Math.floor((picture.widthPx - width) / 2), y: 0, width, height: sign.heightPx }
  const under = cropPixels(picture, area, new Uint32Array(width * area.height))
  put(picture, area, cropPixels(sign, { ...area, x: 0 }, new Uint32Array(width * area.height)))
  damage([area])
  return {
    async close() {
      put(picture, area, under)
      damage([area])
    },
  }
}

function put(picture: Picture, area: Rect, pixels: Uint32Array): void {
  for (let row = 0; row < area.height; row++) {
    const to = (area.y + row) * picture.widthPx + area.x
    picture.pixels.set(pixels.subarray(row * area.width, (row + 1) * area.width), to)
  }
}

function everyTickOfTime(tick: () => void): () => void {
  const timer = setInterval(tick, TICK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
