// A customer in a real browser: opens pages of the hub, joins, and uses the room.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openPage } from '../support/browser.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'

/** A customer's page. What goes wrong in it fails the test at its end. */
export interface Customer {
  readonly page: Page
  /** Joins from the page of a number. */
  join(name: string, password?: string): Promise<void>
  write(text: string, to?: string): Promise<void>
  /** The texts of the conversation, oldest first. */
  said(): Promise<readonly string[]>
  /** Waits until the page shows a text. */
  sees(text: string): Promise<void>
  /** The tab's place in the session, as it is kept. */
  seat(): Promise<Record<string, string> | null>
}

/** Opens an address as a customer with a fresh profile. @param allowed  errors in the page that the test is about */
export async function openCustomer(
  browser: Browser,
  url: string,
  { allowed = /^$/, ...options }: BrowserContextOptions & { readonly allowed?: RegExp } = {},
): Promise<Customer> {
  const { page, errors } = await openPage(browser, url, options)
  atEnd(() => {
    const wrong = errors.filter((error) => !allowed.test(error))
    if (wrong.length > 0) throw new Error(`the page reported: ${wrong.join('; ')}`)
  })
  return {
    page,
    join: async (name, password) => {
      await page.fill('#join #name', name)
      if (password !== undefined) await page.fill('#join #password', password)
      await page.click('#join button:enabled')
    },
    write: async (text, to) => {
      if (to) await page.selectOption('#to', { label: to })
      await page.fill('textarea', text)
      await page.press('textarea', 'Enter')
    },
    said: () => page.locator('.message:not([data-unsent]) > p').allTextContents(),
    sees: async (text) => {
      await until(`the page to show “${text}”`, async () => (await page.locator('body').innerText()).includes(text))
    },
    seat: () => page.evaluate(() => JSON.parse(window.sessionStorage.getItem('deskhand.seat') ?? 'null')),
  }
}
