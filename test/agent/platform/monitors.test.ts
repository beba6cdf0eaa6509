// Monitors of a real display that come, go and change while one is looked at.
import { expect, it } from 'vitest'
import type { Platform, ScreenSource } from '../../../agent/platform/platform.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { until } from '../../support/wait.ts'

type Told = { resized: number; code: string }

async function twoMonitors(): Promise<{ display: TestDisplay; platform: Platform }> {
  const display = await startDisplay()
  await display.run('xrandr', '--setmonitor', 'LEFT', '640/200x800/200+0+0', 'screen')
  await display.run('xrandr', '--setmonitor', 'RIGHT', '640/200x700/200+640+50', 'none')
  return { display, platform: x11Platform(display.name) }
}

async function look(platform: Platform, monitor?: string): Promise<{ source: ScreenSource; told: Told }> {
  const source = await platform.openScreen(monitor === undefined ? {} : { monitor })
  atEnd(() => source.close())
  const told = { resized: 0, code: '' }
  const ignore = (): void => undefined
  source.listen({
    damaged: ignore,
    cursorChanged: ignore,
    resized: () => told.resized++,
    failed: ({ code }) => {
      told.code = code
    },
  })
  return { source, told }
}

it('each monitor by its name, those of a split screen too, is a picture of its own', async () => {
  const { display, platform } = await twoMonitors()
  await display.run('xsetroot', '-solid', '#112233')
  const { monitors } = await platform.describe()
  expect(monitors.map((it) => it.name).sort()).toEqual(['LEFT', 'RIGHT'])
  expect(monitors.filter((it) => it.isPrimary)).toHaveLength(1)
  const { source } = await look(platform, 'RIGHT')
  expect([source.widthPx, source.heightPx]).toEqual([640, 700])
  display.start('xlogo', '-geometry', '100x100+700+100', '-bg', '#ff0000', '-fg', '#ff0000')
  await until('the window at its place in the monitor', async () => {
    const [pixel = 0] = await source.grab({ x: 70, y: 60, width: 1, height: 1 })
    return (pixel & 0xffffff) === 0xff0000
  })
})

it('a monitor that changes is told, one that is taken away ends its view and shows nothing else', async () => {
  const { display, platform } = await twoMonitors()
  const right = await look(platform, 'RIGHT')
  const whole = await look(platform)
  await display.run('xrandr', '--delmonitor', 'RIGHT')
  await display.run('xrandr', '--setmonitor', 'RIGHT', '600/200x500/200+680+0', 'none')
  await until('one of both ends', () => right.told.code === 'screen.lost' || right.source.heightPx === 500)
  await display.run('xrandr', '--setmonitor', 'THIRD', '100/20x100/20+0+0', 'none')
  await until('the third monitor', () => whole.source.monitors.some((it) => it.name === 'THIRD'))
  expect(whole.told).toMatchObject({ code: '' })
  expect(whole.told.resized).toBeGreaterThan(0)
  const third = await look(platform, 'THIRD')
  await display.run('xrandr', '--delmonitor', 'THIRD')
  await until('the end', () => third.told.code === 'screen.lost')
  expect([whole.source.widthPx, whole.source.heightPx]).toEqual([1280, 800])
})

it('a desktop that becomes smaller is told with its new size', async () => {
  const display = await startDisplay()
  const platform = x11Platform(display.name)
  const { source, told } = await look(platform)
  await display.run('xrandr', '--newmode', 'small', '31.5', '640', '664', '704', '832', '480', '489', '491', '520')
  await display.run('xrandr', '--addmode', 'screen', 'small')
  await display.run('xrandr', '--output', 'screen', '--mode', 'small')
  await until('the new size', () => told.resized > 0 && source.widthPx === 640)
  expect(await source.grab({ x: 0, y: 0, width: 640, height: 480 })).toHaveLength(640 * 480)
})
