// Drawing on the picture in a real browser: everybody's marks are seen, one's own go out, and none while controlling.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { MAX_MARK_POINTS, type Mark } from '../../src/protocol/marks.ts'
import { startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import { type OpenViewer, openViewer, takeControl } from './open-viewer.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

const tool = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true })

async function drag({ page, place }: OpenViewer, ...points: readonly (readonly [number, number])[]): Promise<void> {
  for (const [index, [x, y]] of points.entries()) {
    const at = await place(x, y)
    await page.mouse.move(at.x, at.y, { steps: 4 })
    if (index === 0) await page.mouse.down()
  }
  await page.mouse.up()
}

const mark: Mark = {
  id: 'theirs',
  shape: 'rectangle',
  color: 0xff0000,
  widthPx: 6,
  points: [
    [200, 500],
    [400, 600],
  ],
  text: '',
}

describe('drawing', () => {
  it('[ANN-05] [ANN-07] begins with the highlighter, and each tool makes its own kind of mark', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work } = viewer
    await page.keyboard.press('d')
    await expect(tool(page, 'Highlighter').getAttribute('aria-pressed')).resolves.toBe('true')
    await drag(viewer, [300, 300], [500, 300])
    await until('the mark', () => work.marks.list().length === 1)
    for (const name of ['Pen', 'Arrow', 'Rectangle']) {
      await tool(page, name).click()
      await drag(viewer, [300, 400], [420, 450], [500, 400])
    }
    await until('the marks', () => work.marks.list().length === 4)
    const [highlighter, pen, arrow, rectangle] = work.marks.list()
    expect([highlighter, pen, arrow, rectangle].map((one) => one?.shape)).toEqual([
      'highlighter',
      'pen',
      'arrow',
      'rectangle',
    ])
    expect(pen?.points.length).toBeGreaterThan(4)
    for (const one of [arrow, rectangle]) {
      expect(one?.points).toEqual([
        [300, 400],
        [500, 400],
      ])
    }
    expect(highlighter?.points[0]).toEqual([300, 300])
    await until('all to be seen', async () => (await page.locator('.marks g[data-id]').count()) === 4)
  })

  it('writes text with an input method, and shows the text of others as nothing but text', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work, devtools } = viewer
    await page.keyboard.press('d')
    await tool(page, 'Text').click()
    await drag(viewer, [300, 500])
    await devtools.send('Input.imeSetComposition', { text: '여기', selectionStart: 2, selectionEnd: 2 })
    await devtools.send('Input.insertText', { text: '여기' })
    await page.keyboard.press('Enter')
    await until('the mark', () => work.marks.list()[0]?.text === '여기')
    expect(work.marks.list()[0]).toMatchObject({ shape: 'text', points: [[300, 500]] })
    await drag(viewer, [300, 560])
    await page.keyboard.insertText('and here')
    await tool(page, 'Pen').click()
    await until('the text that was not closed', () => work.marks.list()[1]?.text === 'and here')
    work.marks.change(work.marks.list().slice(0, 1))
    const text = '<image href=x onerror=alert(1)></text><script>window.hacked=1</script>\u202e'
    work.marks.change([...work.marks.list(), { ...mark, shape: 'text', text }])
    await until('their text', async () => (await page.locator('.marks text').count()) === 2)
    expect(await page.locator('.marks text').last().textContent()).toContain('<image href=x onerror=alert(1)>')
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(await page.locator('.marks image').count()).toBe(0)
  })

  it('[ANN-08] [ANN-09] [ANN-10] erases one mark, then is put away by choosing the eraser again; clear takes all', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work, place } = viewer
    work.marks.change([
      mark,
      {
        ...mark,
        id: 'second',
        points: [
          [700, 500],
          [900, 600],
        ],
      },
    ])
    await until('the marks', async () => (await page.locator('.marks g[data-id]').count()) === 2)
    await page.keyboard.press('d')
    const eraser = tool(page, 'Eraser: click a mark to remove it')
    await eraser.click()
    const edge = await place(300, 500)
    await page.mouse.click(edge.x, edge.y)
    await until(
      'one to go',
      () =>
        work.marks
          .list()
          .map(({ id }) => id)
          .join() === 'second',
    )
    await until('it to be gone', async () => (await page.locator('.marks g[data-id]').count()) === 1)
    await eraser.click()
    await expect(eraser.getAttribute('aria-pressed')).resolves.toBe('false')
    const other = await place(800, 500)
    await page.mouse.click(other.x, other.y)
    expect(work.marks.list().length).toBe(1)
    await tool(page, 'Clear all').click()
    await until('all to go', () => work.marks.list().length === 0)
    await until('nothing to be seen', async () => (await page.locator('.marks g[data-id]').count()) === 0)
  })

  it('[ANN-11] saves the picture with the marks in it, under the name given', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work } = viewer
    work.marks.change([mark])
    await until('the mark', async () => (await page.locator('.marks g[data-id]').count()) === 1)
    await page.keyboard.press('p')
    const dialog = page.getByRole('dialog', { name: 'Save the picture with its marks' })
    await dialog.getByRole('textbox').fill('../프린터: 화면')
    const coming = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toBe('프린터 화면.png')
    const { data, info } = await sharp(await readFile(await file.path()))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([1280, 800])
    const at = (500 * 1280 + 300) * 3
    expect([...data.subarray(at, at + 3)]).toEqual([255, 0, 0])
  })

  it('[ANN-03] [ANN-04] and controlling are never both: each says why it has to wait', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await page.keyboard.press('d')
    await until('the panel', () => page.getByRole('toolbar').isVisible())
    await drag(viewer, [300, 300], [400, 300])
    await until('the mark', () => work.marks.list().length === 1)
    expect(work.input).toEqual([])
    await tool(page, 'Close drawing').click()
    await takeControl(viewer)
    await page.mouse.move(640, 2)
    await page.getByRole('button', { name: 'Draw' }).click()
    await until('the reason', () => page.getByText('Leave control before drawing').isVisible())
    expect(await page.getByRole('toolbar').isVisible()).toBe(false)
    work.control('other')
    await until('the word', async () => (await page.locator('.chip').textContent()) === 'Someone else controls')
    await page.getByRole('button', { name: 'Draw' }).click()
    await until('the other reason', () => page.getByText('Take control back before drawing').isVisible())
  })

  it('[ANN-12] ends when its panel is closed, and can begin again', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work } = viewer
    await page.keyboard.press('d')
    await tool(page, 'Close drawing').click()
    expect(await page.getByRole('toolbar').isVisible()).toBe(false)
    await drag(viewer, [300, 300], [400, 300])
    await page.keyboard.press('d')
    await drag(viewer, [300, 300], [400, 300])
    await until('the mark', () => work.marks.list().length === 1)
  })

  it('shows marks that the picture has in it already no second time, and still finds them to erase', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work, place } = viewer
    work.marks.change([mark])
    work.become({ state: 'live', path: 'direct', mode: 'standard', control: 'none', marksInPicture: true })
    const seen = page.locator('.marks g[data-id] > path').first()
    await until('the mark', async () => (await seen.evaluate((line) => getComputedStyle(line).opacity)) === '0')
    await page.keyboard.press('d')
    await tool(page, 'Eraser: click a mark to remove it').click()
    const edge = await place(300, 500)
    await page.mouse.click(edge.x, edge.y)
    await until('it to go', () => work.marks.list().length === 0)
  })

  it('keeps a long stroke within the points a mark may have', async () => {
    const viewer = await openViewer(browser, { control: 'none' })
    const { page, work } = viewer
    await page.keyboard.press('d')
    await drag(viewer, [100, 300], [100, 301])
    await page.evaluate(() => {
      const sheet = document.querySelector('.sheet')
      const fire = (target: EventTarget | null, type: string, x: number, y: number): void => {
        target?.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: x, clientY: y, button: 0 }))
      }
      fire(sheet, 'mousedown', 100, 200)
      for (let step = 0; step < 5000; step++) fire(window, 'mousemove', 100 + (step % 900), 200 + (step % 300))
      fire(window, 'mouseup', 100, 200)
    })
    await until('the mark', () => work.marks.list().length === 2)
    const points = work.marks.list()[1]?.points.length ?? 0
    expect(points).toBeGreaterThan(MAX_MARK_POINTS / 4)
    expect(points).toBeLessThanOrEqual(MAX_MARK_POINTS)
  })
})
