// `deskhand-agent doctor` and the rest of what the program says without a session, in both languages.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeCheck } from '../../agent/doctor/doctor.ts'
import { LANGUAGES, translator } from '../../src/language/catalogue.ts'
import { KIND_NAMES } from '../../src/session/kinds.ts'
import { cells } from '../../src/terminal/text/cells.ts'
import { startDisplay } from '../support/display.ts'
import { built, type Finished, runProgram } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { pretendHub } from './pretend-hub.ts'

const agent = (args: readonly string[], env: Record<string, string> = {}): Promise<Finished> =>
  runProgram([process.execPath, built('agent/deskhand-agent.js'), ...args], { env })
interface Report {
  readonly display: string
  readonly capture: boolean
  readonly input: boolean
  readonly extensions: Readonly<Record<string, boolean>> | null
  readonly monitors: readonly { readonly width: number }[]
  readonly checks: readonly {
    readonly name: string
    readonly state: string
    readonly text: string
    readonly fix: string | null
  }[]
}

test('without a display it says so and how to get one, and that nothing can be controlled', async () => {
  const { json, code } = await agent(['doctor', '--json'])
  const report = json<Report>()
  expect(code).toBe(0)
  expect(report).toMatchObject({ display: 'none', capture: false, input: false, monitors: [] })
  expect(report.checks.find(({ name }) => name === 'display')?.fix).toContain('DISPLAY=:0')
  expect(report.checks.find(({ name }) => name === 'terminal')).toMatchObject({ state: 'warn' })
})

test('a display that cannot be reached, and Wayland, are told apart from none', async () => {
  const broken = (await agent(['doctor', '--json'], { DISPLAY: ':9999' })).json<Report>()
  expect(broken.checks.find(({ name }) => name === 'display')?.fix).toContain('xhost')
  const wayland = (await agent(['doctor', '--json'], { WAYLAND_DISPLAY: 'wayland-0' })).json<Report>()
  expect(wayland.display).toBe('wayland')
  expect(wayland.checks.find(({ name }) => name === 'display')?.fix).toContain('X11')
})

test('a real display is described, and showing it is known to work', async () => {
  const display = await startDisplay()
  const report = (await agent(['doctor', '--json'], { DISPLAY: display.name })).json<Report>()
  expect(report).toMatchObject({ display: 'x11', capture: true, monitors: [{ width: 1280, height: 800 }] })
  expect(report.checks.find(({ name }) => name === 'notice')).toMatchObject({ state: 'ok' })
})

test('each part that a display lacks is named with what it means and its fix; the rest works', async () => {
  const display = await startDisplay({ args: ['-extension', 'XTEST'], hasWindowManager: true })
  await until('the window manager', async () => (await display.run('xprop', '-root')).includes('_NET_SUPPORTING_WM'))
  const { json, code } = await agent(['doctor', '--json'], { DISPLAY: display.name })
  const report = json<Report>()
  expect(code).toBe(0)
  expect(report).toMatchObject({ input: false, overlay: true, windowManager: 'Openbox' })
  expect(report.extensions).toMatchObject({ XTEST: false, DAMAGE: true, SHAPE: true, Composite: true, RANDR: true })
  expect(report.checks.filter(({ name }) => name === 'lacks')).toEqual([
    { name: 'lacks', state: 'warn', text: expect.stringMatching(/XTEST.*click/), fix: expect.stringMatching(/XTEST/) },
  ])
  expect(report.checks.find(({ name }) => name === 'windows')).toMatchObject({ state: 'ok' })
  const bare = await startDisplay({ args: ['-extension', 'DAMAGE'] })
  const worse = await agent(['doctor', '--json'], { DISPLAY: bare.name })
  expect(worse.code).toBe(1)
  expect(worse.json<Report>().checks.find(({ name }) => name === 'windows')).toMatchObject({ state: 'warn' })
})

test('on Wayland it says which portal there is, or what is missing', async () => {
  const folder = await temporaryFolder()
  const wayland = { WAYLAND_DISPLAY: 'wayland-0', XDG_CURRENT_DESKTOP: 'GNOME' }
  const portal = async (bus: string | null): Promise<Report['checks'][number] | undefined> => {
    if (bus !== null) await writeFile(join(folder, 'busctl'), `#!/bin/sh\n${bus}\n`, { mode: 0o755 })
    const { json } = await agent(['doctor', '--json'], { ...wayland, PATH: `${folder}:/bin` })
    return json<Report>().checks.find(({ name }) => name === 'portal')
  }
  const both = 'case "$*" in *ScreenCast*) echo \'{"type":"u","data":5}\';; *) echo \'{"type":"u","data":2}\';; esac'
  expect(await portal(both)).toMatchObject({ text: expect.stringContaining('ScreenCast 5, RemoteDesktop 2') })
  const one = 'case "$*" in *ScreenCast*) echo \'{"type":"u","data":5}\';; *) exit 1;; esac'
  expect(await portal(one)).toMatchObject({ text: expect.stringContaining('without RemoteDesktop') })
  expect(await portal('exit 1')).toMatchObject({ fix: expect.stringContaining('xdg-desktop-portal-gnome') })
  expect(await portal('echo nonsense')).toMatchObject({ text: expect.stringContaining('no program answers') })
})

test('the server is asked only when one is named; one that does not answer fails the check', async () => {
  const hub = await pretendHub()
  const { code, stdout } = await agent(['doctor', '--hub', 'http://127.0.0.1:1/j/123456789'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/✗ Server/)
  expect(stdout).toMatch(/curl -I/)
  const fine = await agent(['doctor', '--hub', `${hub.url}/j/123456789`])
  expect(fine.code).toBe(0)
  expect(fine.stdout).toContain('answers: Acme')
})

test('in Korean the columns stay straight', async () => {
  const { stdout } = await agent(['doctor', '--platform', 'fake', '--lang', 'ko'])
  const rows = stdout.split('\n').filter((row) => /^[✓!✗] /.test(row))
  expect(rows.length).toBeGreaterThan(5)
  const columns = rows.map((row) => cells(/^(\S \S+(?: \S+)*\s{2,})/.exec(row)?.[1] ?? ''))
  expect(new Set(columns).size).toBe(1)
})

test('an old Node is called too old, a new one is not', () => {
  const translate = translator('en')
  expect(nodeCheck(translate, '24.14.9')).toMatchObject({ state: 'fail', fix: expect.stringContaining('nodejs.org') })
  expect(nodeCheck(translate, '24.15.0')).toMatchObject({ state: 'ok' })
  expect(nodeCheck(translate, '26.0.0')).toMatchObject({ state: 'ok' })
})

describe('help', () => {
  test.each(LANGUAGES)('names every verb and option, shows an example, and fits 80 columns (%s)', async (language) => {
    const { stdout, code } = await agent(['--help', '--lang', language])
    expect(code).toBe(0)
    for (const word of [
      'status',
      'revoke',
      'leave',
      'say',
      'doctor',
      '--hub',
      '--name',
      '--email',
      '--allow',
      '--deny',
      '--password-stdin',
      '--platform',
      '--json',
      '--session',
      '--lang',
      '123456789',
    ])
      expect(stdout).toContain(word)
    for (const row of stdout.split('\n')) expect(cells(row), row).toBeLessThanOrEqual(80)
  })

  test('every kind of consent has a name and says exactly what happens, in both languages', () => {
    for (const language of LANGUAGES)
      for (const kind of KIND_NAMES) {
        const translate = translator(language)
        expect(translate(`kinds.${kind}`)).not.toContain('kinds.')
        expect(translate(`kinds.${kind}.yes`, { rep: 'Min' }).length).toBeGreaterThan(15)
      }
  })
})
