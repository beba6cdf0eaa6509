// What rep and customer choose in their pages, and draw there: a real desktop and application, both pages in Chromium.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { openViewerPage } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { happenings, newMachine, type Rep, type Shape, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let rep: Rep
let display: TestDisplay
let browser: Awaited<ReturnType<typeof startBrowser>>
let seen: Page
let shown: Page
let desktop: string
let app: string

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  display.start('display', '-title', 'Gradient', '-geometry', '+500+40', '-size', '360x600', 'gradient:red-blue')
  await until('the window', () => display.run('xdotool', 'search', '--onlyvisible', '--name', 'Gradient'))
  const session = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const allowed = ['--allow', 'desktop.view,app.share']
  const agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', ...allowed])
  await agent.waitForLine('"present"')
  browser = await startBrowser()
  const viewing = await rep.start(['desktop', 'view', '--no-open', '--json'])
  seen = await open(url(await viewing.waitForLine('viewerUrl'), 'viewerUrl'))
  desktop = await newestAsk()
  await rep.start(['app', 'share', 'Gradient', '--json'], { env: { DISPLAY: display.name } })
  shown = await open(await pageOf(agent))
  app = await newestAsk()
}, 120_000)

const url = (line: string, name: string): string => String((JSON.parse(line) as Shape)[name])
const status = (): Promise<Shape> => rep.json(['desktop', 'status'])
const newestAsk = async (): Promise<string> => String((await status()).ask)

async function pageOf(agent: Running): Promise<string> {
  await until('the page', () => happenings(agent).some(({ type }) => type === 'page'))
  return String(happenings(agent).find(({ type }) => type === 'page')?.url)
}

const open = (address: string): Promise<Page> => openViewerPage(browser, address, { width: 1024, height: 800 })

async function choose(page: Page, name: string): Promise<void> {
  await page.mouse.move(400, 4)
  await page.mouse.move(410, 6)
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

/** How many colours are in the picture, and whether each is one of 16 bits. */
const colorsOf = (page: Page): Promise<{ readonly count: number; readonly is16Bit: boolean }> =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height })
    const context = copy.getContext('2d') as CanvasRenderingContext2D
    context.drawImage(canvas, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    const found = new Set<number>()
    const parts = [new Set<number>(), new Set<number>(), new Set<number>()] as const
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
      found.add((red << 16) | (green << 8) | blue)
      parts[0].add(red)
      parts[1].add(green)
      parts[2].add(blue)
    }
    const [red, green, blue] = parts
    return { count: found.size, is16Bit: red.size <= 32 && green.size <= 64 && blue.size <= 32 }
  })

/** What the journal says was chosen for a share. */
const chosen = async (ask: string): Promise<unknown> => {
  const { id } = (await rep.json(['session', 'show'])) as { readonly id: string }
  return (await rep.journal(id)).findLast(({ type, data }) => type === 'share.set' && data.ask === ask)?.data.options
}

for (const [who, rows, pageNow, askNow] of [
  ['the rep', '[VIEW-06] [VIEW-09] [VIEW-11] [VIEW-12] [VIEW-15]', () => seen, () => desktop],
  ['the customer', '[VIEW-05] [VIEW-09] [VIEW-14]', () => shown, () => app],
] as const)
  test(`${rows} ${who} chooses sampling and the colours in the View menu, and the picture has no others`, async () => {
    const page = pageNow()
    await until('the whole picture', async () => (await colorsOf(page)).count > 256)
    expect((await colorsOf(page)).is16Bit).toBe(false)
    await choose(page, 'Screen sampling')
    await until('the mode', async () => /sampling/.test((await page.locator('.quality').textContent()) ?? ''))
    await choose(page, '256 colours')
    await until('256 colours', async () => (await colorsOf(page)).count <= 256)
    await choose(page, 'High colour (16 bit)')
    await until('16 bits', async () => {
      const { count, is16Bit } = await colorsOf(page)
      return is16Bit && count > 32
    })
    expect(await chosen(askNow())).toMatchObject({ mode: 'sampling', colors: '16bit' })
    await choose(page, 'True colour')
    await until('all colours', async () => !(await colorsOf(page)).is16Bit)
  })

async function draw(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.locator('.picture').boundingBox()
  const at = ([x, y]: readonly [number, number]) => [(box?.x ?? 0) + x, (box?.y ?? 0) + y] as const
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at(to), { steps: 5 })
  await page.mouse.up()
}

const marks = (share: string) => rep.json<readonly Shape[]>(['annotate', 'list', '--share', share])

test('[ANN-01] [ANN-05] [ANN-06] rep and customer draw on what is viewed and on what is shown; annotate start begins with the highlighter', async () => {
  const drawing = await rep.start(['annotate', 'start', '--share', desktop, '--no-open', '--json'])
  const sheet = await open(url(await drawing.waitForLine('viewerUrl'), 'viewerUrl'))
  const highlighter = sheet.getByRole('toolbar').getByRole('button', { name: 'Highlighter', exact: true })
  await until('the tools', async () => (await highlighter.getAttribute('aria-pressed')) === 'true')
  await draw(sheet, [100, 300], [300, 300])
  await until('the mark of the rep', async () => (await marks(desktop)).length === 1)
  expect(await marks(desktop)).toMatchObject([{ shape: 'highlighter', by: { name: 'Kim Lead' } }])
  await until('it in the other window', async () => (await seen.locator('.marks g[data-id]').count()) === 1)
  await shown.mouse.move(400, 4)
  await shown.getByRole('button', { name: 'Draw' }).click()
  await shown.getByRole('toolbar').getByRole('button', { name: 'Rectangle', exact: true }).click()
  await draw(shown, [60, 200], [160, 300])
  await until('the mark of the customer', async () => (await marks(app)).length === 1)
  expect(await marks(app)).toMatchObject([{ shape: 'rectangle', by: { name: 'Jamie' } }])
  drawing.kill('SIGINT')
  await drawing.finished
})
