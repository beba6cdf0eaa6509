// The viewer in a real browser: what the display shows is what the page shows, soon, and the page only looks.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openFakePlatform } from '../../agent/platform/fake/fake-platform.ts'
import { openX11Source } from '../../agent/platform/x11/screen-source.ts'
import { encodeFrame, FRAME_KEY, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import { startViewerHost, type ViewerHost } from '../../src/viewer/host/viewer-host.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import { atEnd } from '../support/ending.ts'
import { feedScreen, type ScreenFeed } from '../support/screen-feed.ts'
import { truePixels } from '../support/screen-watch.ts'
import { until } from '../support/wait.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

type Viewer = { page: Page; errors: string[]; host: ViewerHost; screen: ScreenFeed }
type ViewOptions = { title?: string; language?: 'en' | 'ko'; dark?: boolean; width?: number }

async function view(screen: ScreenFeed, options: ViewOptions = {}): Promise<Viewer> {
  const { title = 'Minji Kim · 482 113 907', language = 'en', dark = true, width = 1280 } = options
  const host = await startViewerHost({ feed: screen.feed, title, language })
  atEnd(() => host.close())
  const opened = await openPage(browser, host.url, {
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 800 },
  })
  return { ...opened, host, screen }
}

async function viewDisplay(display: TestDisplay, options: ViewOptions = {}): Promise<Viewer> {
  const source = await openX11Source({ display: display.name })
  atEnd(() => source.close())
  return view(feedScreen(source), options)
}

async function viewDrawn(options: ViewOptions = {}): Promise<Viewer> {
  const platform = await openFakePlatform({ clock: Date.now, language: options.language ?? 'en' })
  atEnd(() => platform.close())
  return view(feedScreen(await platform.openScreen()), options)
}

/** Reads the canvas, three bytes a pixel; `null` while it has another size. */
async function shownPixels(page: Page, widthPx: number, heightPx: number): Promise<Buffer | null> {
  const base64 = await page.evaluate(
    ([width, height]) => {
      const canvas = document.querySelector('canvas')
      if (canvas?.width !== width || canvas.height !== height) return null
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: new Uint8ClampedArray(0) }
      const rgb = new Uint8Array((data.length / 4) * 3)
      for (let from = 0, to = 0; from < data.length; from += 4) {
        rgb[to++] = data[from] ?? 0
        rgb[to++] = data[from + 1] ?? 0
        rgb[to++] = data[from + 2] ?? 0
      }
      let text = ''
      for (let at = 0; at < rgb.length; at += 32_768) text += String.fromCharCode(...rgb.subarray(at, at + 32_768))
      return btoa(text)
    },
    [widthPx, heightPx] as const,
  )
  return base64 === null ? null : Buffer.from(base64, 'base64')
}

const pixelAt = (page: Page, x: number, y: number): Promise<readonly number[]> =>
  page.evaluate(
    ([left, top]) => {
      const context = document.querySelector('canvas')?.getContext('2d')
      return [...(context?.getImageData(left, top, 1, 1).data ?? [])].slice(0, 3)
    },
    [x, y] as const,
  )

describe('the viewer', () => {
  it('shows every pixel of the display as it is', async () => {
    const display = await startDisplay({ hasWindowManager: true })
    await display.run('xsetroot', '-mod', '7', '5', '-fg', '#c08030', '-bg', '#204060')
    display.start('xlogo', '-geometry', '300x300+600+100', '-render', '-fg', '#ff8040')
    display.start('xterm', '-geometry', '80x24+20+30', '-e', 'sh -c "ls -la /usr/bin; sleep 60"')
    for (const name of ['XLogo', 'XTerm']) await display.window(name)
    const { page, errors } = await viewDisplay(display)
    await until('the same pixels', async () => {
      const [truth, shown] = [await truePixels(display), await shownPixels(page, 1280, 800)]
      return shown !== null && truth.equals(shown)
    })
    expect(errors).toEqual([])
  })

  it('shows a change well under 100 ms after it was made', async () => {
    const display = await startDisplay()
    await display.run('xsetroot', '-solid', '#000000')
    const { page } = await viewDisplay(display)
    const { connectX } = await import('../../agent/platform/x11/connection.ts')
    const connection = await connectX(display.name)
    atEnd(() => connection.close())
    await page.evaluate(() => {
      const context = document.querySelector('canvas')?.getContext('2d')
      const seen: [number, number][] = []
      let last = -1
      Object.assign(window, { seen })
      const look = (): void => {
        const red = context?.getImageData(5, 5, 1, 1).data[0] ?? 0
        if (red !== last) seen.push([red, Date.now()])
        last = red
        setTimeout(look, 1)
      }
      look()
    })
    const made = new Map<number, number>()
    for (let red = 1; red <= 40; red++) {
      connection.client.ChangeWindowAttributes(connection.root, { backgroundPixel: red << 16 })
      connection.client.ClearArea(connection.root, 0, 0, 0, 0, 0)
      made.set(red, Date.now())
      await until('the change', async () => (await pixelAt(page, 5, 5))[0] === red)
    }
    const seen = await page.evaluate(() => (window as unknown as { seen: [number, number][] }).seen)
    const delays = seen.filter(([red]) => made.has(red)).map(([red, at]) => at - (made.get(red) ?? 0))
    const sorted = delays.sort((a, b) => a - b)
    const [median = 0, p95 = 0] = [sorted[sorted.length >> 1], sorted[Math.floor(sorted.length * 0.95)]]
    console.log(`change to visible: median ${median} ms, 95 % ${p95} ms`)
    expect(sorted.length).toBeGreaterThan(30)
    expect(median).toBeLessThan(100)
  })

  it('[DSK-11] opens in the full-screen view: edge to edge at once, and truly full screen at the first click', async () => {
    const { page, errors } = await viewDrawn()
    await until('the picture', () => page.locator('.picture').isVisible())
    const box = await page.locator('.picture').boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 1280, height: 800 })
    const isFull = (): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null)
    expect(await isFull()).toBe(false)
    await page.locator('.stage').click({ position: { x: 600, y: 500 } })
    await until('full screen', isFull)
    await page.keyboard.press('f')
    await until('the window', async () => !(await isFull()))
    await page.locator('.stage').click({ position: { x: 600, y: 500 } })
    await page.keyboard.press('F')
    await until('full screen again', isFull)
    expect(errors).toEqual([])
  })

  it('[DSK-02] gives no control: no click, move, wheel or key leaves the page', async () => {
    const sent: string[] = []
    const display = await startDisplay()
    const { page } = await viewDisplay(display)
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
    await page.reload()
    await until('the picture', () => page.locator('.picture').isVisible())
    await page.mouse.move(300, 300)
    await page.mouse.down()
    await page.mouse.move(500, 400)
    await page.mouse.up()
    await page.mouse.wheel(0, 300)
    await page.mouse.click(640, 500, { button: 'right' })
    await page.keyboard.type('rm -rf / 한글')
    await page.keyboard.press('Control+c')
    const types = new Set(sent.map((text) => JSON.parse(text).type))
    expect([...types].sort()).toEqual(['drawn', 'hello'])
    await expect(page.locator('.chip').textContent()).resolves.toBe('View only')
  })

  it('stops the sharing from its button and says that it has ended', async () => {
    const { page, screen } = await viewDrawn()
    await page.getByRole('button', { name: 'Stop sharing' }).click()
    await until('the stop', () => screen.stops() === 1)
    await until('the end', () => page.getByText('The screen is no longer shared').isVisible())
    expect(await page.getByRole('button', { name: 'Stop sharing' }).isDisabled()).toBe(true)
  })

  it('dims the last picture while it reconnects, and says why it has ended, in the words of the other side', async () => {
    const { page, screen, errors } = await viewDrawn()
    await until('the picture', () => page.locator('.picture').isVisible())
    screen.become({ state: 'reconnecting' })
    await until('the sentence', () => page.getByText('Reconnecting').isVisible())
    await expect(page.locator('.stage').getAttribute('data-dim')).resolves.toBe('true')
    screen.become({ state: 'live', path: 'relay', mode: 'standard', control: 'none' })
    await until('the picture', async () => (await page.locator('.stage').getAttribute('data-dim')) === 'false')
    expect(await page.locator('.note').isVisible()).toBe(false)
    screen.become({ state: 'ended', reason: '<img src=x onerror=alert(1)> \u202e"stopped"' })
    await until('the reason', () => page.getByText('<img src=x onerror=alert(1)> ·"stopped"').isVisible())
    expect(await page.locator('img').count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('shows a hostile title as text that turns nothing around', async () => {
    const title = '<script>window.hacked = 1</script><b>Kim\u202e'
    const { page } = await viewDrawn({ title })
    await until('the title', async () => (await page.locator('.title').textContent()) === safeText(title))
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(await page.locator('.title b').count()).toBe(0)
  })

  it('speaks Korean when told to', async () => {
    const { page } = await viewDrawn({ language: 'ko', dark: false })
    await until('the bar', () => page.getByRole('button', { name: '공유 중지' }).isVisible())
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko')
    await page.keyboard.press('?')
    await until('the list', () => page.getByText('화면을 창 크기에 맞추기').isVisible())
  })

  it('is worked with the keyboard alone', async () => {
    const { page } = await viewDrawn({ width: 1000 })
    await until('the picture', () => page.locator('.picture').isVisible())
    const width = async (): Promise<number> => (await page.locator('.picture').boundingBox())?.width ?? 0
    expect(await width()).toBe(1000)
    await page.keyboard.press('1')
    await until('the actual size', async () => (await width()) === 1280)
    await page.keyboard.press('0')
    await until('the fitted size', async () => (await width()) === 1000)
    const reached: string[] = []
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? '')
    for (let step = 0; step < 6; step++) {
      await page.keyboard.press('Tab')
      reached.push(await focused())
    }
    for (const name of ['View', 'Shortcuts', 'Stop sharing']) expect(reached).toContain(name)
    await page.keyboard.press('v')
    const offered: string[] = []
    for (let step = 0; step < 3; step++) {
      offered.push(await focused())
      await page.keyboard.press('ArrowDown')
    }
    expect(offered).toEqual(['Fit', 'Actual size', 'Full screen'])
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await until('the actual size again', async () => (await width()) === 1280)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('stage')
  })

  it('survives a reload, and its first address works only once', async () => {
    const { page, host } = await viewDrawn()
    await until('the picture', () => page.locator('.picture').isVisible())
    await page.reload()
    await until('the picture again', () => page.locator('.picture').isVisible())
    const second = await openPage(browser, host.url)
    await until('the refusal', () => second.page.getByText('This window cannot be opened again').isVisible())
    expect(await second.page.locator('.picture').isVisible()).toBe(false)
  })

  it('is not stopped by hostile frames: it asks for a fresh picture and shows it', async () => {
    const { page, screen, errors } = await viewDrawn()
    await until('the picture', () => page.locator('.picture').isVisible())
    const before = screen.stream.stats().keyFrames
    const { channel } = { channel: 1 }
    const hostile = [new Uint8Array([2, 0, 1]), new Uint8Array(64).fill(255), Uint8Array.of(1, 0, 1, 9, 0, 9, 0, 0)]
    for (const payload of hostile) {
      const header = { kind: FRAME_KINDS.screen, flags: FRAME_KEY, channel, seq: 500, capturedAt: Date.now() }
      screen.inject(encodeFrame(header, [payload]))
    }
    await until('a fresh picture', () => screen.stream.stats().keyFrames > before)
    await until('frames to go on', async () => ((await page.locator('.quality').textContent()) ?? '').includes(' fps'))
    expect(errors).toEqual([])
  })

  it('does not slow another viewer when it is slow', async () => {
    const platform = await openFakePlatform({ clock: Date.now })
    atEnd(() => platform.close())
    const screen = feedScreen(await platform.openScreen())
    const [slow, quick] = [await view(screen), await view(screen)]
    for (const { page } of [slow, quick]) await until('the picture', () => page.locator('.picture').isVisible())
    const before = quick.host.stats()
    const stuck = slow.page.evaluate(() => {
      const end = performance.now() + 2500
      while (performance.now() < end);
    })
    await stuck
    expect(quick.host.stats().dropped).toBe(before.dropped)
    expect(quick.host.stats().frames - before.frames).toBeGreaterThan(10)
    expect(quick.host.stats().latencyMs).toBeLessThan(100)
    await until('the slow one to catch up', () => (slow.host.stats().latencyMs ?? 1000) < 100)
  })
})
