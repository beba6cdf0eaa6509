// The platform of Windows and macOS, its libraries loaded and used here on an X display: neither system has run it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { choosePlatform } from '../../../agent/platform/choose.ts'
import type { Platform } from '../../../agent/platform/platform.ts'
import { noticeProgram, showPortableNotice } from '../../../agent/platform/portable/portable-notice.ts'
import { portablePlatform } from '../../../agent/platform/portable/portable-platform.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { watchScreen } from '../../support/screen-watch.ts'
import { temporaryFolder } from '../../support/temp.ts'
import { until } from '../../support/wait.ts'

let display: TestDisplay
let platform: Platform
let typed: string
beforeAll(async () => {
  typed = join(await temporaryFolder('typed'), 'lines.txt')
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  await display.run('xsetroot', '-solid', '#204060')
  display.start(
    'xterm',
    '-u8',
    '-title',
    'Terminal',
    '-geometry',
    '80x24+100+100',
    '-e',
    `sh -c "stty -echo; cat > ${typed}"`,
  )
  await display.window('XTerm')
  process.env.DISPLAY = display.name // the libraries look for it themselves
  const notice = { command: process.execPath, args: ['-e', "console.log('shown'); setInterval(() => 0, 1000)"] }
  platform = await portablePlatform({ system: 'linux', notice })
  atEnd(() => platform.close())
})

it('tells of monitors and windows', async () => {
  const { monitors, widthPx, heightPx } = await platform.describe()
  expect([monitors.length, widthPx, heightPx]).toEqual([1, 1024, 768])
  expect(monitors[0]).toMatchObject({ x: 0, y: 0, width: 1024, height: 768, isPrimary: true })
  const windows = await platform.listWindows()
  expect(windows.map(({ application }) => application)).toContain('XTerm')
})

it('shows the desktop, one monitor or one window, and what changes in it', async () => {
  const { monitors } = await platform.describe()
  for (const target of [{}, { monitor: monitors[0]?.name ?? '' }]) {
    const source = await platform.openScreen(target)
    atEnd(() => source.close())
    const watch = watchScreen(source)
    await until('the picture', () => watch.picture.hasPicture)
    const at = (x: number, y: number): readonly number[] => {
      const from = (y * watch.picture.widthPx + x) * 4
      return [...watch.picture.rgba.subarray(from, from + 3)]
    }
    await until('the colour', () => String(at(900, 700)) === '32,64,96')
    await display.run('xsetroot', '-solid', '#905010')
    await until('the other colour', () => String(at(900, 700)) === '144,80,16')
    await display.run('xsetroot', '-solid', '#204060')
    await watch.stream.stop()
    await source.close()
  }
  const window = (await platform.listWindows()).find(({ application }) => application === 'XTerm')
  const source = await platform.openScreen({ window: window?.id ?? '' })
  expect([source.widthPx, source.heightPx]).toEqual([window?.rect.width, window?.rect.height])
  await source.close()
  await expect(platform.openScreen({ monitor: 'none' })).rejects.toMatchObject({ code: 'screen.none' })
  await expect(platform.openScreen({ window: '1' })).rejects.toMatchObject({ code: 'screen.none' })
})

it('puts mouse and keyboard in, drops what is outside, and holds nothing afterwards', async () => {
  const sink = await platform.openInput({})
  const where = async (): Promise<string> => String(await display.run('xdotool', 'getmouselocation'))
  const at = { x: 300, y: 300 }
  await sink.apply([
    { type: 'button', button: 0, isDown: true, ...at },
    { type: 'button', button: 0, isDown: false, ...at },
    { type: 'move', x: 5_000, y: 5 },
    { type: 'key', by: 'symbol', name: 'Nonsense', isDown: true },
    { type: 'text', text: 'hello' },
    { type: 'key', by: 'symbol', name: 'x', isDown: true },
    { type: 'key', by: 'code', name: 'Enter', isDown: true },
    { type: 'key', by: 'code', name: 'Enter', isDown: false },
  ])
  await until('what was typed', async () => (await readFile(typed, 'utf8').catch(() => '')) === 'hellox\n')
  expect(await where()).toContain('x:300 y:300')
  await sink.apply([{ type: 'key', by: 'code', name: 'ShiftLeft', isDown: true }])
  await sink.close()
  await sink.apply([{ type: 'text', text: 'after' }])
  const next = await platform.openInput({})
  await next.apply([{ type: 'text', text: 'small\n' }])
  await until('small letters', async () => (await readFile(typed, 'utf8')).endsWith('small\n'))
  expect(await readFile(typed, 'utf8')).toBe('hellox\nsmall\n')
  await next.close()
})

it('notices its owner by the pointer, and not what was put in', async () => {
  let told = 0
  const sink = await platform.openInput({})
  const watch = await platform.watchOwner(() => void told++)
  await sink.apply([{ type: 'move', x: 400, y: 400 }])
  const { x } = { x: String(await display.run('xdotool', 'getmouselocation')) }
  expect([x.includes('x:400'), told]).toEqual([true, 0])
  await display.run('xdotool', 'mousemove', '500', '500')
  await until('the owner', () => told === 1)
  await watch.close()
  await sink.close()
})

it('shows nothing where the sign cannot be shown, and says what it cannot do', async () => {
  const notice = await platform.showNotice('Min Park can see this screen')
  await notice.close()
  const failing = { command: process.execPath, args: ['-e', 'process.exit(1)'] }
  for (const program of [null, failing, { command: '/nowhere', args: [] }])
    await expect(showPortableNotice(program, 'x')).rejects.toMatchObject({ code: 'activity.failed' })
  await expect(platform.openOverlay({})).rejects.toMatchObject({ code: 'activity.failed' })
  await expect(platform.clipboard()).rejects.toMatchObject({ code: 'activity.failed' })
  await expect(platform.launch('x')).rejects.toMatchObject({ code: 'activity.failed' })
  expect(['win32', 'darwin', 'linux'].map((system) => noticeProgram(system as NodeJS.Platform)?.command)).toEqual([
    'powershell.exe',
    '/usr/bin/osascript',
    undefined,
  ])
})

it('is chosen on Windows and macOS alone, and named where its libraries are missing', async () => {
  for (const system of ['win32', 'darwin'] as const)
    await expect(choosePlatform({ env: {}, clock: Date.now, system })).rejects.toThrow(
      `@nut-tree-fork/libnut-${system}`,
    )
  await expect(choosePlatform({ env: {}, clock: Date.now, system: 'linux' })).rejects.toThrow('DISPLAY is not set')
  const drawn = await choosePlatform({ env: {}, clock: Date.now, system: 'win32', wanted: 'fake' })
  expect(drawn.name).toBe('fake')
})
