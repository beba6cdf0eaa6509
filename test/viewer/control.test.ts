// Control in a real browser: what a person does with mouse and keyboard arrives as it was meant, and nothing stays held.
import { beforeAll, describe, expect, it } from 'vitest'
import type { InputEvent } from '../../src/protocol/input.ts'
import { RESERVED_KEYS } from '../../src/viewer/page/reserved-keys.ts'
import { startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import { openViewer, spoken, takeControl } from './open-viewer.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})

describe('the mouse', () => {
  it('[DSK-04] [APP-03] takes control with the first press in the picture, and that press is the first thing sent', async () => {
    const { page, work, place } = await openViewer(browser)
    const at = await place(300, 200)
    await page.mouse.move(at.x, at.y)
    await page.keyboard.type('xyz')
    await expect(page.locator('.chip').textContent()).resolves.toBe('Click to control')
    await page.mouse.down()
    await until('the press', () => work.input.length > 0)
    expect(work.input[0]).toEqual({ type: 'button', button: 0, isDown: true, x: 300, y: 200 })
    await page.mouse.up()
    await until('the release', () => work.input.some((event) => event.type === 'button' && !event.isDown))
    await expect(page.locator('.chip').textContent()).resolves.toBe('You control')
  })

  it('is where it is in the picture, whatever size that is shown at', async () => {
    const viewer = await openViewer(browser, { width: 700, height: 500 })
    const { page, work, place } = viewer
    await takeControl(viewer)
    const last = (): InputEvent | undefined => work.input.findLast((event) => event.type === 'move')
    const isNear = (event: InputEvent | undefined, x: number, y: number): boolean =>
      event?.type === 'move' && Math.abs(event.x - x) <= 2 && Math.abs(event.y - y) <= 2
    for (const [x, y] of [
      [0, 0],
      [1279, 799],
      [333, 555],
    ] as const) {
      const at = await place(x, y)
      await page.mouse.move(at.x, at.y)
      // A browser tells whole CSS pixels, which are two of this picture's.
      await until('the move', () => isNear(last(), x, y))
    }
    await page.mouse.move(400, 2)
    await page.getByRole('button', { name: 'View', exact: true }).click()
    await page.getByRole('menuitemradio', { name: 'Actual size' }).click()
    await page.locator('.stage').evaluate((stage) => stage.scrollTo(150, 90))
    await page.mouse.move(200, 300)
    await until('the scrolled place', () => JSON.stringify(last()) === JSON.stringify({ type: 'move', x: 350, y: 390 }))
  })

  it('sends all five buttons, and a drag goes on at the edge of the picture', async () => {
    const viewer = await openViewer(browser, { heightPx: 500 })
    const { page, work, devtools, place } = viewer
    await takeControl(viewer)
    const at = await place(100, 100)
    for (const [index, button] of (['left', 'middle', 'right', 'back', 'forward'] as const).entries()) {
      for (const type of ['mousePressed', 'mouseReleased'] as const) {
        await devtools.send('Input.dispatchMouseEvent', { type, ...at, button, clickCount: 1 })
      }
      await until(button, () => work.input.filter((it) => it.type === 'button' && it.button === index).length === 2)
    }
    work.input.length = 0
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(640, 799)
    await page.mouse.up()
    await until('the end of the drag', () => work.input.some((it) => it.type === 'button' && !it.isDown))
    expect(work.input.at(-1)).toEqual({ type: 'button', button: 0, isDown: false, x: 640, y: 499 })
    expect(await page.evaluate(() => location.pathname)).toBe('/')
  })

  it('sends a wheel notch as a notch, and many moves between two frames as one', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.mouse.wheel(0, 120)
    await until('the turn', () => work.input.some((event) => event.type === 'wheel'))
    const turned = work.input.flatMap((event) => (event.type === 'wheel' ? [event.dy] : []))
    expect(turned.reduce((all, one) => all + one, 0)).toBe(120)
    work.input.length = 0
    await page.evaluate(() => {
      const picture = document.querySelector('.picture')
      for (let x = 1; x <= 500; x++) {
        picture?.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: x, clientY: 300 }))
      }
    })
    await until('the move', () => work.input.some((event) => event.type === 'move' && event.x === 500))
    expect(work.input.length).toBeLessThanOrEqual(3)
  })
})

describe('the keyboard', () => {
  it('sends what a key means, with modifiers and repeats, and lets go of what went down', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.keyboard.press('Shift+A')
    await page.keyboard.press('Control+c')
    await page.keyboard.down('x')
    await page.keyboard.down('x')
    await page.keyboard.up('x')
    await page.keyboard.press('Enter')
    const wanted = '+Shift +A -A -Shift +Control +c -c -Control +x +x -x +Enter -Enter'
    await until('the keys', () => spoken(work.input) === wanted)
    expect(work.input.every((event) => event.type !== 'key' || event.by === 'symbol')).toBe(true)
  })

  it('types Korean as an input method makes it: what is being composed stays here, what is done goes there', async () => {
    const viewer = await openViewer(browser)
    const { page, work, devtools } = viewer
    await takeControl(viewer)
    for (const text of ['ㅎ', '하', '한']) {
      await devtools.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
    }
    await until('the bubble', async () => (await page.locator('.composing').textContent()) === '한')
    expect(work.input).toEqual([])
    await devtools.send('Input.insertText', { text: '한' })
    for (const text of ['ㄱ', '그', '글']) {
      await devtools.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
    }
    await devtools.send('Input.insertText', { text: '글' })
    await page.keyboard.press('a')
    await until('the text', () => spoken(work.input) === '"한" "글" +a -a')
    expect(await page.locator('.composing').isVisible()).toBe(false)
  })

  it('types what the emoji picker, AltGr and a dead key make', async () => {
    const viewer = await openViewer(browser)
    const { work, devtools } = viewer
    await takeControl(viewer)
    await devtools.send('Input.insertText', { text: '👩‍💻' })
    const key = (type: 'keyDown' | 'keyUp' | 'rawKeyDown', key: string, code: string, more: object = {}) =>
      devtools.send('Input.dispatchKeyEvent', { type, key, code, ...more })
    await key('rawKeyDown', 'AltGraph', 'AltRight')
    await key('keyDown', '@', 'KeyQ', { text: '@' })
    await key('keyUp', '@', 'KeyQ')
    await key('keyUp', 'AltGraph', 'AltRight')
    await key('rawKeyDown', 'Dead', 'Equal')
    await key('keyUp', 'Dead', 'Equal')
    await key('keyDown', 'é', 'KeyE', { text: 'é' })
    await key('keyUp', 'é', 'KeyE')
    await until('the text', () => spoken(work.input) === '"👩‍💻" +@ -@ "é"')
  })

  it('sends places instead of characters when told to, and keeps an input method away', async () => {
    const viewer = await openViewer(browser)
    const { page, work, devtools } = viewer
    await takeControl(viewer)
    await page.mouse.move(640, 2)
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByRole('menuitemradio', { name: 'By key position' }).click()
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'ㅁ', code: 'KeyA', text: 'ㅁ' })
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'ㅁ', code: 'KeyA' })
    await until('the place', () => spoken(work.input).endsWith('+KeyA -KeyA'))
    expect(work.input.findLast((event) => event.type === 'key')).toMatchObject({ by: 'code' })
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
  })

  it('has the shortcuts the browser keeps on a menu', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.mouse.move(640, 2)
    for (const { label } of RESERVED_KEYS) {
      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByRole('menuitem', { name: label, exact: true }).click()
    }
    await until('the last', () => spoken(work.input).endsWith('+PrintScreen -PrintScreen'))
    expect(spoken(work.input)).toContain('+Control +Alt +Delete -Delete -Alt -Control')
    expect(spoken(work.input)).toContain('+Alt +Tab -Tab -Alt')
  })

  it('lets everything go when the window loses the focus', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.keyboard.down('Shift')
    await page.keyboard.down('W')
    await page.evaluate(() => window.dispatchEvent(new Event('blur')))
    await until('the release', () => spoken(work.input) === '+Shift +W release')
    await page.keyboard.up('W')
    await page.keyboard.up('Shift')
    await page.keyboard.press('z')
    await until('what comes later', () => spoken(work.input) === '+Shift +W release +z -z')
  })

  it('lets everything go when the page is closed with a key down', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await page.keyboard.down('ArrowDown')
    await until('the key', () => spoken(work.input) === '+ArrowDown')
    await page.close()
    await until('the release', () => spoken(work.input).endsWith('release'))
  })

  it('is given back by Ctrl, Alt and Shift together, and the page says so', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    await expect(page.locator('.toast').textContent()).resolves.toContain('Ctrl + Alt + Shift')
    for (const key of ['Control', 'Alt', 'Shift']) await page.keyboard.down(key)
    for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key)
    await until('the word', () => work.asked.includes('release'))
    expect(spoken(work.input).endsWith('release')).toBe(true)
    const before = work.input.length
    await page.keyboard.type('hello')
    await page.mouse.move(300, 300)
    await until('the state', async () => (await page.locator('.chip').textContent()) === 'Click to control')
    expect(work.input.length).toBe(before)
  })
})

describe('text', () => {
  it('that is pasted is typed, a long one only when the reader has seen it and said yes', async () => {
    const viewer = await openViewer(browser)
    const { page, work } = viewer
    await takeControl(viewer)
    const paste = (text: string): Promise<void> =>
      page.evaluate((pasted) => {
        const data = new DataTransfer()
        data.setData('text/plain', pasted)
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
        document.activeElement?.dispatchEvent(event)
      }, text)
    await paste('짧은 글\r\nshort')
    await until('the short one', () => spoken(work.input) === '"짧은 글\\nshort"')
    work.input.length = 0
    const long = '가나다라마'.repeat(1000)
    await paste(long)
    const dialog = page.getByRole('dialog', { name: 'Type text on the other machine' })
    await until('the question', () => dialog.isVisible())
    expect(work.input).toEqual([])
    await dialog.getByRole('button', { name: 'Type it' }).click()
    const typed = (): string => work.input.map((event) => (event.type === 'text' ? event.text : '')).join('')
    await until('the long one', () => typed() === long)
    expect(work.input.length).toBeGreaterThan(3)
  })
})
