// Starting an application of a real machine: its window is found, or a plain reason is given.
import { expect, it } from 'vitest'
import type { Entry } from '../../../agent/platform/desktop-entries/entry.ts'
import { launchOnX } from '../../../agent/platform/x11/launch.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { installApplication } from '../../support/desktop-entry.ts'
import { startDisplay } from '../../support/display.ts'
import { temporaryFolder } from '../../support/temp.ts'
import { until } from '../../support/wait.ts'

const SECRET = 'a "quoted" word; $(touch /tmp/no)'

it('[APP-05] an application is started with its own arguments, no shell, and its window is found', async () => {
  const display = await startDisplay({ hasWindowManager: true })
  const folder = await temporaryFolder()
  const exec = `xmessage -name %% "${SECRET.replace(/["$\\]/g, '\\$&')}" %U`
  await installApplication(folder, { name: 'Message', exec: exec.replace(/\\/g, '\\\\') })
  const platform = x11Platform(display.name, { ...process.env, XDG_DATA_HOME: folder, XDG_DATA_DIRS: folder })
  display.start('xlogo')
  await until('another window', async () => (await platform.listWindows()).length > 0)
  expect(await platform.listApplications()).toEqual([{ id: 'message', name: 'Message' }])
  const window = await platform.launch('message')
  expect(window).toMatchObject({ application: 'Xmessage' })
  const command = (await display.run('xprop', '-id', window.id, 'WM_COMMAND')).toString()
  expect(command).toContain('$(touch /tmp/no)')
  await display.run('xdotool', 'windowkill', window.id)
  await expect(platform.launch('nothing')).rejects.toMatchObject({ code: 'activity.failed' })
})

it.each([
  ['ends at once', ['false'], /ended with code 1/],
  ['shows nothing', ['sleep', '2'], /showed no window within 1 s/],
  ['is not there', ['/no/such/program'], /cannot be started/],
])('one that %s is reported with the reason', async (_, argv, reason) => {
  const display = await startDisplay()
  const entry: Entry = { id: 'x', name: 'X', argv, windowClass: null, folder: null, tryExec: null }
  const launching = launchOnX(entry, { display: display.name, env: process.env, timeoutMs: 1000 })
  await expect(launching).rejects.toMatchObject({ code: 'activity.failed', message: expect.stringMatching(reason) })
})
