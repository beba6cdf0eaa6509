// Platforms: one contract for the real display and the drawn one, and a plain reason where there is neither.
import { describe, expect, it } from 'vitest'
import { choosePlatform } from '../../../agent/platform/choose.ts'
import { openFakePlatform } from '../../../agent/platform/fake/fake-platform.ts'
import { MAX_NOTICE_CHARACTERS, noticePicture } from '../../../agent/platform/notice-picture.ts'
import { glyphOf, textWidthPx } from '../../../agent/platform/pixel-font/pixel-font.ts'
import type { Platform, PlatformName } from '../../../agent/platform/platform.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { takeScreenshot } from '../../../agent/screen/screenshot.ts'
import { startDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

const OPEN: Readonly<Record<PlatformName, () => Promise<Platform>>> = {
  x11: async () => x11Platform((await startDisplay()).name),
  fake: () => openFakePlatform({ clock: () => Date.UTC(2026, 10, 20, 10), everyTick: () => () => undefined }),
}

describe.each(Object.entries(OPEN))('the platform %s', (name, open) => {
  it('describes its monitors, the primary one first', async () => {
    const platform = await open()
    atEnd(() => platform.close())
    const description = await platform.describe()
    expect(description).toMatchObject({ name, widthPx: 1280, heightPx: 800, isDrawn: name === 'fake' })
    expect(description.monitors[0]).toMatchObject({ x: 0, y: 0, width: 1280, height: 800, isPrimary: true })
  })

  it('opens the whole desktop or one monitor, and refuses a monitor it does not have', async () => {
    const platform = await open()
    atEnd(() => platform.close())
    const [monitor] = (await platform.describe()).monitors
    for (const what of [{}, { monitor: monitor?.name ?? '' }]) {
      const source = await platform.openScreen(what)
      expect(await source.grab({ x: 10, y: 10, width: 7, height: 5 })).toHaveLength(35)
      expect([source.widthPx, source.heightPx]).toEqual([1280, 800])
      await source.close()
    }
    await expect(platform.openScreen({ monitor: 'nowhere' })).rejects.toMatchObject({ code: 'screen.none' })
  })

  it('tells damage once until it is taken', async () => {
    const platform = await open()
    atEnd(() => platform.close())
    const source = await platform.openScreen()
    atEnd(() => source.close())
    let told = 0
    source.listen({ damaged: () => told++, cursorChanged() {}, resized() {}, failed() {} })
    await source.takeDamage()
    told = 0
    const first = await platform.showNotice('one')
    await until('the damage', () => told > 0)
    const second = await platform.showNotice('two, which is longer')
    expect(told).toBe(1)
    const rects = await source.takeDamage()
    expect(rects.length).toBeGreaterThan(0)
    expect(rects.every((rect) => rect.y < 40 && rect.height <= 40)).toBe(true)
    await second.close()
    await until('more damage', () => told > 1)
    await first.close()
  })

  it('shows a notice at the top edge while it is open and what was there before afterwards', async () => {
    const platform = await open()
    atEnd(() => platform.close())
    const source = await platform.openScreen()
    atEnd(() => source.close())
    const top = async (): Promise<string> =>
      Buffer.from((await takeScreenshot(source, { x: 0, y: 0, width: 1280, height: 40 })).png).toString('base64')
    const before = await top()
    const text = '한빛 지원센터의 김민지 님이 이 화면을 보고 있습니다'
    const notice = await platform.showNotice(text)
    const picture = noticePicture(text)
    const area = { x: Math.floor((1280 - picture.widthPx) / 2), y: 0, width: picture.widthPx, height: picture.heightPx }
    const shown = (await source.grab(area)).map((pixel) => pixel & 0xffffff)
    expect(Buffer.compare(Buffer.from(shown.buffer), Buffer.from(picture.pixels.buffer))).toBe(0)
    await notice.close()
    await until('the desktop as it was', async () => (await top()) === before)
  })
})

describe('the notice on an X display', () => {
  it('lets clicks through, stays above other windows, and goes when its program does', async () => {
    const display = await startDisplay({ hasWindowManager: true })
    display.start('xterm', '-geometry', '100x20+100+0')
    await display.window('XTerm')
    const platform = x11Platform(display.name)
    const notice = await platform.showNotice('Minji Kim of Hanbit Support is viewing this desktop')
    const source = await platform.openScreen()
    atEnd(() => source.close())
    const red = async (): Promise<boolean> =>
      ((await source.grab({ x: 640, y: 1, width: 1, height: 1 }))[0]! & 0xffffff) === 0xb3261e
    await until('the notice', red)
    await display.run('xdotool', 'mousemove', '640', '5')
    const under = (await display.run('xdotool', 'getmouselocation', '--shell')).toString()
    const window = /WINDOW=(\d+)/.exec(under)?.[1] ?? ''
    const tree = (await display.run('xwininfo', '-id', window, '-children')).toString()
    expect(tree).toMatch(/xterm|sh/i)
    display.start('xlogo', '-geometry', '400x200+440+0')
    await display.window('XLogo')
    await until('the notice above the new window', red)
    await notice.close()
    await until('the notice to be gone', async () => !(await red()))
  })
})

describe('choosing a platform', () => {
  const clock = (): number => 0

  it('refuses with the reason on a machine without a display', async () => {
    await expect(choosePlatform({ env: {}, clock })).rejects.toMatchObject({
      code: 'screen.none',
      message: expect.stringContaining('DISPLAY is not set'),
    })
    await expect(choosePlatform({ env: { WAYLAND_DISPLAY: 'wayland-0' }, clock })).rejects.toThrow(/Wayland/)
  })

  it('refuses with the reason when the display does not answer or is no name', async () => {
    await expect(choosePlatform({ env: { DISPLAY: ':3999' }, clock })).rejects.toMatchObject({ code: 'screen.none' })
    await expect(choosePlatform({ env: { DISPLAY: 'nonsense' }, clock })).rejects.toMatchObject({ code: 'screen.none' })
  })

  it('takes the display that answers, and draws one only when told to', async () => {
    const display = await startDisplay()
    expect((await choosePlatform({ env: { DISPLAY: display.name }, clock })).name).toBe('x11')
    const drawn = await choosePlatform({ env: { DISPLAY: display.name }, wanted: 'fake', clock })
    expect(drawn.name).toBe('fake')
    await drawn.close()
  })

  it('refuses a display with too few colours', async () => {
    const display = await startDisplay({ screen: '640x480x16' })
    await expect(x11Platform(display.name).openScreen()).rejects.toThrow(/16 bits/)
  })
})

describe('the built-in font', () => {
  const ink = (character: string): number => {
    const glyph = glyphOf(character)
    let count = 0
    for (let y = 0; y < 18; y++) for (let x = 0; x < glyph.widthPx; x++) count += Number(glyph.isSet(x, y))
    return count
  }

  it('has every Hangul syllable, each drawn differently from its neighbours, twice as wide as a letter', () => {
    for (const character of ['가', '뷁', '힣', '한', '글']) {
      expect(glyphOf(character).widthPx).toBe(18)
      expect(ink(character)).toBeGreaterThan(10)
    }
    expect(textWidthPx('한글 ok')).toBe(18 * 2 + 9 * 3)
    expect(textWidthPx('한글'.normalize('NFD'))).toBe(36)
  })

  it('draws a box for what it lacks, control characters included', () => {
    for (const character of ['\u0007', '\u202e', '😀']) expect(ink(character)).toBeGreaterThan(10)
  })

  it('cuts a notice that is too long at its limit', () => {
    const longest = noticePicture('가'.repeat(MAX_NOTICE_CHARACTERS)).widthPx
    expect(noticePicture('가'.repeat(MAX_NOTICE_CHARACTERS + 1)).widthPx).toBeLessThanOrEqual(longest)
    expect(noticePicture('가'.repeat(100_000)).widthPx).toBeLessThanOrEqual(longest)
  })
})
