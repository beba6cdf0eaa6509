// A real page in front of a feed that a test drives.
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { InputEvent } from '../../src/protocol/input.ts'
import { startViewerHost, type ViewerHost } from '../../src/viewer/host/viewer-host.ts'
import { openPage } from '../support/browser.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { type WorkFeed, type WorkFeedOptions, workFeed } from './work-feed.ts'

/** A page, its host, and the feed behind it. */
export type OpenViewer = {
  readonly page: Page
  readonly errors: string[]
  readonly host: ViewerHost
  readonly work: WorkFeed
  /** Chromium's own way in, for what a person's input method does. */
  readonly devtools: CDPSession
  /** The middle of the picture, in its pixels. */
  readonly center: readonly [x: number, y: number]
  /** The middle of the picture's pixel, in the window. */
  place(x: number, y: number): Promise<{ readonly x: number; readonly y: number }>
}

/** How the page opens. */
export type OpenViewerOptions = WorkFeedOptions & {
  readonly title?: string
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
}

/** In the window, so that a click is not also a change of size. */
const WINDOWED = { defaultView: { window: 'window', scale: 'fit' } } as const

/** Opens a page and waits for its picture. */
export async function openViewer(browser: Browser, options: OpenViewerOptions = {}): Promise<OpenViewer> {
  const { title = 'Minji Kim', dark = true, width = 1280, height = 800, language = 'en' } = options
  const { widthPx = 1280, heightPx = 800 } = options
  const work = await workFeed({ ...options, options: { ...WINDOWED, ...options.options } })
  atEnd(() => work.close())
  const host = await startViewerHost({ feed: work.feed, title, language })
  atEnd(() => host.close())
  const opened = await openPage(browser, host.url, {
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
    acceptDownloads: true,
  })
  const { page } = opened
  await until('the picture', () => page.locator('.picture').isVisible())
  const devtools = await page.context().newCDPSession(page)
  const place = async (x: number, y: number) => {
    const box = await page.locator('.picture').boundingBox()
    if (!box) throw new Error('there is no picture')
    return { x: box.x + ((x + 0.5) * box.width) / widthPx, y: box.y + ((y + 0.5) * box.height) / heightPx }
  }
  return { ...opened, host, work, devtools, place, center: [widthPx / 2, heightPx / 2] }
}

/** Takes control with a click and forgets what that sent. */
export async function takeControl({ page, work, place, center }: OpenViewer): Promise<void> {
  const { x, y } = await place(...center)
  await page.mouse.click(x, y)
  await until('the click', () => work.input.some((event) => event.type === 'button' && !event.isDown))
  work.input.length = 0
}

/** `+a -a` for key `a` down and up, `"text"` for text, the type for the rest. */
export const spoken = (events: readonly InputEvent[]): string =>
  events
    .filter((event) => event.type !== 'move')
    .map((event) => {
      if (event.type === 'key') return `${event.isDown ? '+' : '-'}${event.name}`
      return event.type === 'text' ? JSON.stringify(event.text) : event.type
    })
    .join(' ')
