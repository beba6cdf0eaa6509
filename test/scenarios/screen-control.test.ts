// A real desktop, controlled by the real programs: X display, agent, hub, command line, and the viewer's page in Chromium.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { startLineTerminal } from '../support/typed-terminal.ts'
import { openViewerPage } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { type Machine, newMachine, type Rep, type StartedSession, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let rep: Rep
let display: TestDisplay
let session: StartedSession
let machine: Machine
let agent: Running
let lines: () => Promise<string>
let browser: Awaited<ReturnType<typeof startBrowser>>

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  lines = await startLineTerminal(display)
  session = await rep.session()
  machine = await newMachine({ DISPLAY: display.name })
  agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'desktop.view,desktop.control'])
  await agent.waitForLine('"present"')
  browser = await startBrowser()
}, 90_000)

async function look(verb: 'view' | 'control'): Promise<{ readonly program: Running; readonly page: Page }> {
  const program = await rep.start(['desktop', verb, '--no-open', '--json'])
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  const page = await openViewerPage(browser, viewerUrl)
  return { program, page }
}

const held = async (): Promise<readonly unknown[]> =>
  (await rep.journal(session)).filter(({ type }) => type === 'share.held').map(({ data }) => data.holder)

test('[DSK-02] [PRM-11] what is only viewed takes no input, whatever the window is told', async () => {
  const { program, page } = await look('view')
  await page.mouse.click(300, 300)
  await page.keyboard.type('nothing')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement !== null)
  program.kill('SIGINT')
  await program.finished
  expect(await lines()).toBe('')
  expect(await held()).toEqual([])
})

test('[DSK-03] [DSK-04] [DSK-18] the rep, who has no display, controls the desktop from the first click on: what they type arrives, in any script', async () => {
  const { program, page } = await look('control')
  await page.keyboard.type('too early')
  await page.mouse.click(300, 300)
  await until('control', async () => (await held()).includes('peer'))
  await page.keyboard.type('hello World')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('한글 만세 ß é ş € 🙂')
  await page.keyboard.press('Enter')
  await until('what was typed', async () => (await lines()).split('\n').length > 2)
  expect(await lines()).toBe('hello World\n한글 만세 ß é ş € 🙂\n')
  program.kill('SIGINT')
  await program.finished
})

test('[PRM-08] the owner takes control back by using the mouse, at once; the rep gets it again by a click', async () => {
  const { program, page } = await look('control')
  const before = await lines()
  await page.mouse.click(300, 300)
  await until('control', async () => (await held()).at(-1) === 'peer')
  for (const by of ['5', '6', '7']) await display.run('xdotool', 'mousemove_relative', by, by)
  await until('the owner', async () => (await held()).at(-1) === 'owner')
  await page.keyboard.type('lost')
  await page.keyboard.press('Enter')
  await page.getByText('The customer has taken control back').waitFor()
  await until('control again', async () => {
    await page.mouse.click(300, 300)
    return (await held()).at(-1) === 'peer'
  })
  await page.keyboard.type('mine again')
  await page.keyboard.press('Enter')
  await until('what was typed', async () => (await lines()) !== before)
  expect((await lines()).slice(before.length)).toBe('mine again\n')
  program.kill('SIGINT')
  await program.finished
})

test('[DSK-07] control is added to a running view: its window stays and goes on', async () => {
  const { program, page } = await look('view')
  const control = await rep.start(['desktop', 'control', '--no-open', '--json'])
  await control.waitForLine('viewerUrl')
  await until('the window to offer control', async () => (await page.getByText(/click/i).count()) > 0)
  const before = await lines()
  await page.mouse.click(300, 300)
  await page.keyboard.type('in place')
  await page.keyboard.press('Enter')
  await until('what was typed', async () => (await lines()) !== before)
  expect((await lines()).slice(before.length)).toBe('in place\n')
  const stopped = (await rep.journal(session)).filter(({ type }) => type === 'activity.stopped')
  expect(stopped.at(-1)?.data.reason).toBe('upgraded')
  for (const one of [control, program]) {
    one.kill('SIGINT')
    await one.finished
  }
})

test('[DSK-15] the customer takes it back offline, on their own machine, and nothing arrives from then on', async () => {
  const { program, page } = await look('control')
  await page.mouse.click(300, 300)
  await until('control', async () => (await held()).at(-1) === 'peer')
  const before = await lines()
  const revoked = await machine.agent(['revoke'])
  expect((await revoked.finished).code).toBe(0)
  await page.keyboard.type('too late')
  await page.keyboard.press('Enter')
  await program.finished
  expect(await lines()).toBe(before)
})
