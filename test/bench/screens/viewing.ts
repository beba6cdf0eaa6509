// A viewer's page as it is looked at: what it shows, what it was sent, and frames of it kept for later.
import type { Page } from 'playwright-core'
import { WINDOW } from './film.ts'
import { BLOCK_PX } from './marker.ts'
import { installProbe, type Probe } from './probe.ts'
import type { Stand } from './stand.ts'

/** A page that shows the desktop. */
export type Viewing = {
  readonly page: Page
  readonly probe: Probe
  /** Bytes of all messages its sockets were given so far. */
  receivedBytes(): Promise<number>
  /** Keeps the first picture that shows each of these frames or a later one, from now on. */
  keep(ids: readonly number[]): Promise<void>
  /** What was kept: which frame, and its pixels, RGBA. */
  kept(): Promise<readonly KeptPicture[]>
  close(): Promise<void>
}

/** A whole frame as the page showed it. */
export type KeptPicture = { readonly id: number; readonly rgba: Buffer }

type Keeper = { wanted: number[]; pictures: { id: number; data: ImageData }[] }

const FIRST_PICTURE_MS = 30_000

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What page to open; a floor's shows no more than the square. */
export type ToView = { readonly url: string; readonly selector: string; readonly isFloor?: boolean }

/** Opens a viewer's page and waits for the desktop with frame 0 and the square in its first colour on it. */
export async function openViewing({ browser }: Stand, { url, selector, isFloor }: ToView): Promise<Viewing> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`in the page: ${error.message}`))
  await page.addInitScript(countInPage)
  await page.goto(url)
  await page.waitForSelector(selector, { state: 'attached' })
  const probe = await installProbe(page, selector)
  await page.evaluate(keepInPage, { selector, WINDOW, BLOCK_PX })
  if (!isFloor) await firstPicture(probe)
  const count = (): Promise<number> => page.evaluate(() => (window as unknown as { received: number }).received)
  const kept = async (): Promise<readonly KeptPicture[]> => {
    const ids: readonly number[] = await page.evaluate('window.keeper.pictures.map(({ id }) => id)')
    const pictures: KeptPicture[] = []
    for (const [at, id] of ids.entries()) {
      const text: string = await page.evaluate(`window.keepText(${at})`)
      pictures.push({ id, rgba: Buffer.from(text, 'base64') })
    }
    return pictures
  }
  return {
    page,
    probe,
    receivedBytes: count,
    keep: (ids) => page.evaluate(`window.keeper.wanted = ${JSON.stringify(ids)}; window.keeper.pictures = []`),
    kept,
    close: () => context.close(),
  }
}

async function firstPicture(probe: Probe): Promise<void> {
  const until = performance.now() + FIRST_PICTURE_MS
  while (performance.now() < until) {
    const [, top, bottom, color] = await probe.once().catch(() => [0, -1, -1, -1] as const)
    if (top === 0 && bottom === 0 && color === 0) return
    await sleep(50)
  }
  throw new Error('no picture came')
}

/** Runs in the page, before anything else of it. */
function countInPage(): void {
  Object.assign(window, { received: 0 })
  const counts = window as unknown as { received: number }
  const sizeOf = (data: string | ArrayBuffer | Blob): number =>
    typeof data === 'string' ? data.length : data instanceof Blob ? data.size : data.byteLength
  window.WebSocket = new Proxy(WebSocket, {
    construct(Plain, given: ConstructorParameters<typeof WebSocket>) {
      const socket = new Plain(...given)
      socket.addEventListener('message', ({ data }) => {
        counts.received += sizeOf(data)
      })
      return socket
    },
  })
}

type Given = { selector: string; WINDOW: { x: number; y: number; width: number; height: number }; BLOCK_PX: number }

/** Runs in the page: everything it needs is inside it. */
function keepInPage({ selector, WINDOW, BLOCK_PX }: Given): void {
  const keeper: Keeper = { wanted: [], pictures: [] }
  const pixels = (y: number, width: number, height: number): ImageData | undefined =>
    (document.querySelector(selector) as HTMLCanvasElement).getContext('2d')?.getImageData(WINDOW.x, y, width, height)
  const numberAt = (y: number): number => {
    const data = pixels(y + BLOCK_PX / 2, 16 * BLOCK_PX, 1)?.data ?? []
    let value = 0
    for (let bit = 0; bit < 16; bit++) value = (value << 1) | ((data[(bit + 0.5) * BLOCK_PX * 4] ?? 0) > 127 ? 1 : 0)
    const id = value >> 4
    return ((id ^ (id >> 4) ^ (id >> 8) ^ 5) & 15) === (value & 15) ? id : -1
  }
  const look = (): void => {
    const [wanted] = keeper.wanted
    if (wanted === undefined) return
    const id = numberAt(WINDOW.y)
    if (id < wanted || id !== numberAt(WINDOW.y + WINDOW.height - BLOCK_PX)) return
    const data = pixels(WINDOW.y, WINDOW.width, WINDOW.height)
    if (data) keeper.pictures.push({ id, data })
    keeper.wanted = keeper.wanted.filter((one) => one > id)
  }
  const tick = (): void => {
    requestAnimationFrame(tick)
    look()
  }
  const keepText = (at: number): string => {
    const data = keeper.pictures[at]?.data.data ?? new Uint8ClampedArray()
    let text = ''
    for (let from = 0; from < data.length; from += 32_768)
      text += String.fromCharCode(...data.subarray(from, from + 32_768))
    return btoa(text)
  }
  Object.assign(window, { keeper, keepText })
  requestAnimationFrame(tick)
}
