// Video in a real browser: it looks as it should, and broken, foreign or too much of it costs a key frame, nothing else.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { beforeAll, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { loadVideoCodec, type VideoUnit } from '../../agent/screen/video-encoder.ts'
import { encodeFrame, FRAME_KEY, FRAME_KINDS } from '../../src/protocol/frame.ts'
import type { ScreenPart, VideoPart } from '../../src/protocol/screen.ts'
import { encodeScreen } from '../../src/protocol/screen-encode.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'

const RECT = { x: 32, y: 16, width: 320, height: 192 }
const config: ScreenPart = { type: 'config', widthPx: 400, heightPx: 240, monitors: [] }
const fill: ScreenPart = { type: 'fill', rect: { x: 0, y: 0, width: 400, height: 240 }, color: 0x102030 }

let browser: Awaited<ReturnType<typeof startBrowser>>
let script = ''
/** Sixty pictures of a gradient that moves, and one of another size. */
const units: VideoUnit[] = []
let foreign: VideoUnit
beforeAll(async () => {
  browser = await startBrowser()
  const bundle = await rolldown({ input: new URL('../bench/screens/page.ts', import.meta.url).pathname })
  script = (await bundle.generate({ format: 'esm' })).output[0].code
  const codec = loadVideoCodec()
  if (!codec) throw new Error('no encoder is installed')
  const encoding = codec.open({ widthPx: RECT.width, heightPx: RECT.height, kbps: null })
  for (let index = 0; index < 60; index++) units.push(await encoding.encode(picture(index), index === 0))
  encoding.close()
  const other = codec.open({ widthPx: 640, heightPx: 480, kbps: null })
  foreign = await other.encode(new Uint32Array(640 * 480), true)
  other.close()
})

function picture(index: number): Uint32Array {
  return Uint32Array.from({ length: RECT.width * RECT.height }, (_, at) => colorAt(index, at))
}
function colorAt(index: number, at: number): number {
  const [x, y] = [at % RECT.width, Math.floor(at / RECT.width)]
  const level = (value: number): number => 40 + Math.round(value)
  return (level(x / 4 + index * 2) << 16) | (level(y / 2) << 8) | 128
}

type Shown = { page: Page; errors: string[]; send(flags: number, ...parts: ScreenPart[]): void; asked(): number }

async function show(before = ''): Promise<Shown> {
  const server = createServer((request, response) => {
    const isPage = request.url === '/'
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/javascript' })
    response.end(
      isPage ? `<!doctype html><body><script>${before}</script><script type="module" src="/page.js"></script>` : script,
    )
  })
  let [asked, seq] = [0, 0]
  const joined = new Promise<WebSocket>((resolve) => {
    new WebSocketServer({ server }).on('connection', (socket) => {
      socket.on('message', () => asked++)
      resolve(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => server.closeAllConnections())
  atEnd(() => server.close())
  const opened = await openPage(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const socket = await joined
  return {
    ...opened,
    send(flags, ...parts) {
      const header = { kind: FRAME_KINDS.screen, flags, channel: 1, seq: seq++, capturedAt: Date.now() }
      socket.send(encodeFrame(header, encodeScreen(parts)))
    },
    asked: () => asked,
  }
}

const video = (unit: VideoUnit, rect: VideoPart['rect'] = RECT): VideoPart => ({ type: 'video', rect, ...unit })
const pixelAt = (page: Page, x: number, y: number): Promise<readonly number[]> =>
  page.evaluate(
    ([left, top]) => [
      ...(document.querySelector('canvas')?.getContext('2d')?.getImageData(left, top, 1, 1).data ?? []),
    ],
    [x, y] as const,
  )

/** Whether the page shows picture `index`, as near as video can be. */
async function isShown(page: Page, index: number): Promise<boolean> {
  for (const [x, y] of [
    [20, 20],
    [200, 100],
    [300, 150],
  ] as const) {
    const color = colorAt(index, y * RECT.width + x)
    const [red = 0, green = 0, blue = 0] = await pixelAt(page, RECT.x + x, RECT.y + y)
    const far = Math.max(Math.abs(red - (color >> 16)), Math.abs(green - ((color >> 8) & 255)), Math.abs(blue - 128))
    if (far > 8) return false
  }
  return true
}

const at = (index: number): VideoUnit => units[index] as VideoUnit

describe('video in the page', () => {
  it('is drawn in its rectangle with the right colours, picture after picture, and nothing around it', async () => {
    const { page, send, errors, asked } = await show()
    send(FRAME_KEY, config, fill)
    for (let index = 0; index < 30; index++) {
      send(0, video(at(index)))
      if (index % 5 === 4) await until(`picture ${index}`, () => isShown(page, index))
    }
    expect((await pixelAt(page, RECT.x - 1, RECT.y + 5)).slice(0, 3)).toEqual([0x10, 0x20, 0x30])
    expect((await pixelAt(page, RECT.x + RECT.width, RECT.y + 5)).slice(0, 3)).toEqual([0x10, 0x20, 0x30])
    expect([errors, asked()]).toEqual([[], 0])
  })

  const broken: readonly (readonly [string, () => VideoPart])[] = [
    ['builds on pictures that never came', () => video(at(3))],
    ['is of another size than its rectangle', () => video(foreign)],
    ['says that it is a key and is none', () => video({ ...at(3), isKey: true })],
    [
      'is noise',
      () => video({ ...at(0), bytes: Uint8Array.from({ length: 5000 }, (_, i) => (i < 3 ? +(i === 2) : i * 7)) }),
    ],
    ['ends early', () => video({ ...at(0), bytes: at(0).bytes.subarray(0, 40) })],
  ]
  for (const [what, part] of broken) {
    it(`asks for a key frame when it ${what}, and goes on with it`, async () => {
      const { page, send, errors, asked } = await show()
      send(FRAME_KEY, config, fill)
      send(0, part())
      await until('the question', () => asked() > 0)
      send(FRAME_KEY, config, fill)
      send(0, video(at(0)))
      await until('the picture', () => isShown(page, 0))
      expect(errors).toEqual([])
    })
  }

  it('is left out by a browser that has none, which says so once and shows the rest', async () => {
    const { page, send, errors, asked } = await show('delete window.VideoDecoder')
    send(FRAME_KEY, config, fill)
    for (let index = 0; index < 5; index++) send(0, video(at(index)))
    const rect = { x: 0, y: 0, width: 10, height: 10 }
    send(0, { type: 'fill', rect, color: 0xffffff })
    await until('the rest', async () => (await pixelAt(page, 5, 5))[0] === 255)
    await until('what it says', () => asked() > 0)
    expect((await pixelAt(page, RECT.x + 9, RECT.y + 9)).slice(0, 3)).toEqual([0x10, 0x20, 0x30])
    expect([asked(), errors]).toEqual([1, []])
  })

  it('is let go when more comes than the page decodes, and is there again after a key frame', async () => {
    const { page, send, errors } = await show()
    send(FRAME_KEY, config, fill)
    for (let round = 0; round < 20; round++) for (let index = 0; index < 60; index++) send(0, video(at(index)))
    send(FRAME_KEY, config, fill)
    send(0, video(at(0)))
    await until('the picture', () => isShown(page, 0))
    expect(errors).toEqual([])
  })
})
