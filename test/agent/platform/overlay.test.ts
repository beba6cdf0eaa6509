// Marks on a real desktop: seen, clicked through, moving with their window, never over the sign that says who watches.
import { describe, expect, it } from 'vitest'
import { drawMark, MAX_SPANS, marksExtent } from '../../../agent/platform/marks-picture.ts'
import { noticePicture } from '../../../agent/platform/notice-picture.ts'
import type { Platform, ScreenSource } from '../../../agent/platform/platform.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { MAX_MARK_POINTS, MAX_MARKS, type Mark } from '../../../src/protocol/marks.ts'
import { startDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

const BLUE = 0x2266ff
const mark = (change: Partial<Mark> = {}): Mark => ({
  id: 'm1',
  shape: 'pen',
  color: BLUE,
  widthPx: 8,
  points: [
    [100, 100],
    [300, 100],
  ],
  text: '',
  ...change,
})

async function pixel(source: ScreenSource, x: number, y: number): Promise<number> {
  return ((await source.grab({ x, y, width: 1, height: 1 }))[0] ?? 0) & 0xffffff
}

async function desktop(
  options = {},
): Promise<{ display: Awaited<ReturnType<typeof startDisplay>>; platform: Platform; screen: ScreenSource }> {
  const display = await startDisplay({ hasWindowManager: true, ...options })
  const platform = x11Platform(display.name)
  const screen = await platform.openScreen()
  atEnd(() => screen.close())
  return { display, platform, screen }
}

describe('marks on the desktop', () => {
  it('are on the real screen in their colour, all shapes, and gone when cleared', async () => {
    const { platform, screen } = await desktop()
    const before = await pixel(screen, 200, 100)
    const overlay = await platform.openOverlay({})
    atEnd(() => overlay.close())
    await overlay.draw([
      mark(),
      mark({
        id: 'm2',
        shape: 'rectangle',
        points: [
          [400, 200],
          [600, 300],
        ],
      }),
      mark({
        id: 'm3',
        shape: 'arrow',
        points: [
          [700, 500],
          [800, 500],
        ],
        color: 0xff00ff,
      }),
      mark({
        id: 'm4',
        shape: 'highlighter',
        widthPx: 20,
        points: [
          [100, 400],
          [300, 400],
        ],
        color: 0xffee00,
      }),
    ])
    expect(screen.showsOverlay).toBe(true)
    expect(await pixel(screen, 200, 100)).toBe(BLUE)
    expect(await pixel(screen, 500, 200)).toBe(BLUE)
    expect(await pixel(screen, 500, 250)).not.toBe(BLUE)
    expect(await pixel(screen, 750, 500)).toBe(0xff00ff)
    expect([await pixel(screen, 200, 400), await pixel(screen, 200, 401)]).toEqual([0xffee00, before])
    await overlay.draw([])
    expect(await pixel(screen, 200, 100)).toBe(before)
  })

  it('let clicks through to the application below', async () => {
    const { display, platform, screen } = await desktop()
    const top = async (): Promise<string> => (await platform.listWindows())[0]?.application ?? ''
    display.start('xterm', '-class', 'Lower', '-geometry', '40x10+100+100')
    await until('the lower window', async () => (await top()) === 'Lower')
    display.start('xterm', '-class', 'Upper', '-geometry', '40x10+700+400')
    await until('the upper window', async () => (await top()) === 'Upper')
    const overlay = await platform.openOverlay({})
    atEnd(() => overlay.close())
    await overlay.draw([
      mark({
        widthPx: 40,
        points: [
          [150, 200],
          [250, 200],
        ],
      }),
    ])
    expect(await pixel(screen, 200, 200)).toBe(BLUE)
    await display.run('xdotool', 'mousemove', '200', '200', 'click', '1')
    await until('the click to raise the lower window', async () => (await top()) === 'Lower')
    expect(await pixel(screen, 200, 200)).toBe(BLUE)
  })

  it('stay above windows that come later, but never above the sign that says who watches', async () => {
    const { display, platform, screen } = await desktop()
    const text = 'Minji Kim sees this screen'
    const overlay = await platform.openOverlay({})
    atEnd(() => overlay.close())
    const notice = await platform.showNotice(text)
    atEnd(() => notice.close())
    await overlay.draw([
      mark({
        widthPx: 64,
        points: [
          [0, 10],
          [1279, 10],
        ],
      }),
      mark({
        id: 'm2',
        points: [
          [600, 300],
          [700, 300],
        ],
      }),
    ])
    display.start('xlogo', '-geometry', '400x300+500+100')
    await until('the window', async () => (await platform.listWindows()).length > 0)
    await until('the mark above it', async () => (await pixel(screen, 650, 300)) === BLUE)
    const { widthPx, heightPx, pixels } = noticePicture(text)
    const area = { x: Math.floor((1280 - widthPx) / 2), y: 0, width: widthPx, height: heightPx }
    await until('the whole sign above the marks', async () => {
      const shown = (await screen.grab(area)).map((it) => it & 0xffffff)
      return Buffer.compare(Buffer.from(shown.buffer), Buffer.from(pixels.buffer)) === 0
    })
  })

  it('on a window move with it and leave with it', async () => {
    const { display, platform, screen } = await desktop()
    display.start('xterm', '-bg', 'white', '-geometry', '40x10+100+100')
    const { id, rect } = await until('the window', async () => (await platform.listWindows())[0])
    const overlay = await platform.openOverlay({ window: id })
    atEnd(() => overlay.close())
    await overlay.draw([
      mark({
        points: [
          [50, 60],
          [5000, 60],
        ],
      }),
    ])
    expect(await pixel(screen, rect.x + 60, rect.y + 60)).toBe(BLUE)
    expect(await pixel(screen, rect.x + rect.width + 5, rect.y + 60)).not.toBe(BLUE)
    const window = await platform.openScreen({ window: id })
    atEnd(() => window.close())
    expect(window.showsOverlay).toBe(true)
    await until('the mark in the window', async () => (await pixel(window, 60, 60)) === BLUE)
    await overlay.draw([
      mark({
        points: [
          [50, 60],
          [150, 120],
        ],
      }),
    ])
    await until('white beside the mark, as far around as it reaches', async () => {
      await window.takeDamage()
      const beside = [...(await window.grab({ x: 120, y: 62, width: 30, height: 20 }))]
      return (await pixel(window, 100, 90)) === BLUE && beside.every((it) => (it & 0xffffff) === 0xffffff)
    })
    await overlay.draw([
      mark({
        points: [
          [50, 60],
          [5000, 60],
        ],
      }),
    ])
    await display.run('xdotool', 'windowmove', id, '600', '400')
    const moved = await until('the move', async () => {
      const [it] = await platform.listWindows()
      return it && it.rect.x !== rect.x ? it.rect : null
    })
    await until('the mark there', async () => (await pixel(screen, moved.x + 60, moved.y + 60)) === BLUE)
    expect(await pixel(screen, rect.x + 60, rect.y + 60)).not.toBe(BLUE)
    await display.run('xdotool', 'windowminimize', id)
    await until('the mark to go', async () => (await pixel(screen, moved.x + 60, moved.y + 60)) !== BLUE)
  })

  it('refuse a monitor or window that is not there', async () => {
    const { platform } = await desktop()
    await expect(platform.openOverlay({ monitor: 'nowhere' })).rejects.toMatchObject({ code: 'screen.none' })
    await expect(platform.openOverlay({ window: '0x1' })).rejects.toMatchObject({ code: 'screen.none' })
  })
})

describe('the shapes of marks', () => {
  const area = { x: 0, y: 0, width: 400, height: 300 }

  it('stay inside the area whatever their points say', () => {
    const wild = [-1e9, 1e9, Number.NaN, 16_383, -5, 150]
    for (const shape of ['pen', 'highlighter', 'arrow', 'rectangle', 'text'] as const) {
      for (const x of wild) {
        for (const y of wild) {
          const points = [
            [x, y],
            [10, 10],
            [y, x],
          ] as const
          drawMark(mark({ shape, points, text: 'Wä 한글 😢\n\u0007' }), area, (row, from, end) => {
            expect(row >= 0 && row < 300 && from >= 0 && end <= 400 && from < end).toBe(true)
          })
        }
      }
    }
  })

  it('are drawn with a limited number of rows, and a full picture of them in bounded time', () => {
    const points = Array.from({ length: MAX_MARK_POINTS }, (_, index) => [200, index % 2 === 0 ? 0 : 299] as const)
    let rows = 0
    drawMark(mark({ points, widthPx: 64 }), { ...area, height: 100_000 }, () => rows++)
    expect(rows).toBeLessThanOrEqual(MAX_SPANS)
    const many = Array.from({ length: MAX_MARKS }, (_, index) =>
      mark({
        id: `m${index}`,
        points: [
          [0, 0],
          [index, 200],
        ],
      }),
    )
    expect(marksExtent(many, area)).toMatchObject({ x: 0, y: 0 })
    expect(marksExtent([], area)).toBeNull()
  })
})
