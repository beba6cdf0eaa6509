// Screens from the console: a rep in a real terminal with a display of their own, a customer's machine, pages in Chromium.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import {
  happenings,
  joinSession,
  type Machine,
  newMachine,
  type Rep,
  type Shape,
  type StartedSession,
  startHub,
} from '../scenarios/whole-actors.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { installApplication } from '../support/desktop-entry.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import type { Terminal } from '../support/tmux.ts'
import { until } from '../support/wait.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 })

let rep: Rep
let display: TestDisplay
let terminal: Terminal
let session: StartedSession
let machine: Machine
let agent: Running
let browser: Browser
let opened: string

beforeAll(async () => {
  const hub = await startHub()
  rep = await hub.rep('Min Park')
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  display.start('xterm', '-T', 'ledger', '-geometry', '80x24+100+100')
  await display.window('XTerm')
  session = await rep.session()
  machine = await newMachine()
  const apps = ['--allow', 'all', '--allow-apps', 'Terminal,Notes']
  agent = await machine.agent([session.joinUrl, '--name', '김민지', '--platform', 'fake', '--json', ...apps])
  await agent.waitForLine('"present"')
  browser = await startBrowser()
  const folder = await temporaryFolder('console')
  opened = join(folder, 'opened')
  await mkdir(join(folder, 'bin'))
  // what a desktop would open a browser with: it notes the address and nothing else
  const note = '#!/bin/sh\nfor address; do :; done\necho "$address" >> "$OPENED"\n'
  for (const name of ['xdg-open', 'open']) await writeFile(join(folder, 'bin', name), note, { mode: 0o755 })
  const data = { XDG_DATA_HOME: folder, XDG_DATA_DIRS: folder }
  await installApplication(folder)
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, OPENED: opened, DISPLAY: display.name, ...data }
  terminal = await rep.terminal(['console', '-s', session.number], { columns: 120, rows: 40, env, cwd: folder })
  await terminal.waitFor(/● Active/)
})

/** Addresses the console has opened windows on. */
const windows = async (): Promise<readonly string[]> =>
  (await readFile(opened, 'utf8').catch(() => '')).split('\n').filter(Boolean)

/** The newest window of the console, looked at. */
async function look(count: number): Promise<Page> {
  const urls = await until('the window', async () => ((await windows()).length >= count ? windows() : null))
  const { page } = await openPage(browser, urls.at(-1) ?? '', { viewport: { width: 1280, height: 800 } })
  await picture(page)
  return page
}

async function picture(page: Page): Promise<void> {
  await until('the picture', () => page.evaluate(() => (document.querySelector('canvas')?.width ?? 0) > 300))
}

/** The page on which the customer sees what the rep shows. */
async function customerPage(): Promise<Page> {
  const pages = (): readonly string[] =>
    happenings(agent)
      .filter(({ type }) => type === 'page')
      .map(({ url }) => String(url))
  await until('the customer’s page', () => pages().length > 0)
  const { page } = await openPage(browser, pages().at(-1) ?? '', { viewport: { width: 1024, height: 768 } })
  await picture(page)
  return page
}

const asks = async (): Promise<readonly { kind: string; state: string; channel: number | null; reason: string }[]> =>
  (await rep.json<{ asks: never[] }>(['session', 'show', session.number])).asks
const running = async (): Promise<readonly string[]> =>
  (await asks()).filter(({ state }) => state === 'running').map(({ kind }) => kind)

/** Dismisses what the rep is told until nothing is left. */
async function dismiss(): Promise<void> {
  await until('the notices to go', async () => {
    const text = await terminal.text()
    if (!/\[space|space OK/.test(text)) return true
    await terminal.press('Space')
    return false
  })
}

describe('the Desktop tab', () => {
  test('[CON-08] holds the four directions, each with its key', async () => {
    await terminal.press('2')
    const text = await terminal.waitFor(/v See +V Control +h Show mine +H Give control/)
    expect(text).toContain('Not asked yet.')
  })

  test('[DSK-01] seeing opens a window, and control is added to it without a break', async () => {
    await terminal.press('v')
    const page = await look(1)
    await terminal.waitFor('none: it is only looked at')
    const before = (await asks()).at(-1)
    await terminal.press('V')
    await terminal.waitFor('yours with a click into the window')
    await until('control to be asked', async () => (await running()).join() === 'desktop.control')
    expect((await asks()).at(-1)?.channel).toBe(before?.channel)
    expect((await asks()).find(({ kind }) => kind === 'desktop.view')?.reason).toBe('upgraded')
    await page.mouse.click(600, 400)
    await terminal.waitFor('you have mouse and keyboard')
    await terminal.waitFor(/Window +live · \d+ pictures/)
    await terminal.waitFor(/fps · \d+ kb\/s/)
    await terminal.waitFor(/Path +(direct|over the hub)/)
    await terminal.waitFor(/Watching +you/)
    expect(await windows()).toHaveLength(1)
    await page.close()
    await dismiss()
  })

  test('a screen that is being shown stands small under the list of sessions, until a key hides it', async () => {
    await terminal.press('Escape')
    await terminal.waitFor(/● \d{3} \d{3} \d{3} {2}김민지/)
    await terminal.waitFor(/▀{34}/)
    const rows = (await terminal.rows()).filter((row) => row.includes('▀'.repeat(34)))
    expect(rows).toHaveLength(10)
    // a picture of many colours, not a patch of one
    expect(new Set((await terminal.text({ styles: true })).match(/48[;:][\d;:]+/g)).size).toBeGreaterThan(8)
    await terminal.press('t')
    await until('the picture to go', async () => !(await terminal.text()).includes('▀'))
    await terminal.press('t')
    await terminal.waitFor(/▀{34}/)
    await terminal.press('Enter')
    await terminal.waitFor('c Chat')
    await terminal.press('d')
  })

  test('the options of the picture are set in the Session tab, and it says which it has', async () => {
    await terminal.press(',')
    await terminal.waitFor('Display mode')
    await terminal.press('Right', 'Down', 'Right', 'Down')
    await terminal.type('10')
    await terminal.press('Enter')
    await terminal.waitFor('A bandwidth is a whole number from 50')
    await terminal.type('00')
    await terminal.press('Enter')
    await terminal.waitFor('16-bit colours')
    await terminal.waitFor('at most 1000 kb/s')
    const set = (await rep.journal(session)).find(({ type }) => type === 'share.set')?.data.options as Shape
    expect(set).toMatchObject({ mode: 'standard', colors: '16bit', maxKbps: 1000 })
    await terminal.press('x')
    await terminal.waitFor('stopped by a rep')
    expect(await running()).toEqual([])
  })

  test('[DSK-12] while one’s own screen is shown the console says so everywhere, and who looks', async () => {
    await terminal.press('h')
    await terminal.waitFor('YOU ARE SHOWING THIS SCREEN')
    await terminal.waitFor(/Watching +김민지/)
    await terminal.press('Escape')
    await terminal.waitFor('My sessions')
    expect((await terminal.rows())[0]).toContain('◉ YOU ARE SHOWING THIS SCREEN')
    await terminal.press('Enter')
    await terminal.waitFor('c Chat')
    await terminal.press('d')
    await terminal.waitFor(/Watching +김민지/)
  })

  test('[DSK-08] before control is given away the rep is warned; going back gives nothing', async () => {
    await terminal.press('H')
    await terminal.waitFor(/run programs on your computer and open[\s\S]*no password protects/)
    await terminal.press('Enter')
    await until('the warning to be closed', async () => !(await terminal.text()).includes('no password protects'))
    expect(await running()).toEqual(['desktop.share'])
  })

  test('[DSK-07] [DSK-10] control is added while it is shown, is the customer’s after a click, and is taken back with a key', async () => {
    const channel = (await asks()).find(({ kind, state }) => kind === 'desktop.share' && state === 'running')?.channel
    const page = await customerPage()
    await terminal.press('H')
    await terminal.waitFor('no password protects')
    await terminal.press('Right', 'Enter')
    await terminal.waitFor('given; the customer has not taken it yet')
    expect((await asks()).at(-1)).toMatchObject({ kind: 'desktop.share-control', state: 'running', channel })
    await page.mouse.click(300, 300)
    await terminal.waitFor('김민지 has mouse and keyboard')
    await terminal.press('R')
    await terminal.waitFor('taken back; Min Park uses the machine now')
    await page.close()
    await terminal.press('x')
    await until('nothing to be shown', async () => (await running()).length === 0)
    await until('the header to say so', async () => !(await terminal.text()).includes('YOU ARE SHOWING'))
  })
})

describe('the Application tab', () => {
  test('[CON-09] holds the four directions and co-browsing, each with its key', async () => {
    await dismiss()
    await terminal.press('3')
    await terminal.waitFor(/u See +U Control +z Show mine +Z Give control +b Co-browse +B control/)
  })

  test('shows which application the customer’s side gave', async () => {
    await terminal.press('u')
    await terminal.waitFor(/Shows +\S/)
    expect(await running()).toEqual(['app.view'])
    await terminal.press('X')
    await terminal.waitFor('stopped by a rep')
    await terminal.press('b')
    // it is asked every time, and nobody answers at this machine (PRM-10)
    await terminal.waitFor('refused by the machine’s policy')
    expect((await asks()).at(-1)).toMatchObject({ kind: 'cobrowse.view', state: 'denied' })
  })

  test('[APP-12] [APP-19] one’s own application is chosen from those that run and those that are installed, after the warning', async () => {
    await terminal.press('Z')
    await terminal.waitFor(/open every file this application[\s\S]*no password protects/)
    await terminal.press('Right', 'Enter')
    const picker = await terminal.waitFor('Show which application?')
    expect(picker).toContain('ledger')
    await terminal.press('G', 'Enter')
    await terminal.waitFor(/Start and show which application\?[\s\S]*Message/)
    await terminal.press('Escape')
    await until('the list to be closed', async () => !(await terminal.text()).includes('Start and show'))
    await terminal.press('z')
    await terminal.waitFor('Show which application?')
    await terminal.press('Enter')
    await terminal.waitFor('YOU ARE SHOWING AN APPLICATION OF THIS SCREEN')
    await terminal.waitFor(/Shows +ledger/)
    await terminal.press('X')
    await until('nothing to be shown', async () => (await running()).length === 0)
  })
})

describe('a session with several customers', () => {
  test('before anything is shown the rep is told that all of them see it', async () => {
    const other = await joinSession(session, 'Ana García', ['--allow', 'desktop.view'])
    await terminal.waitFor('Ana García has joined')
    await terminal.press('v')
    await terminal.waitFor(/There are 2 customers in this session: everyone[\s\S]*shown\./)
    await terminal.press('Enter')
    await until('the warning to be closed', async () => !(await terminal.text()).includes('There are 2 customers'))
    expect(await running()).toEqual([])
    await terminal.press('v')
    await terminal.waitFor('There are 2 customers')
    await terminal.press('Right', 'Enter')
    await until('the desktop', async () => (await running()).join() === 'desktop.view')
    other.agent.kill('SIGTERM')
    await other.agent.finished
  })

  test('the rep leaves the console, and nothing of their own machine is shown on', async () => {
    await terminal.press('h')
    await terminal.waitFor('YOU ARE SHOWING THIS SCREEN')
    await terminal.press('q')
    expect(await terminal.waitForExit()).toBe(0)
    expect((await running()).filter((kind) => kind.includes('share'))).toEqual([])
  })
})
