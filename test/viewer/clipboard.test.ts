// The Clipboard menu of the page: text goes either way when it is pressed for, exactly, and never by itself.
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { MAX_CLIPBOARD_BYTES } from '../../src/protocol/limits.ts'
import { openClipboardDesk } from '../../src/viewer/host/clipboard-desk.ts'
import { readPageMessage } from '../../src/viewer/host/page-message.ts'
import { type HostMessage, MAX_CLIPBOARD_PART_CHARACTERS } from '../../src/viewer/wire.ts'
import { startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import { openViewer, takeControl } from './open-viewer.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

/** Longer than a part, with an emoji of several code points across its end. */
const TEXT = `${'가'.repeat(MAX_CLIPBOARD_PART_CHARACTERS - 3)}👩‍💻\n<b>\u001b[2J${'끝'.repeat(3_000)}`

const choose = async (page: Page, name: string): Promise<void> => {
  await page.mouse.move(400, 4)
  await page.getByRole('button', { name: 'Clipboard', exact: true }).click()
  await page.getByRole('menuitem', { name }).click()
}

it('sends the reader’s text and gets the customer’s, each after a press, and says what became of it', async () => {
  const { page, work } = await openViewer(browser)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), TEXT)
  expect(work.asked).toEqual([])
  await choose(page, 'Send my clipboard')
  await until('the text', () => work.theirs.text === TEXT)
  await page.getByText('Your text is on their clipboard.').waitFor()
  work.theirs.text = `theirs ${TEXT}`
  await choose(page, 'Get their clipboard')
  await page.getByRole('button', { name: 'Copy', exact: true }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(TEXT)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByText('Copied.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`theirs ${TEXT}`)
  work.theirs.text = ''
  await choose(page, 'Get their clipboard')
  await page.getByText('There is no text on their clipboard.').waitFor()
  work.theirs.text = null
  await choose(page, 'Get their clipboard')
  await page.getByText('the customer said no').waitFor()
  expect(work.asked).toEqual(['put', 'get', 'get', 'get'])
})

it('does not take a question, which keeps mouse and keyboard for the customer, for control taken back', async () => {
  const viewer = await openViewer(browser)
  const { page, work } = viewer
  await takeControl(viewer)
  const answered = Promise.withResolvers<void>()
  Object.assign(work.theirs, { text: 'theirs', answered: answered.promise })
  await choose(page, 'Get their clipboard')
  await until('the question', () => work.asked.includes('get'))
  work.control('owner')
  await page.getByText('Asked. Mouse and keyboard are the customer’s until they have answered').waitFor()
  answered.resolve()
  await page.getByText('Their text is here: 6 characters.').waitFor()
})

it('says so where the browser keeps the clipboard from the page, and nothing is sent', async () => {
  const { page, work } = await openViewer(browser)
  await page.evaluate(() => {
    navigator.clipboard.readText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await choose(page, 'Send my clipboard')
  await page.getByText('Your browser does not let this page').waitFor()
  expect(work.asked).toEqual([])
})

it('keeps one part more than the limit of a text, however much a page sends, and does one thing at a time', async () => {
  const put: number[] = []
  const told: HostMessage[] = []
  const pending = Promise.withResolvers<void>()
  const desk = openClipboardDesk(
    {
      put: (text) => {
        put.push(text.length)
        return pending.promise
      },
      get: () => Promise.resolve(''),
    },
    (message) => told.push(message),
  )
  const part = 'x'.repeat(MAX_CLIPBOARD_PART_CHARACTERS)
  for (let sent = 0; sent < 3 * MAX_CLIPBOARD_BYTES; sent += part.length)
    desk.put({ type: 'clipboard-put', part, isLast: false })
  desk.put({ type: 'clipboard-put', part: '', isLast: true })
  expect(put).toEqual([MAX_CLIPBOARD_BYTES + part.length])
  desk.get()
  desk.put({ type: 'clipboard-put', part: 'again', isLast: true })
  pending.resolve()
  await until('the answer', () => told.length === 1)
  expect([put.length, told]).toEqual([1, [{ type: 'clipboard', told: { is: 'put' } }]])
  const message = (length: number) =>
    readPageMessage(JSON.stringify({ type: 'clipboard-put', part: 'x'.repeat(length), isLast: true }))
  expect(message(MAX_CLIPBOARD_PART_CHARACTERS)).not.toBeNull()
  expect(message(MAX_CLIPBOARD_PART_CHARACTERS + 1)).toBeNull()
})
