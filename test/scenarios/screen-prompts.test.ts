// A rep who controls the desktop on which the customer is asked: what they press is never the customer's answer.
import { expect, test, vi } from 'vitest'
import { OWNER_REST_MS } from '../../agent/sharing/holder.ts'
import { startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import { built } from '../support/programs.ts'
import { openViewerPage } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { newMachine, type Rep, type StartedSession, startHub, type Told } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

/** The agent in a terminal of the very desktop it shows. */
async function agentOnDisplay(display: TestDisplay, session: StartedSession): Promise<void> {
  const { env } = await newMachine({ DISPLAY: display.name })
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const program = [process.execPath, built('agent/deskhand-agent.js'), session.joinUrl, '--name', 'Jamie']
  const allowed = ['--allow', 'desktop.view,desktop.control']
  display.start('xterm', '-u8', '-geometry', '100x30+20+30', '-e', 'env', ...given, ...program, ...allowed)
  await display.window('XTerm')
}

test('keys that a rep presses on the desktop they control never answer a question, the customer’s do', async () => {
  const { lead: rep } = await startHub()
  const display = await startDisplay({ hasWindowManager: true, screen: '1024x768x24' })
  const session = await rep.session()
  await agentOnDisplay(display, session)
  const told = (type: string): Promise<Told | undefined> => eventOf(rep, session, type)
  await until('the customer', () => told('participant.joined'))
  const program = await rep.start(['desktop', 'control', '--no-open', '--json'])
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  const page = await openViewerPage(await startBrowser(), viewerUrl)
  await page.mouse.click(300, 300)
  await page.keyboard.type('hello')
  await page.keyboard.press('Enter')
  // Keys do reach the very terminal the question will stand in.
  await until('what was typed there', async () => (await told('chat.sent'))?.data.text === 'hello')
  expect((await told('share.held'))?.data.holder).toBe('peer')
  const asking = await rep.start(['sysinfo', 'show', '--json'])
  await until('the question', () => count(rep, session, 'consent.delivered', 2))
  for (let times = 0; times < 3; times++) {
    // Time in which the question's own quiet passes, and in which a click could take control again.
    const from = performance.now()
    await until('a moment', () => performance.now() - from > OWNER_REST_MS)
    await page.mouse.click(300, 300)
    await page.keyboard.press('y')
  }
  await rep.done(['whoami'])
  expect(await count(rep, session, 'consent.granted', 2)).toBe(false)
  await until('the customer to answer', async () => {
    await display.run('xdotool', 'key', 'y')
    return count(rep, session, 'consent.granted', 2)
  })
  expect((await asking.finished).code).toBe(0)
  program.kill('SIGINT')
  await program.finished
})

async function eventOf(rep: Rep, session: StartedSession, type: string): Promise<Told | undefined> {
  return (await rep.journal(session)).findLast((one) => one.type === type)
}

/** Whether the journal has that many events of a type. */
async function count(rep: Rep, session: StartedSession, type: string, least: number): Promise<boolean> {
  return (await rep.journal(session)).filter((one) => one.type === type).length >= least
}
