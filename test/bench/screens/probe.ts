// Looks at the picture inside a viewer page at every animation frame.
import type { Page } from 'playwright-core'
import { WINDOW } from './film.ts'
import { BLOCK_PX, COLORS, SQUARE } from './marker.ts'

/** One look: when, by the wall clock in milliseconds, the two numbers (−1: none) and the colour of the square. */
export type Look = readonly [at: number, top: number, bottom: number, color: number]

/** Looks at a page. */
export type Probe = {
  start(): Promise<void>
  stop(): Promise<readonly Look[]>
  once(): Promise<Look>
  /** The window as it is shown now, RGBA. */
  grab(): Promise<Buffer>
  /** What the page's clock is ahead of this process's, in milliseconds. */
  clockAheadMs(): Promise<number>
}

type InPage = { looks: Look[]; isOn: boolean; look(): Look; grab(): string }

/** Installs the probe beside the element that shows the desktop, which has its size of 1920 × 1080 in pixels. */
export async function installProbe(page: Page, selector: string): Promise<Probe> {
  await page.evaluate(insidePage, { selector, WINDOW, BLOCK_PX, SQUARE, COLORS })
  const probe = <T>(ask: (inside: InPage) => T): Promise<T> =>
    page.evaluate(`(${ask.toString()})(window.probe)`) as Promise<T>
  return {
    start: () =>
      probe((inside) => {
        inside.looks = []
        inside.isOn = true
      }),
    stop: () =>
      probe((inside) => {
        inside.isOn = false
        return inside.looks
      }),
    once: () => probe((inside) => inside.look()),
    grab: async () => Buffer.from(await probe((inside) => inside.grab()), 'base64'),
    async clockAheadMs() {
      let [best, ahead] = [Number.POSITIVE_INFINITY, 0]
      for (let round = 0; round < 15; round++) {
        const before = performance.timeOrigin + performance.now()
        const there = await page.evaluate(() => performance.timeOrigin + performance.now())
        const after = performance.timeOrigin + performance.now()
        if (after - before < best) [best, ahead] = [after - before, there - (before + after) / 2]
      }
      return ahead
    },
  }
}

type Given = {
  selector: string
  WINDOW: typeof WINDOW
  BLOCK_PX: number
  SQUARE: typeof SQUARE
  COLORS: typeof COLORS
}

/** Runs in the page: everything it needs is inside it. */
function insidePage({ selector, WINDOW, BLOCK_PX, SQUARE, COLORS }: Given): void {
  const canvas = (): HTMLCanvasElement => document.querySelector(selector) as HTMLCanvasElement
  const pixels = (x: number, y: number, width: number, height: number): Uint8ClampedArray =>
    canvas().getContext('2d')?.getImageData(x, y, width, height).data ?? new Uint8ClampedArray(width * height * 4)
  const numberAt = (y: number): number => {
    const data = pixels(WINDOW.x, y + BLOCK_PX / 2, 16 * BLOCK_PX, 1)
    let value = 0
    for (let bit = 0; bit < 16; bit++) {
      const at = (bit * BLOCK_PX + BLOCK_PX / 2) * 4
      value = (value << 1) | ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) > 382 ? 1 : 0)
    }
    const id = value >> 4
    return ((id ^ (id >> 4) ^ (id >> 8) ^ 5) & 15) === (value & 15) ? id : -1
  }
  const nearest = (): number => {
    const [red = 0, green = 0, blue = 0] = pixels(SQUARE.x + SQUARE.side / 2, SQUARE.y + SQUARE.side / 2, 1, 1)
    const far = COLORS.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2)
    return far.indexOf(Math.min(...far))
  }
  const probe: InPage = {
    looks: [],
    isOn: false,
    look: () => [
      performance.timeOrigin + performance.now(),
      numberAt(WINDOW.y),
      numberAt(WINDOW.y + WINDOW.height - BLOCK_PX),
      nearest(),
    ],
    grab() {
      const data = pixels(WINDOW.x, WINDOW.y, WINDOW.width, WINDOW.height)
      let text = ''
      for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768))
      return btoa(text)
    },
  }
  Object.assign(window, { probe })
  const tick = (): void => {
    requestAnimationFrame(tick)
    if (probe.isOn) probe.looks.push(probe.look())
  }
  requestAnimationFrame(tick)
}
