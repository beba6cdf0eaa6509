// A viewer's page in Chromium, as the one who looks at it uses it.
import type { Browser, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import { until } from './wait.ts'

/** A canvas that shows no picture yet is as wide as HTML makes it, in pixels. */
const NO_PICTURE_PX = 300

/** Width of the picture, in pixels of the screen that is shown. */
export function pictureWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('canvas')?.width ?? 0)
}

/** Opens a viewer's address and waits for its picture. */
export async function openViewerPage(
  browser: Browser,
  url: string,
  viewport = { width: 1024, height: 768 },
): Promise<Page> {
  const { page } = await openPage(browser, url, { viewport })
  await until('the picture', async () => ![0, NO_PICTURE_PX].includes(await pictureWidth(page)))
  return page
}

/** Clicks in the middle of the picture. */
export async function clickPicture(page: Page): Promise<void> {
  const box = await page.locator('.picture').boundingBox()
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
}

/** Types a line into whatever has the keyboard. */
export async function writeLine(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
