// Which part of a real display is shown when others change the options of a share: never more than was agreed to.
import { expect, test } from 'vitest'
import type { Platform, ScreenTarget } from '../../../agent/platform/platform.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { desktopPicture, openShow, type Show } from '../../../agent/sharing/show.ts'
import { startDisplay } from '../../support/display.ts'
import { until } from '../../support/wait.ts'

async function twoMonitors(): Promise<string> {
  const display = await startDisplay()
  await display.run('xrandr', '--setmonitor', 'LEFT', '640/200x800/200+0+0', 'screen')
  await display.run('xrandr', '--setmonitor', 'RIGHT', '640/200x700/200+640+50', 'none')
  return display.name
}

async function show(name: string, target: ScreenTarget): Promise<{ show: Show; turned: ScreenTarget[] }> {
  const turned: ScreenTarget[] = []
  const opened = await openShow(x11Platform(name), target)
  opened.onTurned((next) => void turned.push(next))
  return { show: opened, turned }
}

test('the whole desktop turns to one of its monitors and back; one monitor stays that one, whatever the hub says', async () => {
  const name = await twoMonitors()
  const open = async (): Promise<Platform> => x11Platform(name)
  const [{ target: first }, { target: second }] = [await desktopPicture(open, 0), await desktopPicture(open, 1)]
  const [one, whole] = [await show(name, second), await show(name, {})]
  const { source } = one.show
  one.show.set({ monitor: 0 })
  for (const monitor of [1, null, 0]) whole.show.set({ monitor })
  await until('all turns of the whole desktop', () => whole.turned.length === 3)
  expect(whole.turned).toEqual([second, {}, first])
  one.show.set({ monitor: null })
  await Promise.all([whole.show.close(), one.show.close()])
  expect(one.turned).toEqual([])
  expect(one.show.target).toEqual(second)
  expect(one.show.source).toBe(source)
})

test('who does not listen any more is told no other monitor', async () => {
  const name = await twoMonitors()
  const { show: opened, turned } = await show(name, {})
  const stop = opened.onTurned(() => expect.unreachable())
  stop()
  opened.set({ monitor: 1 })
  await until('the other monitor', () => turned.length === 1)
  await opened.close()
})
