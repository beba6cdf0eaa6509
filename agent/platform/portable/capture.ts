// Pictures of all monitors, one monitor or one window, as the library takes them.
import { DeskhandError } from '../../../src/protocol/error.ts'
import type { Monitor, Rect } from '../../../src/protocol/screen.ts'
import type { ScreenTarget } from '../platform.ts'
import type { ScreenLibrary } from './libraries.ts'

type Screen = InstanceType<ScreenLibrary['Monitor']>

/** A picture of a target, one `0xXXRRGGBB` each, and where it is. */
export interface Capture {
  readonly widthPx: number
  readonly heightPx: number
  readonly pixels: Uint32Array
  /** Where its corner is, in the system's own units, and how many pixels one of them is. */
  readonly place: { readonly x: number; readonly y: number; readonly scale: number }
}

/** The monitors in pixels from the corner of the whole desktop, the primary one first. */
export function monitorsOf({ Monitor: library }: ScreenLibrary): readonly Monitor[] {
  const all = library.all()
  const { x: left, y: top, scale } = cornerOf(all)
  const found = all.map((one) => ({
    x: Math.round((one.x() - left) * scale),
    y: Math.round((one.y() - top) * scale),
    width: Math.round(one.width() * scale),
    height: Math.round(one.height() * scale),
    name: nameOf(one),
    isPrimary: one.isPrimary(),
  }))
  const [first, ...rest] = found.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  return first ? [{ ...first, isPrimary: true }, ...rest] : []
}

/** Takes a picture. @throws DeskhandError  `screen.none` where there is no such monitor or window, or no picture of it */
export async function capture(library: ScreenLibrary, target: ScreenTarget): Promise<Capture> {
  try {
    if (target.window !== undefined) return await windowPicture(library, target.window)
    const all = library.Monitor.all().filter((one) => target.monitor === undefined || nameOf(one) === target.monitor)
    if (all.length > 0) return await monitorPicture(all)
  } catch (cause) {
    throw new DeskhandError('screen.none', { problem: String(cause) }, cause)
  }
  throw new DeskhandError('screen.none', { problem: `there is no monitor ${target.monitor ?? ''}` })
}

async function windowPicture({ Window: library }: ScreenLibrary, id: string): Promise<Capture> {
  const window = library.all().find((one) => String(one.id()) === id)
  if (!window) throw new Error(`there is no window ${id}`)
  const image = await window.captureImage()
  const picture = blank(image.width, image.height)
  put(picture, { x: 0, y: 0, width: image.width, height: image.height }, await image.toRaw())
  return { ...picture, place: { x: window.x(), y: window.y(), scale: image.width / Math.max(1, window.width()) } }
}

async function monitorPicture(all: readonly Screen[]): Promise<Capture> {
  const place = cornerOf(all)
  const parts = await Promise.all(
    all.map(async (one) => {
      const image = await one.captureImage()
      const [x, y] = [one.x() - place.x, one.y() - place.y].map((at) => Math.round(at * place.scale))
      return { area: { x: x ?? 0, y: y ?? 0, width: image.width, height: image.height }, bytes: await image.toRaw() }
    }),
  )
  const far = (edge: (area: Rect) => number): number => Math.max(...parts.map(({ area }) => edge(area)))
  const picture = blank(
    far(({ x, width }) => x + width),
    far(({ y, height }) => y + height),
  )
  for (const { area, bytes } of parts) put(picture, area, bytes)
  return { ...picture, place }
}

/** The top left corner of all, and the finest scale of them. */
function cornerOf(all: readonly Screen[]): Capture['place'] {
  return {
    x: Math.min(...all.map((one) => one.x())),
    y: Math.min(...all.map((one) => one.y())),
    scale: process.platform === 'darwin' ? Math.max(1, ...all.map((one) => one.scaleFactor())) : 1,
  }
}

function nameOf(one: Screen): string {
  return one.name() || String(one.id())
}

type Blank = Pick<Capture, 'widthPx' | 'heightPx' | 'pixels'>

function blank(widthPx: number, heightPx: number): Blank {
  return { widthPx, heightPx, pixels: new Uint32Array(widthPx * heightPx) }
}

/** Copies RGBA bytes to their place. */
function put({ pixels, widthPx }: Blank, area: Rect, bytes: Uint8Array): void {
  for (let row = 0, from = 0; row < area.height; row++) {
    for (let to = (area.y + row) * widthPx + area.x, end = to + area.width; to < end; to++, from += 4)
      pixels[to] = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0)
  }
}
