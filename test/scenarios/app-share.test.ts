// What a rep shows of their own applications: seen by every customer, controlled only by the one it was given to.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { installApplication } from '../support/desktop-entry.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { temporaryFolder } from '../support/temp.ts'
import { startLineTerminal } from '../support/typed-terminal.ts'
import { clickPicture, openViewerPage, pictureWidth, writeLine } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { happenings, newMachine, type Rep, type StartedSession, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let rep: Rep
let display: TestDisplay
let browser: Awaited<ReturnType<typeof startBrowser>>
let session: StartedSession
let agent: Running
let folder: string
let typed: () => Promise<string>

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  folder = await temporaryFolder('applications')
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  typed = await startLineTerminal(display, { title: 'Accounts', geometry: '60x16+20+40' })
  await installApplication(folder)
  session = await rep.session()
  agent = await enter('Jamie', ['--allow', 'app.share,app.share-control'])
  browser = await startBrowser()
}, 90_000)

async function enter(name: string, args: readonly string[]): Promise<Running> {
  const machine = await newMachine()
  const program = await machine.agent([session.joinUrl, '--name', name, '--json', ...args])
  await program.waitForLine('"present"')
  return program
}

const onDisplay = (): { readonly env: Record<string, string> } => ({
  env: { DISPLAY: display.name, XDG_DATA_HOME: folder, XDG_DATA_DIRS: folder },
})
const events = async (type: string): Promise<readonly Record<string, unknown>[]> =>
  (await rep.journal(session)).filter((one) => one.type === type).map(({ data }) => data)
const held = async (): Promise<unknown> => (await events('share.held')).at(-1)?.holder
const pages = (of: Running): readonly string[] =>
  happenings(of)
    .filter(({ type }) => type === 'page')
    .map(({ url }) => String(url))

const share = (...args: readonly string[]): Promise<Running> =>
  rep.start(['app', 'share', ...args, '--json'], onDisplay())

/** Opens the page an agent tells of next. @param before  how many it had told of */
async function open(of: Running, before: number): Promise<Page> {
  await until('the page', () => pages(of).length > before)
  return openViewerPage(browser, pages(of).at(-1) ?? '')
}

const isOver = (page: Page): Promise<boolean> => page.evaluate(() => document.body.dataset.state === 'ended')

test('an application that is not there is looked for on the rep’s machine, and how to find one is said', async () => {
  const { code, stderr } = await rep.run(['app', 'share', 'Nope'], onDisplay())
  expect([code, stderr]).toEqual([3, expect.stringMatching(/on this machine: Nope\n[^\n]*deskhand app list --all/)])
})

test('[DSK-08] [APP-19] before control of the rep’s machine is given away, the rep is warned and has to say yes', async () => {
  for (const [args, warning] of [
    [['desktop', 'share'], /run programs[\s\S]*open every file/],
    [['app', 'share', 'Accounts'], /open every file this application opens/],
  ] as const) {
    const terminal = await rep.terminal([...args, '--control'], onDisplay())
    await terminal.waitFor(warning)
    await terminal.press('n')
    await terminal.press('Enter')
    expect(await terminal.waitForExit()).not.toBe(0)
    expect((await rep.run([...args, '--control'], onDisplay())).code).toBe(2)
  }
  expect(await events('consent.requested')).toEqual([])
})

test('[APP-11] [APP-17] [APP-18] [APP-20] an application is shown without control, then with it in the same window, until the rep clicks in it', async () => {
  const showing = await share('Accounts')
  const page = await open(agent, 0)
  await clickPicture(page)
  await writeLine(page, 'not given')
  const giving = await share('Accounts', '--control', '--i-understand')
  await until('the offer', async () => (await page.locator('.chip[data-control=available]').count()) === 1)
  await writeLine(page, 'too early')
  await until('control', async () => {
    await clickPicture(page)
    return (await held()) === 'peer'
  })
  await writeLine(page, 'from the customer')
  await until('what was typed', async () => (await typed()) === 'from the customer\n')
  expect((await events('activity.stopped')).map(({ reason }) => reason)).toEqual(['upgraded'])
  for (const x of ['100', '110', '120']) await display.run('xdotool', 'mousemove', x, '120', 'click', '1')
  await until('the rep', async () => (await held()) === 'owner')
  await writeLine(page, 'too late')
  await page.mouse.move(400, 4)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await Promise.all([showing.finished, giving.finished])
  await until('the end', () => isOver(page))
  expect(await typed()).toBe('from the customer\n')
})

test('[APP-12] [APP-13] [APP-14] [APP-15] [MUL-05] more applications are shown beside the first, one of them started for it, to every customer', async () => {
  const second = await enter('Minji', [])
  const list = async (...args: readonly string[]) =>
    (await rep.json(['app', 'list', ...args], onDisplay())) as {
      readonly apps: readonly { name: string; isRunning: boolean }[]
    }
  expect((await list()).apps.map(({ name }) => name.toLowerCase())).toEqual(['xterm'])
  expect((await list('--all')).apps).toContainEqual(expect.objectContaining({ name: 'Message', isRunning: false }))
  const before = pages(agent).length
  const first = await share('Accounts')
  await first.waitForLine(/2 customers/, { stream: 'stderr' })
  const accounts = await open(agent, before)
  const further = await share('Message')
  const message = await open(agent, before + 1)
  await display.window('Xmessage')
  const theirs = await open(second, 1)
  expect(await pictureWidth(theirs)).toBe(await pictureWidth(message))
  expect(await pictureWidth(accounts)).not.toBe(await pictureWidth(message))
  await rep.done(['app', 'stop'])
  await further.finished
  await until('the end of one', async () => (await isOver(message)) && (await isOver(theirs)))
  expect(await isOver(accounts)).toBe(false)
  await rep.done(['app', 'stop'])
  await first.finished
  await until('the end of the other', () => isOver(accounts))
})
