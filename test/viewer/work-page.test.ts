// What stands around the picture: view options, chat, questions, tabs, themes, languages, small windows.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { PROMPT_PATIENCE_MS } from '../../src/viewer/wire.ts'
import { startBrowser } from '../support/browser.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { openViewer, spoken, takeControl } from './open-viewer.ts'
import { workFeed } from './work-feed.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

const choose = async (page: Page, name: string): Promise<void> => {
  await page.mouse.move(400, 4)
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByRole('menuitemradio', { name }).click()
}
const color = (page: Page, selector: string): Promise<string> =>
  page.locator(selector).evaluate((node) => getComputedStyle(node).backgroundColor)

describe('the view', () => {
  it('[VIEW-01] [VIEW-02] [VIEW-03] is full screen without bars or a window, fitted or actual, as the menu says', async () => {
    const { page } = await openViewer(browser, { widthPx: 1600, heightPx: 1000, width: 800, height: 600 })
    const width = async (): Promise<number> => (await page.locator('.picture').boundingBox())?.width ?? 0
    expect(await width()).toBe(800)
    await choose(page, 'Actual size')
    await until('the actual size', async () => (await width()) === 1600)
    await choose(page, 'Fit')
    await until('the fitted size', async () => (await width()) === 800)
    await page.getByRole('button', { name: 'View', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Full screen' }).click()
    await until('full screen', () => page.evaluate(() => document.fullscreenElement !== null))
    const bars = await page
      .locator('.stage')
      .evaluate((stage) => [stage.scrollWidth > stage.clientWidth, stage.scrollHeight > stage.clientHeight])
    expect(bars).toEqual([false, false])
    await page.keyboard.press('f')
    await until('the window', () => page.evaluate(() => document.fullscreenElement === null))
  })

  it('keeps the keyboard with the picture while its tools are clicked', async () => {
    const viewer = await openViewer(browser, { heightPx: 600 })
    const { page, work } = viewer
    await takeControl(viewer)
    await choose(page, 'Actual size')
    await page.mouse.click(640, 780)
    await page.locator('.title').click()
    await page.keyboard.press('g')
    await until('the key', () => spoken(work.input).endsWith('+g -g'))
  })

  it('opens as its feed says, and asks it for mode, colours, bandwidth and monitor', async () => {
    const { page, work } = await openViewer(browser, {
      widthPx: 1600,
      heightPx: 1000,
      width: 900,
      options: { defaultView: { window: 'window', scale: 'actual' }, colors: '16bit' },
    })
    await until('the actual size', async () => (await page.locator('.picture').boundingBox())?.width === 1600)
    await page.mouse.click(450, 500)
    expect(await page.evaluate(() => document.fullscreenElement)).toBeNull()
    await page.mouse.move(450, 2)
    await page.getByRole('button', { name: 'View', exact: true }).click()
    const checked = page.locator('[role=menuitemradio][aria-checked=true]')
    expect(await checked.allTextContents()).toEqual(['Actual size', 'Automatic', 'High colour (16 bit)', 'No limit'])
    await page.keyboard.press('Escape')
    await choose(page, 'Screen sampling')
    await choose(page, '256 colours')
    await choose(page, 'Up to 500 kb/s')
    await until('the wishes', () => work.asked.length === 3)
    expect(work.asked).toEqual(['set {"mode":"sampling"}', 'set {"colors":"256"}', 'set {"maxKbps":500}'])
    await page.getByRole('button', { name: 'View', exact: true }).click()
    expect(await checked.allTextContents()).toEqual([
      'Actual size',
      'Screen sampling: smooth motion',
      '256 colours, least data',
      'Up to 500 kb/s',
    ])
  })

  it('[VIEW-16] tells path, mode, frames, age and rate, and what helps when it is slow', async () => {
    const { page } = await openViewer(browser)
    const figures = /^direct · standard · \d+ fps · -?\d+ ms · [\d.]+ [kM]b\/s$/
    await until('the figures', async () => figures.test((await page.locator('.quality').textContent()) ?? ''))
    await page.keyboard.press('?')
    for (const tip of ['not needed', 'uses the network', 'fewer colours', 'fast line']) {
      await until(tip, () => page.getByRole('dialog').getByText(tip).first().isVisible())
    }
  })
})

describe('the customer', () => {
  it('[VIEW-05] has the same options in words of their own, in Korean too', async () => {
    const { page, work } = await openViewer(browser, { audience: 'customer', language: 'ko', control: 'owner' })
    expect(await page.title()).toBe('Minji Kim 님이 화면을 보여 드리고 있습니다')
    await until('the sentence', () => page.getByText('상담원이 제어를 가져갔습니다').isVisible())
    await page.mouse.move(400, 4)
    await page.getByRole('button', { name: '보기', exact: true }).click()
    await page.getByRole('menuitemradio', { name: '256색' }).click()
    await until('the colours', () => work.asked.includes('set {"colors":"256"}'))
    await page.getByRole('button', { name: '중지', exact: true }).click()
    await until('the end', () => page.getByRole('strong').getByText('화면 공유가 종료되었습니다').isVisible())
  })

  it('answers a question with a hand, not with a program, and not before it can be read', async () => {
    const { page, work } = await openViewer(browser, { audience: 'customer' })
    const freeze = (ms: number): Promise<void> =>
      page.evaluate((at) => Object.assign(performance, { now: () => at }), ms).then(() => undefined)
    await freeze(1000)
    const question = {
      id: 'q',
      detail: 'You can stop it at any time.',
      hasSession: true,
      expiresAt: Date.now() + 30_000,
    }
    work.prompts.change([{ ...question, title: '<b>Sam</b> wants to see files\u202e' }])
    const card = page.getByRole('alertdialog')
    await until('the question', () => card.isVisible())
    await expect(card.locator('strong').textContent()).resolves.toBe('<b>Sam</b> wants to see files·')
    const isProgram = (): Promise<void> =>
      card.getByRole('button', { name: 'Allow', exact: true }).evaluate((button) => (button as HTMLElement).click())
    await isProgram()
    await card.getByRole('button', { name: 'Allow', exact: true }).click()
    const from = performance.now()
    await until('time to read', () => performance.now() - from > PROMPT_PATIENCE_MS)
    await freeze(1000 + PROMPT_PATIENCE_MS)
    await isProgram()
    expect(work.asked).toEqual([])
    await card.getByRole('button', { name: 'Allow for this session' }).click()
    await until('the answer', () => work.asked.join() === 'q session')
    await until('it to go', async () => (await card.count()) === 0)
  })

  it('chats beside the picture, and hostile lines are text', async () => {
    const { page, work } = await openViewer(browser, { audience: 'customer' })
    const line = { from: 'Sam', isMine: false, at: Date.now() }
    work.chat.change([{ ...line, id: '1', text: '<img src=x onerror=alert(1)>' }])
    await until('the count', () => page.getByRole('button', { name: 'Chat, 1 new' }).isVisible())
    await page.keyboard.press('c')
    await until('the line', () => page.getByText('<img src=x onerror=alert(1)>').isVisible())
    expect(await page.locator('.chat img').count()).toBe(0)
    await page.getByRole('textbox', { name: 'Write a message' }).fill('네, 보입니다')
    await page.keyboard.press('Enter')
    await until('the message', () => work.chat.list()[1]?.text === '네, 보입니다')
    await page.keyboard.press('Escape')
    expect(await page.locator('.chat').isVisible()).toBe(false)
  })
})

it('several screens are tabs: each shows its own picture under its own title', async () => {
  const { page, host, errors } = await openViewer(browser)
  const second = await workFeed({ widthPx: 900, heightPx: 600 })
  atEnd(() => second.close())
  host.addTab({ feed: second.feed, title: 'Budget.xlsx' })
  const canvas = (): Promise<number> =>
    page.locator('canvas.picture').evaluate((node) => (node as HTMLCanvasElement).width)
  await page.getByRole('tab', { name: 'Budget.xlsx' }).click()
  await until('the other picture', async () => (await canvas()) === 900)
  await until('its title', async () => (await page.title()) === 'Budget.xlsx')
  await page.keyboard.press('ArrowLeft')
  await until('the first picture', async () => (await canvas()) === 1280)
  await until('frames to go on', async () => ((await page.locator('.quality').textContent()) ?? '').includes(' fps'))
  expect(errors).toEqual([])
})

it('is dark or light as the reader’s system is', async () => {
  const [dark, light] = [await openViewer(browser, { dark: true }), await openViewer(browser, { dark: false })]
  const [night, day] = [await color(dark.page, 'body'), await color(light.page, 'body')]
  expect([night, day]).toEqual(['rgb(12, 14, 18)', 'rgb(223, 227, 233)'])
})

it('keeps every button within a small window', async () => {
  for (const language of ['en', 'ko'] as const) {
    const { page } = await openViewer(browser, { language, width: 420, height: 600 })
    await page.keyboard.press('d')
    await until('the panel', () => page.getByRole('toolbar').isVisible())
    await until('the bar', () => page.locator('.bar').isVisible())
    const boxes = await page.locator('.bar, .panel').evaluateAll((bars) =>
      bars.flatMap((bar) =>
        [...bar.querySelectorAll('button')]
          .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0)
          .map(({ name, box: { left, top, right, bottom } }) => ({ name, left, top, right, bottom })),
      ),
    )
    expect(boxes.length).toBeGreaterThan(15)
    for (const { name, left, top, right, bottom } of boxes) {
      expect(name && (left < 0 || top < 0 || right > 420 || bottom > 600)).toBeFalsy()
    }
  }
})
