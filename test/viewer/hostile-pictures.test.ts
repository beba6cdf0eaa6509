// An agent that sends what no machine would: the viewer's page lives on in bounded memory, asks again, and shows what is right.
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { encodeFrame, FRAME_KEY, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { MAX_RECTS, MAX_SCREEN_PX, type ScreenPart } from '../../src/protocol/screen.ts'
import { encodeScreen } from '../../src/protocol/screen-encode.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import { start } from './host-page.ts'

vi.setConfig({ testTimeout: 120_000 })

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})

interface Agent {
  readonly page: Page
  readonly errors: readonly string[]
  /** How often a fresh picture was asked for. */
  asked(): number
  send(flags: number, ...parts: readonly ScreenPart[]): void
  sendBytes(flags: number, payload: Uint8Array): void
  /** Waits until the page shows an honest picture, sent as often as it takes. */
  honest(color: number): Promise<void>
}

const SIZE = { widthPx: 400, heightPx: 240 }
const config = (widthPx: number, heightPx: number): ScreenPart => ({ type: 'config', widthPx, heightPx, monitors: [] })
const fill = (width: number, height: number, color: number): ScreenPart => ({
  type: 'fill',
  rect: { x: 0, y: 0, width, height },
  color,
})

async function agent(): Promise<Agent> {
  const { host, refreshes: asked, send: onFrame } = await start()
  const { page, errors } = await openPage(browser, host.url)
  await until('the page to ask', () => asked() > 0)
  let seq = 0
  const sendBytes = (flags: number, payload: Uint8Array): void => {
    const header = { kind: FRAME_KINDS.screen, flags, channel: 1, seq: seq++, capturedAt: Date.now() }
    onFrame(encodeFrame(header, [payload]))
  }
  const send: Agent['send'] = (flags, ...parts) => sendBytes(flags, Buffer.concat(encodeScreen(parts)))
  return {
    page,
    errors,
    asked,
    send,
    sendBytes,
    honest: async (color) => {
      const { widthPx, heightPx } = SIZE
      let answered = -1
      await until('the honest picture', async () => {
        if (answered !== asked()) send(FRAME_KEY, config(widthPx, heightPx), fill(widthPx, heightPx, color))
        answered = asked()
        const [red, green, blue, width] = await page.evaluate(() => {
          const canvas = document.querySelector('canvas')
          return [...(canvas?.getContext('2d')?.getImageData(7, 7, 1, 1).data.slice(0, 3) ?? []), canvas?.width]
        })
        return width === widthPx && ((red ?? 0) << 16) + ((green ?? 0) << 8) + (blue ?? 0) === color
      })
    },
  }
}

/** Memory of the whole browser, in MiB. */
async function memoryMiB(): Promise<number> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const sizes = processInfo.map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
    return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0)
  })
  return (await Promise.all(sizes)).reduce((sum, kib) => sum + kib, 0) / 1024
}

const GOOD: readonly ScreenPart[] = [config(SIZE.widthPx, SIZE.heightPx), fill(SIZE.widthPx, SIZE.heightPx, 0x111111)]
const big = (type: 'config' | 'fill', count: number): ScreenPart[] =>
  Array.from({ length: count }, () => (type === 'config' ? config(10, 10) : fill(1, 1, 0xffffff)))

const HOSTILE: readonly (readonly [string, readonly ScreenPart[]])[] = [
  ['a desktop without size', [config(0, 0)]],
  ['a desktop wider than any', [config(MAX_SCREEN_PX + 1, 100)]],
  ['a desktop of four thousand million pixels', [config(65_535, 65_535), fill(65_535, 65_535, 0)]],
  ['one rectangle too many', [...GOOD, ...big('fill', MAX_RECTS)]],
  ['ten thousand rectangles', [...GOOD, ...big('fill', 10_000)]],
  ['ten thousand desktops', big('config', 10_000)],
  ['a rectangle outside', [...GOOD, fill(65_535, 1, 0)]],
  ['a picture that is none', [...GOOD, image('png', new Uint8Array(500).fill(7))]],
  [
    'a picture of another size',
    [...GOOD, image('jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 255, 255, 255, 255))],
  ],
  ['a video that is none', [...GOOD, video(new Uint8Array(900).fill(1))]],
]

function image(format: 'png' | 'jpeg', bytes: Uint8Array): ScreenPart {
  return { type: 'image', rect: { x: 0, y: 0, width: 64, height: 64 }, format, bytes }
}
function video(bytes: Uint8Array): ScreenPart {
  const rect = { x: 0, y: 0, width: 320, height: 192 }
  return { type: 'video', rect, codec: 'avc1.42001f', isKey: true, bytes: Uint8Array.of(0, 0, 0, 1, 0x67, ...bytes) }
}

test('each impossible picture costs one question, and the next right one is shown', async () => {
  const { page, errors, asked, send, honest } = await agent()
  for (const [index, [what, parts]] of HOSTILE.entries()) {
    await honest(0x203040 + index)
    const before = asked()
    send(FRAME_KEY, ...parts)
    await until(`the question after ${what}`, () => asked() > before)
  }
  await honest(0xabcdef)
  expect(errors).toEqual([])
  expect(await page.locator('.picture').isVisible()).toBe(true)
})

test('the largest desktops there may be, one after the other and of changing shapes, fill no memory and end no page', async () => {
  const { page, errors, send, honest } = await agent()
  await honest(0x102030)
  const shapes = [
    [8_192, 8_192],
    [16_384, 4_096],
    [4_096, 16_384],
    [7_680, 4_320],
  ] as const
  const width = (): Promise<number> => page.evaluate(() => document.querySelector('canvas')?.width ?? 0)
  const round = async (color: number): Promise<void> => {
    for (const [widthPx, heightPx] of shapes) {
      send(FRAME_KEY, config(widthPx, heightPx), fill(widthPx, heightPx, color))
      await until('it to be shown', async () => (await width()) === widthPx)
    }
  }
  await round(1)
  const before = await memoryMiB()
  for (let count = 0; count < 3; count++) await round(0xff0000 + count)
  // One such desktop is 256 MiB; what a dozen of them leave behind is less than two.
  expect((await memoryMiB()) - before).toBeLessThan(512)
  await honest(0xabcdef)
  expect(errors).toEqual([])
})

test('a flood of frames that a page cannot draw as fast is dropped at its host, and the page is there afterwards', async () => {
  const { page, errors, send, sendBytes, honest } = await agent()
  await honest(0x102030)
  const before = await memoryMiB()
  const noise = new Uint8Array(4_000_000).fill(255)
  for (let count = 0; count < 300; count++) {
    send(FRAME_KEY, config(7_680, 4_320), ...big('fill', MAX_RECTS - 1))
    if (count % 10 === 0) sendBytes(FRAME_KEY, noise)
  }
  await honest(0xabcdef)
  expect((await memoryMiB()) - before).toBeLessThan(768)
  expect(await page.locator('.picture').isVisible()).toBe(true)
  expect(errors).toEqual([])
})
