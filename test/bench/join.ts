// From the customer's command to the rep's first picture, beside what the same programs and browser take to do nothing.
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Browser, chromium, type Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import { asker } from './ask.ts'
import { type Figure, figure, median } from './figure.ts'
import { stop, untilEnd, untilOutput } from './spawned.ts'

const ROUNDS = { full: 11, quick: 3 } as const
const REP = 'dist/deskhand/deskhand.js'
const AGENT = 'dist/agent/deskhand-agent.js'
/** Colour of the display, so that a picture of it differs from a page without one. */
const COLOUR = '#204060'
const PATIENCE_MS = 30_000

/** The smallest page that shows what came over a socket. */
const SMALLEST = `<!doctype html><canvas width=1 height=1></canvas><script>
const socket = new WebSocket(location.href.replace('http', 'ws')), canvas = document.querySelector('canvas')
socket.binaryType = 'blob'
socket.onmessage = async ({ data }) => canvas.getContext('2d').drawImage(await createImageBitmap(data), 0, 0)
</script>`
/** One pixel that is not black, as PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

interface Given {
  readonly url: string
  readonly token: string
  readonly display: string
  readonly browser: Browser
  readonly folder: string
}

/** Milliseconds until a page that is opened has drawn its first picture. */
async function untilPicture(browser: Browser, url: string): Promise<number> {
  const page: Page = await browser.newPage()
  try {
    const from = performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(
      () => {
        const context = document.querySelector('canvas')?.getContext('2d')
        return context
          ?.getImageData(0, 0, 1, 1)
          .data.slice(0, 3)
          .some((value) => value > 0)
      },
      null,
      { polling: 'raf', timeout: PATIENCE_MS },
    )
    return performance.now() - from
  } finally {
    await page.close()
  }
}

/** What one way from the command to the picture took, in milliseconds. */
interface Way {
  /** The agent's start to "joined". */
  readonly joinMs: number
  /** The rep's command to the viewer's address: start, request, consent, capture. */
  readonly viewMs: number
  /** The page's start to its first picture. */
  readonly pictureMs: number
}

async function wholeWay({ url, token, display, browser, folder }: Given): Promise<Way> {
  const { number = '' } = await asker(url)(token, 'session.start', { topic: 'bench' })
  const home = { HOME: folder, XDG_STATE_HOME: folder, XDG_RUNTIME_DIR: folder, DESKHAND_CONFIG_DIR: folder }
  const env = { ...process.env, ...home, DISPLAY: display, DESKHAND_HUB: url }
  const start = (args: readonly string[], more: NodeJS.ProcessEnv): ChildProcess =>
    spawn(process.execPath, [...args, '--json'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env, ...more } })
  const from = performance.now()
  const agent = start([AGENT, number, '--name', 'Customer', '--platform', 'x11', '--allow', 'desktop.view'], {})
  const started: ChildProcess[] = [agent]
  try {
    const { ms: joinMs } = await untilOutput(agent, /"joined"/, from)
    const view = start([REP, 'desktop', 'view', '--session', number, '--no-open'], { DESKHAND_TOKEN: token })
    started.push(view)
    const { ms: viewMs, text } = await untilOutput(view, /"viewerUrl".*\n/)
    const { viewerUrl } = JSON.parse(text.split('\n').find((line) => line.includes('viewerUrl')) ?? '') as {
      viewerUrl: string
    }
    return { joinMs, viewMs, pictureMs: await untilPicture(browser, viewerUrl) }
  } finally {
    await Promise.all(started.map((one) => stop(one, 'SIGTERM')))
  }
}

/** Serves the smallest page that shows a pixel over a socket. */
async function serveSmallest(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(SMALLEST)
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.send(PIXEL))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() }
}

async function startDisplay(): Promise<{ readonly server: ChildProcess; readonly name: string }> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer]
  const name = `:${number.toString().trim()}`
  execFileSync('xsetroot', ['-solid', COLOUR], { env: { ...process.env, DISPLAY: name } })
  return { server, name }
}

async function startHub(folder: string): Promise<{ readonly child: ChildProcess; url: string; token: string }> {
  const program = new URL('./messages/hub.ts', import.meta.url).pathname
  const child = fork(program, [folder, '', '0'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [{ url, token }] = (await once(child, 'message')) as [{ url: string; token: string }]
  return { child, url, token }
}

/** Measures the way on a display of its own, with a hub and a browser that run already. */
export async function* measure({ isQuick }: { readonly isQuick: boolean }): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  const [hub, display, smallest] = await Promise.all([startHub(join(folder, 'hub')), startDisplay(), serveSmallest()])
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const ways: Way[] = []
  const floors: number[] = []
  try {
    const given = { url: hub.url, token: hub.token, display: display.name, browser, folder }
    await untilPicture(browser, smallest.url) // the browser's first page is slower than any other
    for (let round = 0; round < ROUNDS[isQuick ? 'quick' : 'full']; round++) {
      const [agent, rep] = [
        await untilEnd(process.execPath, ['-e', '0']),
        await untilEnd(process.execPath, ['-e', '0']),
      ]
      floors.push(agent + rep + (await untilPicture(browser, smallest.url)))
      ways.push(await wholeWay(given))
    }
  } finally {
    await browser.close()
    smallest.close()
    await Promise.all([stop(hub.child), stop(display.server)])
    await rm(folder, { recursive: true, force: true })
  }
  const of = (name: keyof Way): number => median(ways.map((way) => way[name]))
  yield figure({
    what: 'join: command started to first picture in the viewer',
    unit: 'ms',
    value: median(ways.map(({ joinMs, viewMs, pictureMs }) => joinMs + viewMs + pictureMs)),
    peer: '2 empty Nodes, 1-pixel page',
    peerValue: median(floors),
    extra: { joinMs: of('joinMs'), viewMs: of('viewMs'), pictureMs: of('pictureMs') },
  })
}
