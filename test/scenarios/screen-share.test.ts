// What a rep shows of their own machine: two displays, the real programs, and the customer's page in Chromium.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { openPage, startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { startLineTerminal } from '../support/typed-terminal.ts'
import { openViewerPage, pictureWidth } from '../support/viewer-page.ts'
import { until } from '../support/wait.ts'
import { happenings, type Machine, newMachine, type Rep, type StartedSession, startHub } from './whole-actors.ts'

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
  machine = await newMachine()
  const kinds = 'desktop.share,desktop.share-control,app.share'
  agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', kinds])
  await agent.waitForLine('"present"')
  browser = await startBrowser()
}, 90_000)

const onDisplay = (): Record<string, string> => ({ DISPLAY: display.name })
const held = async (): Promise<readonly unknown[]> =>
  (await rep.journal(session)).filter(({ type }) => type === 'share.held').map(({ data }) => data.holder)
const pages = (): readonly string[] =>
  happenings(agent)
    .filter(({ type }) => type === 'page')
    .map(({ url }) => String(url))

async function share(args: readonly string[]): Promise<{ readonly program: Running; readonly page: Page }> {
  const before = pages().length
  const program = await rep.start([...args, '--json'], { env: onDisplay() })
  await until('the page', () => pages().length > before)
  return { program, page: await openViewerPage(browser, pages().at(-1) ?? '') }
}

async function stop(program: Running): Promise<void> {
  program.kill('SIGINT')
  await program.finished
}

test('[DSK-05] [DSK-12] the customer sees the rep’s desktop in a window of their own, and the rep’s screen says so', async () => {
  const { program, page } = await share(['desktop', 'share'])
  const signs = async (): Promise<number> =>
    String(await display.run('xwininfo', '-root', '-children')).match(/no name\): \(\)\s+\d{3,}x\d+\+\d+\+0\s/g)
      ?.length ?? 0
  expect(await signs()).toBe(1)
  // What the rep does is seen as they do it: the ground of their desktop, and a window that moves over it.
  const pixel = (x: number, y: number): Promise<string> =>
    page.evaluate(
      (at) => {
        const context = document.querySelector('canvas')?.getContext('2d')
        return [...(context?.getImageData(at[0] ?? 0, at[1] ?? 0, 1, 1).data.slice(0, 3) ?? [])].join(' ')
      },
      [x, y],
    )
  await display.run('xsetroot', '-solid', '#204060')
  await until('the ground', async () => (await pixel(900, 700)) === '32 64 96')
  display.start('xlogo', '-bg', '#ff0000', '-fg', '#ff0000', '-geometry', '100x100+700+500')
  await until('a window of the rep', async () => (await pixel(750, 560)) === '255 0 0')
  await page.mouse.click(300, 300)
  await page.keyboard.type('not given')
  await page.keyboard.press('Enter')
  await stop(program)
  await until('the sign to be gone', async () => (await signs()) === 0)
  expect(await lines()).toBe('')
})

test('a customer who closed the window is told an address that opens it again, once', async () => {
  const { program, page } = await share(['desktop', 'share'])
  const told = pages().length
  await page.close()
  await until('the next address', () => pages().length > told)
  const again = pages().at(-1) ?? ''
  expect(await pictureWidth(await openViewerPage(browser, again))).toBe(1024)
  const { page: third } = await openPage(browser, again)
  await until('the refusal', () => third.getByText('This window cannot be opened again').isVisible())
  await stop(program)
})

test('[DSK-06] [DSK-09] [DSK-10] the customer controls the rep’s desktop from their first click, until the rep clicks on it', async () => {
  const refused = await rep.start(['desktop', 'share', '--control', '--json'], { env: onDisplay() })
  expect((await refused.finished).code).toBe(2)
  const { program, page } = await share(['desktop', 'share', '--control', '--i-understand'])
  await page.mouse.click(300, 300)
  await until('control', async () => (await held()).at(-1) === 'peer')
  await page.keyboard.type('from the customer')
  await page.keyboard.press('Enter')
  await until('what was typed', async () => (await lines()) === 'from the customer\n')
  for (const x of ['700', '710', '720']) await display.run('xdotool', 'mousemove', x, '600', 'click', '1')
  await until('the rep', async () => (await held()).at(-1) === 'owner')
  await rep.done(['desktop', 'reclaim'])
  await page.keyboard.type('too late')
  await page.keyboard.press('Enter')
  await stop(program)
  expect(await lines()).toBe('from the customer\n')
})

test('[APP-10] a rep shows one application, by its name', async () => {
  const { apps } = (await rep.json(['app', 'list'], { env: onDisplay() })) as {
    readonly apps: readonly { name: string }[]
  }
  expect(apps.map(({ name }) => name.toLowerCase())).toContain('xterm')
  const { program, page } = await share(['app', 'share', 'xterm'])
  expect(await pictureWidth(page)).toBeLessThan(700)
  await stop(program)
})
