// Single applications of a real desktop: chosen by the customer on their terminal, or allowed by name in advance.
import { beforeAll, expect, test, vi } from 'vitest'
import { openPage, startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import type { Terminal } from '../support/tmux.ts'
import { openViewerPage, pictureWidth } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { answer, newMachine, type Rep, type StartedSession, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let rep: Rep
let display: TestDisplay
let browser: Awaited<ReturnType<typeof startBrowser>>

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  display.start('xterm', '-geometry', '60x16+20+40', '-T', 'Accounts')
  display.start('xlogo', '-geometry', '200x150+500+60')
  const shown = (kind: string): Promise<Buffer> => display.run('xdotool', 'search', '--onlyvisible', '--class', kind)
  await until('both windows', () => Promise.all([shown('XTerm'), shown('XLogo')]))
  browser = await startBrowser()
}, 90_000)

async function viewed(program: Running): Promise<number> {
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  return pictureWidth(await openViewerPage(browser, viewerUrl))
}

/** Presses a digit until it is taken: keys right after the list appeared are not. */
async function mark(customer: Terminal, digit: string): Promise<void> {
  const isMarked = async (): Promise<boolean> => (await customer.text()).includes(`[${digit}] ●`)
  await until('the mark', async () => {
    if (await isMarked()) return true
    await customer.press(digit)
    return until('the key to be taken', isMarked, 700).catch(() => false)
  })
}

async function stop(program: Running): Promise<void> {
  program.kill('SIGINT')
  await program.finished
}

test('[APP-24] an agent that nobody attends shows only the applications it was told it may show', async () => {
  const session = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const args = [session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'app.view']
  const agent = await machine.agent([...args, '--allow-apps', 'XLogo'])
  await agent.waitForLine('"present"')
  const program = await rep.start(['app', 'view', '--no-open', '--json', '-s', session.number])
  expect(await viewed(program)).toBeLessThan(300)
  await stop(program)
  agent.kill('SIGTERM')
  await agent.finished
  await rep.done(['session', 'end', session.number, '--yes'])
})

test('an agent that nobody attends and that was told no names shows no application', async () => {
  const session = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'app.view'])
  await agent.waitForLine('"present"')
  const { code, stderr } = await rep.run(['app', 'view', '--no-open', '-s', session.number])
  expect([code, stderr]).toEqual([1, expect.stringContaining('--allow-apps')])
  agent.kill('SIGTERM')
  await agent.finished
  await rep.done(['session', 'end', session.number, '--yes'])
})

test('[APP-01] [APP-04] [APP-06] the customer chooses from what runs, several at once, each in its own tab', async () => {
  const session: StartedSession = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const customer: Terminal = await machine.terminal([session.joinUrl, '--name', 'Jamie'])
  await customer.waitFor('○')
  const program = await rep.start(['app', 'view', '--no-open', '--json', '-s', session.number])
  await answer(customer, 'y')
  await customer.waitFor(/\[1\] ○/)
  for (const digit of ['1', '2']) await mark(customer, digit)
  await customer.press('Enter')
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  const { page } = await openPage(browser, viewerUrl)
  await until('two tabs', async () => (await page.getByRole('tab').count()) === 2)
  expect((await rep.journal(session)).filter(({ type }) => type === 'activity.widened')).toHaveLength(1)
  await stop(program)
})

test('a window that the customer closes takes its tab with it, the first one too, and the others go on', async () => {
  const session: StartedSession = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const first = display.start('xeyes', '-geometry', '200x150+300+400')
  await display.window('XEyes')
  const customer: Terminal = await machine.terminal([session.joinUrl, '--name', 'Jamie'])
  await customer.waitFor('○')
  const program = await rep.start(['app', 'view', '--no-open', '--json', '-s', session.number])
  await answer(customer, 'y')
  await customer.waitFor(/\[1\] ○ XEyes/)
  for (const digit of ['1', '2']) await mark(customer, digit)
  await customer.press('Enter')
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  const { page } = await openPage(browser, viewerUrl)
  await until('two tabs', async () => (await page.getByRole('tab').count()) === 2)
  expect(await page.title()).toMatch(/^xeyes – Jamie$/)
  first.kill('SIGKILL')
  await until('the sentence', () => page.getByText('“xeyes – Jamie” is no longer shared.').isVisible())
  await until('the other picture', async () => (await page.title()).endsWith('– Jamie'))
  await until('it to be live', () => page.evaluate(() => document.body.dataset.state === 'live'))
  expect(await page.locator('.picture').isVisible()).toBe(true)
  expect(await page.getByRole('tab').count()).toBe(0)
  await stop(program)
})
