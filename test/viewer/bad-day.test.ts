// What the viewer says and keeps when things end, break or get in the way: nobody is left guessing, nothing written is lost.
import { beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { openViewer, takeControl } from './open-viewer.ts'
import { workFeed } from './work-feed.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

const ENDED = 'The screen is no longer shared'

describe('the end', () => {
  it('is said as the reader’s own doing when it was, and that stays when the program ends too', async () => {
    const { page, host, errors } = await openViewer(browser)
    await page.keyboard.press('Shift+S')
    await until('the sentence', () => page.getByText('You have stopped it.').isVisible())
    await host.close()
    expect(await page.getByText('You have stopped it.').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Draw' }).count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('is not said to be there for the customer when nobody could be told of it', async () => {
    const { page, host, work } = await openViewer(browser)
    work.become({ state: 'reconnecting' })
    await until('the sentence', () => page.getByText('Reconnecting').isVisible())
    await page.keyboard.press('Shift+S')
    await host.close()
    await until('the advice', () => page.getByText('When it is back, stop it with').isVisible())
  })

  it('is only the reader’s where someone else asked for what is shown, and the button says so', async () => {
    const { page, host } = await openViewer(browser, { isJoined: true })
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await until('the sentence', () => page.getByText('It is still shared with the others.').isVisible())
    expect(await page.getByText(ENDED).count()).toBe(0)
    await host.close()
  })

  it('comes at once with the program that opened the page, which is not looked for any more', async () => {
    const { page, host, errors } = await openViewer(browser)
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await host.close()
    await until('the sentence', () => page.getByText('The program that opened this window has ended.').isVisible())
    expect([sockets, errors]).toEqual([[], []])
  })

  it('keeps the reason it had when the program ends afterwards', async () => {
    const { page, host, work } = await openViewer(browser)
    let isClosed = false
    page.on('websocket', (socket) => socket.on('close', () => (isClosed = true)))
    await page.reload()
    await until('the picture', () => page.locator('.picture').isVisible())
    work.become({ state: 'ended', reason: 'The customer has stopped it.' })
    await until('the reason', () => page.getByText('The customer has stopped it.').isVisible())
    await host.close()
    await until('the end of the program', () => isClosed)
    expect(await page.getByText('The customer has stopped it.').isVisible()).toBe(true)
  })

  it('of one screen among several is said by its name', async () => {
    const { page, host } = await openViewer(browser)
    const second = await workFeed()
    atEnd(() => second.close())
    const close = host.addTab({ feed: second.feed, title: 'Budget.xlsx\u202e' })
    await page.getByRole('tab', { name: 'Budget.xlsx' }).click()
    await until('its title', async () => (await page.title()).startsWith('Budget.xlsx'))
    close()
    await until('the sentence', () => page.getByText('“Budget.xlsx·” is no longer shared.').isVisible())
  })
})

describe('the chat', () => {
  it('keeps what cannot be sent now, and says why; afterwards it goes on elsewhere', async () => {
    const { page, work } = await openViewer(browser, { audience: 'customer' })
    await page.keyboard.press('c')
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.fill('아직 안 돼요')
    work.become({ state: 'reconnecting' })
    await until('the reason', () => page.getByText('when the connection is back').isVisible())
    await page.keyboard.press('Enter')
    expect([await field.inputValue(), work.chat.list()]).toEqual(['아직 안 돼요', []])
    work.control('none')
    await until('the link', async () => !(await page.getByText('when the connection is back').isVisible()))
    await page.keyboard.press('Enter')
    await until('the message', () => work.chat.list()[0]?.text === '아직 안 돼요')
    work.become({ state: 'ended', reason: '' })
    await until('the advice', () => page.getByText('The chat goes on in your terminal.').isVisible())
    expect(await field.isDisabled()).toBe(true)
    expect([await page.title(), await page.locator('.title').textContent()]).toEqual(Array(2).fill(ENDED))
  })

  it('does not cut a question in a small window', async () => {
    const { page, work } = await openViewer(browser, { audience: 'customer', width: 640, height: 480 })
    await page.keyboard.press('c')
    const detail = 'You can stop it at any time: Ctrl-C, or “deskhand-agent revoke”.'
    work.prompts.change([{ id: 'q', title: 'Kim asks: Control', detail, hasSession: true, expiresAt: null }])
    const card = page.getByRole('alertdialog')
    await until('the question', () => card.isVisible())
    const { x = -1, y = -1, width = 0, height = 0 } = (await card.boundingBox()) ?? {}
    expect(x >= 0 && y >= 0 && x + width <= 640 && y + height <= 480).toBe(true)
    await card.getByRole('button', { name: 'Refuse' }).click({ trial: true })
  })
})

describe('the tools', () => {
  it('are put away with Escape, the list of keys first', async () => {
    const { page } = await openViewer(browser, { control: 'none' })
    const panel = page.getByRole('toolbar')
    await page.keyboard.press('d')
    await until('the panel', () => panel.isVisible())
    await page.keyboard.press('?')
    await until('the list', () => page.getByRole('dialog').isVisible())
    await page.keyboard.press('Escape')
    await until('the list to go', async () => !(await page.getByRole('dialog').isVisible()))
    expect(await panel.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await until('the panel to go', async () => !(await panel.isVisible()))
  })

  it('leave control and draw with one button, for who controls', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.mouse.move(640, 2)
    await page.getByRole('button', { name: 'Draw' }).click()
    await page.getByRole('button', { name: 'Leave control and draw' }).click()
    await until('the panel', () => page.getByRole('toolbar').isVisible())
    expect(work.asked).toEqual(['release'])
  })

  it('list the keys from the first one on, however small the window', async () => {
    const { page } = await openViewer(browser, { width: 640, height: 480 })
    await page.keyboard.press('?')
    await until('the list', () => page.getByRole('dialog').isVisible())
    expect(await page.getByRole('dialog').evaluate((node) => node.scrollTop)).toBe(0)
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
  })
})
