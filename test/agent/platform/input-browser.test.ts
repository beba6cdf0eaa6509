// Typing and clicking in a real browser window on the customer's display.
import { describe, expect, it } from 'vitest'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import type { InputEvent } from '../../../src/protocol/input.ts'
import { startBrowser } from '../../support/browser.ts'
import { startDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

const PAGE = '<textarea style="position:fixed;inset:0;width:100%;height:100%"></textarea>'
const TEXT = 'Hello 한글 만세 ß ü é ş İ € Ж Ω 漢 🙂👩‍💻 "@{}" done'
const key = (name: string, isDown: boolean): InputEvent => ({ type: 'key', by: 'symbol', name, isDown })

describe('a browser on the customer’s machine', () => {
  it.each(['us', 'de'])('gets clicks, text in any script, and shortcuts, with the layout %s', async (layout) => {
    const display = await startDisplay({ hasWindowManager: true })
    await display.run('setxkbmap', layout)
    const browser = await startBrowser(display)
    const page = await browser.newPage()
    await page.setContent(PAGE)
    const sink = await x11Platform(display.name).openInput({})
    atEnd(() => sink.close())
    const value = (): Promise<string> => page.locator('textarea').inputValue()
    await until('the click', async () => {
      for (const isDown of [true, false]) await sink.apply([{ type: 'button', button: 0, isDown, x: 500, y: 400 }])
      return page.evaluate(() => document.hasFocus() && document.activeElement?.tagName === 'TEXTAREA')
    })
    await sink.apply([{ type: 'text', text: TEXT }])
    await until('the text', async () => (await value()).length >= TEXT.length)
    expect(await value()).toBe(TEXT)
    await sink.apply([key('Control', true), key('a', true), key('c', true), key('Control', false), key('End', true)])
    await sink.apply([key('Enter', true), key('Control', true), key('v', true), key('Control', false)])
    await until('the copy', async () => (await value()).length >= 2 * TEXT.length + 1)
    expect(await value()).toBe(`${TEXT}\n${TEXT}`)
  })
})
