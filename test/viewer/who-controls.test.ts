// Who controls, in a real browser: said plainly at every moment, and begun only by a press.
import { beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import { openViewer, spoken, takeControl } from './open-viewer.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

describe('who controls', () => {
  it('[DSK-02] is nobody while this page only looks: nothing is sent, and asking is a button', async () => {
    const { page, work, host } = await openViewer(browser, { control: 'none' })
    await page.mouse.click(500, 400)
    await page.mouse.wheel(0, 300)
    await page.keyboard.type('xyz')
    await page.getByRole('button', { name: 'Ask for control' }).click()
    await until('the wish', () => work.asked.includes('control'))
    expect([work.input, host.inputDropped()]).toEqual([[], 0])
    await expect(page.locator('.chip').textContent()).resolves.toBe('View only')
    work.theirs.text = null
    await page.getByRole('button', { name: 'Ask for control' }).click()
    await until('the refusal', () => page.getByText('The customer said no·.').isVisible())
  })

  it('changes with a press when the owner took it back, and not before', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    work.control('held')
    await page.keyboard.down('q')
    await until('the key', () => spoken(work.input) === '+q')
    work.control('owner')
    await until('the release', () => spoken(work.input) === '+q release')
    await until('the sentence', () => page.getByText('The customer has taken control back').isVisible())
    await page.keyboard.type('more')
    await page.mouse.move(200, 300)
    expect(spoken(work.input)).toBe('+q release')
    await page.mouse.click(400, 400)
    await until('the press', () => spoken(work.input) === '+q release button button')
    work.control('held')
    await until('control', async () => (await page.locator('.chip').textContent()) === 'You control')
    await page.keyboard.press('k')
    await until('the key', () => spoken(work.input).endsWith('+k -k'))
  })

  it('is said when it is someone else, and a press does nothing', async () => {
    const { page, work } = await openViewer(browser, { control: 'other' })
    await until('the word', async () => (await page.locator('.chip').textContent()) === 'Someone else controls')
    await page.mouse.click(400, 400)
    await page.keyboard.type('x')
    work.control('available')
    await until('the word', async () => (await page.locator('.chip').textContent()) === 'Click to control')
    expect(work.input).toEqual([])
  })

  it('begins anew after the link was gone, with everything let go', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.keyboard.down('n')
    await until('the key', () => spoken(work.input) === '+n')
    work.become({ state: 'reconnecting' })
    await until('the release', () => spoken(work.input) === '+n release')
    work.control('available')
    await until('the word', async () => (await page.locator('.chip').textContent()) === 'Click to control')
  })
})
