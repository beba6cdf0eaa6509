// One application of a real desktop, seen and controlled: chosen or started by the customer, and nothing beside it.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { HATCH_COLORS } from '../../agent/platform/hatching.ts'
import { startBrowser } from '../support/browser.ts'
import { installApplication } from '../support/desktop-entry.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import type { Terminal } from '../support/tmux.ts'
import { startLineTerminal } from '../support/typed-terminal.ts'
import { clickPicture, openViewerPage, writeLine } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { answer, type Machine, newMachine, type Rep, type StartedSession, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

/** Covers a part of the shared window; no pixel of it may ever be seen. */
const COVER = 0xff00ff
let rep: Rep
let display: TestDisplay
let browser: Awaited<ReturnType<typeof startBrowser>>
let session: StartedSession
let machine: Machine
let customer: Terminal
/** What was typed into the windows, by title. */
let typed: (title: 'Accounts' | 'Private') => Promise<string>

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  const lines = {
    Accounts: await startLineTerminal(display, { title: 'Accounts', geometry: '60x16+20+40' }),
    Private: await startLineTerminal(display, { title: 'Private', geometry: '60x16+540+400' }),
  }
  typed = (title) => lines[title]()
  const folder = await temporaryFolder('applications')
  await installApplication(folder)
  session = await rep.session()
  machine = await newMachine({ DISPLAY: display.name, XDG_DATA_HOME: folder, XDG_DATA_DIRS: folder })
  customer = await machine.terminal([session.joinUrl, '--name', 'Jamie'])
  await customer.waitFor('○')
  browser = await startBrowser()
}, 90_000)

const ask = (...args: readonly string[]): Promise<Running> => rep.start([...args, '--no-open', '--json'])
const asks = async (): Promise<number> =>
  (await rep.journal(session)).filter(({ type }) => type === 'consent.delivered').length

/** Presses a key until the list shows what is waited for: keys right after it appeared are not taken. */
async function pressUntil(key: string, shown: RegExp): Promise<void> {
  const isShown = async (): Promise<boolean> => shown.test(await customer.text())
  await until(`${shown}`, async () => {
    if (await isShown()) return true
    await customer.press(key)
    return until('the key to be taken', isShown, 700).catch(() => false)
  })
}

/** The customer marks what has this name in the list, and shares it. */
async function choose(name: string): Promise<void> {
  const line = new RegExp(`\\[(\\d)\\] [○●].*${name}`)
  await customer.waitFor(line)
  const [, digit = ''] = line.exec(await customer.text()) ?? []
  await pressUntil(digit, new RegExp(`\\[${digit}\\] ●`))
  await customer.press('Enter')
}

async function open(program: Running): Promise<Page> {
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  return openViewerPage(browser, viewerUrl)
}

/** How many pixels of a picture have each of these colours, such as 0xff00ff. */
const count = (page: Page, colors: readonly number[]): Promise<readonly number[]> =>
  page.evaluate((wanted) => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height })
    const context = copy.getContext('2d') as CanvasRenderingContext2D
    context.drawImage(canvas, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    const found = wanted.map(() => 0)
    for (let at = 0; at < data.length; at += 4) {
      const color = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
      const index = wanted.indexOf(color)
      if (index >= 0) found[index] = (found[index] ?? 0) + 1
    }
    return found
  }, colors)

async function stop(program: Running): Promise<void> {
  program.kill('SIGINT')
  await program.finished
}

async function covered(page: Page): Promise<void> {
  const { line } = HATCH_COLORS
  const hatched = async (): Promise<number> => (await count(page, [line]))[0] ?? 0
  const before = await hatched()
  display.start('xlogo', '-bg', '#ff00ff', '-fg', '#ff00ff', '-geometry', '150x120+60+90')
  const logo = await display.window('XLogo')
  await until('the hatching', async () => (await hatched()) > before + 100)
  for (const x of ['80', '120', '160']) {
    await display.run('xdotool', 'windowmove', '--sync', logo, x, '120')
    expect(await count(page, [COVER])).toEqual([0])
  }
  await page.keyboard.press('?')
  await page.getByText('ask for it to be moved or closed').waitFor()
  await page.keyboard.press('Escape')
  await display.run('xdotool', 'windowkill', logo)
  await until('the hatching to go', async () => (await hatched()) === before)
}

test('[APP-02] [APP-03] [APP-07] [APP-08] [APP-22] [DSK-18] what is viewed is controlled in its window, and what covers it is never seen', async () => {
  const viewing = await ask('app', 'view', '--app', 'Accounts')
  await answer(customer, 'y')
  await customer.waitFor('They mean: Accounts')
  await rep.done(['chat', 'send', 'Press its number, then Enter.'])
  await customer.waitFor('Press its number, then Enter.')
  await choose('Accounts')
  const page = await open(viewing)
  await covered(page)
  await clickPicture(page)
  await writeLine(page, 'only looking')
  const controlling = await ask('app', 'control')
  await answer(customer, 'a')
  await until('the offer', async () => (await page.locator('.chip[data-control=available]').count()) === 1)
  await writeLine(page, 'too early')
  await clickPicture(page)
  await writeLine(page, 'hello')
  await until('what was typed', async () => (await typed('Accounts')) !== '')
  await display.run('xdotool', 'search', '--name', 'Private', 'windowfocus', '--sync')
  await writeLine(page, 'nowhere else')
  await clickPicture(page)
  await writeLine(page, 'but here')
  await until('what was typed', async () => (await typed('Accounts')).endsWith('but here\n'))
  expect(await typed('Accounts')).toMatch(/^hello\n/)
  expect(await typed('Private')).toBe('')
  const stopped = (await rep.journal(session)).filter(({ type }) => type === 'activity.stopped')
  expect(stopped.map(({ data }) => data.reason)).toEqual(['upgraded'])
  for (const one of [controlling, viewing]) await stop(one)
})

test('[COB-04] [COB-05] [COB-06] [COB-08] [PRM-10] co-browsing asks each time, also after “all”, begins after a yes alone, and lets the customer choose where no window is known', async () => {
  const begun = async (): Promise<number> =>
    (await rep.journal(session)).filter(({ type }) => type === 'activity.started').length
  const asked = async (verb: string): Promise<Running> => {
    const before = await asks()
    const program = await ask('cobrowse', verb)
    await until('the question', async () => (await asks()) === before + 1)
    return program
  }
  for (const verb of ['view', 'control']) {
    const before = await begun()
    const refused = await asked(verb)
    await answer(customer, 'n')
    expect((await refused.finished).code).toBe(6)
    const program = await asked(verb)
    expect(await begun()).toBe(before)
    await answer(customer, 'y')
    await choose('Accounts')
    const page = await open(program)
    if (verb === 'control') {
      await clickPicture(page)
      await writeLine(page, 'together')
      await until('what was typed', async () => (await typed('Accounts')).endsWith('together\n'))
    }
    await rep.done(['cobrowse', 'stop'])
    await program.finished
  }
})

test('[APP-05] [APP-09] an application that does not run is started by the customer, who stops it all on their machine', async () => {
  const program = await ask('app', 'control') // allowed with “all” before
  await customer.waitFor(/\[1\] ○/)
  await pressUntil('+', /○ Message/)
  await choose('Message')
  const page = await open(program)
  expect(String(await display.run('xdotool', 'search', '--onlyvisible', '--class', 'Xmessage'))).toMatch(/^\d+/)
  expect((await machine.command(['revoke'])).code).toBe(0)
  const { stdout } = await program.finished
  expect(stdout).toContain('"reason":"customer"')
  await until('the end', () => page.evaluate(() => document.body.dataset.state === 'ended'))
})
