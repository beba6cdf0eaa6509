// Windows of a real display: what is listed, what is seen of one of them, and what is never seen.
import { describe, expect, it } from 'vitest'
import { MAX_TITLE_CHARACTERS } from '../../../agent/platform/applications.ts'
import { HATCH_COLORS } from '../../../agent/platform/hatching.ts'
import type { AppWindow, Platform, ScreenSource } from '../../../agent/platform/platform.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

const RED = 0xff0000
const GREEN = 0x00ff00
const HATCH: ReadonlySet<number> = new Set(Object.values(HATCH_COLORS))

async function desktop(): Promise<{ display: TestDisplay; platform: Platform }> {
  const display = await startDisplay({ hasWindowManager: true })
  await until('the window manager', async () => (await display.run('xprop', '-root')).includes('_NET_SUPPORTING_WM'))
  return { display, platform: x11Platform(display.name) }
}

/** A window all of one colour, with a name of its own. */
function paintWindow(display: TestDisplay, name: string, color: string, geometry: string, ...more: string[]): void {
  display.start(
    'xterm',
    '-class',
    name,
    '-T',
    name,
    '-geometry',
    geometry,
    '-bg',
    color,
    '-fg',
    color,
    '-cr',
    color,
    ...more,
  )
}

function named(platform: Platform, application: string): Promise<AppWindow> {
  return until(`the window ${application}`, async () =>
    (await platform.listWindows()).find((it) => it.application === application),
  )
}

async function view(platform: Platform, application: string): Promise<ScreenSource> {
  const source = await platform.openScreen({ window: (await named(platform, application)).id })
  atEnd(() => source.close())
  return source
}

async function colors(source: ScreenSource): Promise<Map<number, number>> {
  const counts = new Map<number, number>()
  const { widthPx: width, heightPx: height } = source
  for (const pixel of await source.grab({ x: 0, y: 0, width, height })) {
    counts.set(pixel & 0xffffff, (counts.get(pixel & 0xffffff) ?? 0) + 1)
  }
  return counts
}

const countOf = (counts: Map<number, number>, wanted: ReadonlySet<number>): number =>
  [...counts].reduce((sum, [color, count]) => (wanted.has(color) ? sum + count : sum), 0)

describe('the list of windows', () => {
  it('[APP-04] names each window with its application and place, the topmost first, hostile titles as they are', async () => {
    const { display, platform } = await desktop()
    paintWindow(display, 'Lower', '#00ff00', '40x10+50+60')
    await named(platform, 'Lower')
    paintWindow(display, 'Upper', '#ff0000', '30x8+400+300')
    const upper = await named(platform, 'Upper')
    const hostile = `메모 \u202e${'x'.repeat(500)}`
    await display.run('xprop', '-id', upper.id, '-f', '_NET_WM_NAME', '8u', '-set', '_NET_WM_NAME', hostile)
    const windows = await until('the new title', async () => {
      const list = await platform.listWindows()
      return list[0]?.title.startsWith('메모') ? list : null
    })
    expect(windows.map((it) => it.application)).toEqual(['Upper', 'Lower'])
    expect(windows[0]?.title).toHaveLength(MAX_TITLE_CHARACTERS)
    expect(windows[0]?.title).toContain('\u202e')
    expect(windows[1]).toMatchObject({ title: 'Lower', isMinimized: false })
    expect(windows[1]?.rect.x).toBeGreaterThanOrEqual(45)
    await display.run('xdotool', 'windowminimize', upper.id)
    await until('it to be minimized', async () => (await named(platform, 'Upper')).isMinimized)
  })

  it('works without a window manager', async () => {
    const display = await startDisplay()
    const platform = x11Platform(display.name)
    paintWindow(display, 'Alone', '#00ff00', '40x10+50+60')
    const { rect, isMinimized } = await named(platform, 'Alone')
    expect([rect.x >= 50, rect.y >= 60, isMinimized]).toEqual([true, true, false])
  })
})

describe('one window as a screen', () => {
  it('is as large as its frame, follows it when it moves and grows, and ends with it', async () => {
    const { display, platform } = await desktop()
    paintWindow(display, 'Green', '#00ff00', '40x10+50+60')
    const source = await view(platform, 'Green')
    const { id, rect } = await named(platform, 'Green')
    expect([source.widthPx, source.heightPx]).toEqual([rect.width, rect.height])
    let resized = 0
    let code = ''
    const ignore = (): void => undefined
    source.listen({
      damaged: ignore,
      cursorChanged: ignore,
      resized: () => resized++,
      failed: (error) => {
        code = error.code
      },
    })
    const inside = countOf(await colors(source), new Set([GREEN]))
    expect(inside).toBeGreaterThan(rect.width * rect.height * 0.7)
    await display.run('xdotool', 'windowmove', id, '700', '400')
    await until('the move', async () => (await named(platform, 'Green')).rect.x > 600)
    await source.takeDamage()
    expect(countOf(await colors(source), new Set([GREEN]))).toBe(inside)
    await display.run('xdotool', 'windowsize', id, '500', '300')
    await until('the new size', () => resized > 0 && source.widthPx > 480)
    await until('the new picture', async () => countOf(await colors(source), new Set([GREEN])) > inside * 1.5)
    await display.run('xdotool', 'windowkill', id)
    await until('the end', () => code === 'screen.lost')
    await expect(source.grab({ x: 0, y: 0, width: 1, height: 1 })).rejects.toMatchObject({ code: 'screen.lost' })
  })

  it('refuses what is no application window, the desktop itself above all', async () => {
    const { display, platform } = await desktop()
    const root = /Window id: (0x[0-9a-f]+)/.exec((await display.run('xwininfo', '-root')).toString())?.[1] ?? ''
    for (const window of [root, '0x1', 'x', '', '0xffffffffff', '1 or 1']) {
      await expect(platform.openScreen({ window })).rejects.toMatchObject({ code: 'screen.none' })
    }
  })

  it('[APP-22] hatches exactly what others cover and says so, until they are gone', async () => {
    const { display, platform } = await desktop()
    paintWindow(display, 'Green', '#00ff00', '60x20+50+60')
    const source = await view(platform, 'Green')
    await until('all of it', async () => countOf(await colors(source), HATCH) === 0)
    paintWindow(display, 'Red', '#ff0000', '20x5+120+150')
    const red = await named(platform, 'Red')
    const size = red.rect.width * red.rect.height
    await until('exactly that to be hatched', async () => countOf(await colors(source), HATCH) === size)
    expect(source.visibility).toBe('covered')
    await display.run('xdotool', 'windowkill', red.id)
    await until('all of it again', async () => countOf(await colors(source), HATCH) === 0)
    expect(source.visibility).toBe('full')
  })

  it('[APP-22] never shows a pixel of a window that moves over it while it is looked at', async () => {
    const { display, platform } = await desktop()
    paintWindow(display, 'Green', '#00ff00', '60x20+50+60')
    const source = await view(platform, 'Green')
    paintWindow(display, 'Red', '#ff0000', '30x10+900+500')
    const { id } = await named(platform, 'Red')
    const steps = Array.from({ length: 150 }, (_, index) => [
      'windowmove',
      id,
      `${60 + ((index * 37) % 500)}`,
      `${60 + ((index * 53) % 300)}`,
    ])
    let isMoving = true
    const moving = display.run('xdotool', ...steps.flat()).finally(() => {
      isMoving = false
    })
    let [leaks, hatches, looks] = [0, 0, 0]
    while (isMoving || looks < 100) {
      const counts = await colors(source)
      leaks += countOf(counts, new Set([RED]))
      hatches += Number(countOf(counts, HATCH) > 0)
      looks++
    }
    await moving
    expect(leaks).toBe(0)
    expect(hatches).toBeGreaterThan(10)
  })

  it('keeps the last picture under hatch lines while it is minimized', async () => {
    const { display, platform } = await desktop()
    paintWindow(display, 'Green', '#00ff00', '60x20+50+60')
    const source = await view(platform, 'Green')
    const before = countOf(
      await until('all of it', async () => {
        const counts = await colors(source)
        return countOf(counts, new Set([GREEN])) > 10_000 ? counts : null
      }),
      new Set([GREEN]),
    )
    const { id } = await named(platform, 'Green')
    await display.run('xdotool', 'windowminimize', id)
    await until('it to be minimized', async () => {
      await source.takeDamage()
      return source.visibility === 'minimized'
    })
    const old = await colors(source)
    expect(countOf(old, new Set([GREEN]))).toBeGreaterThan(before * 0.5)
    expect(countOf(old, new Set([HATCH_COLORS.line]))).toBeGreaterThan(before * 0.1)
    await display.run('xdotool', 'windowmap', id)
    await until('it to be back', async () => countOf(await colors(source), HATCH) === 0)
  })
})
