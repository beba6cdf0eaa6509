// Chromium for tests: headless, without a network of its own, with a fresh profile, ended with the test.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { atEnd } from './ending.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts a browser that is closed when the test, or the file, is over.
 *
 * @param on.env  with `DISPLAY`: a window there, as people have it, in place of none
 */
export async function startBrowser(on?: { readonly env: NodeJS.ProcessEnv }): Promise<Browser> {
  const window = on ? { headless: false, env: { ...on.env } as Record<string, string> } : { headless: true } // all are set
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, ...window })
  atEnd(() => browser.close())
  return browser
}

/** Opens a page with a profile of its own; what goes wrong in it is collected in `errors`. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  atEnd(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(url)
  return { page, errors }
}
