// A real desktop, seen by the real programs: X display, agent, hub, command line, and the viewer's page in Chromium.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, expect, test, vi } from 'vitest'
import { openPage, startBrowser } from '../support/browser.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import type { Running } from '../support/programs.ts'
import { truePixels } from '../support/screen-watch.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { type Machine, newMachine, type Rep, type StartedSession, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let rep: Rep
let sam: Rep
let display: TestDisplay
let session: StartedSession
let machine: Machine
let agent: Running
let folder: string

beforeAll(async () => {
  const hub = await startHub()
  rep = hub.lead
  sam = await hub.rep('Sam Kim')
  folder = await temporaryFolder('out')
  display = await startDisplay({ hasWindowManager: true })
  await display.run('xsetroot', '-mod', '7', '5', '-fg', '#c08030', '-bg', '#204060')
  display.start('xterm', '-geometry', '60x20+40+60', '-e', 'sh -c "ls -la /usr/bin | head -40; exec sleep 1000"')
  await until('the terminal', () => display.run('xdotool', 'search', '--onlyvisible', '--class', 'XTerm'))
  session = await rep.session()
  machine = await newMachine({ DISPLAY: display.name })
  agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  await sam.done(['session', 'assist', session.number])
})

/** Signs at the top edge of the customer's screen: wide windows of no application. */
const notices = async (): Promise<number> =>
  String(await display.run('xwininfo', '-root', '-children')).match(/no name\): \(\)\s+\d{3,}x\d+\+\d+\+0\s/g)
    ?.length ?? 0

/** Leaves `desktop view` running. */
async function view(who: Rep = rep): Promise<{ readonly program: Running; readonly url: string }> {
  const program = await who.start(['desktop', 'view', '--no-open', '--json'])
  const { viewerUrl, path, mode } = JSON.parse(await program.waitForLine('viewerUrl')) as Record<string, string>
  expect([path, mode]).toEqual(['relay', 'standard'])
  return { program, url: viewerUrl ?? '' }
}

const lastLine = async ({ finished }: Running): Promise<unknown> =>
  JSON.parse((await finished).stdout.trim().split('\n').at(-1) ?? '')

async function screenshot(who: Rep): Promise<Buffer> {
  const file = join(folder, `${who.name}.png`)
  await who.done(['desktop', 'screenshot', '--out', file])
  return sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer()
}

const pixelAt = (page: Page, x: number, y: number): Promise<string> =>
  page.evaluate(
    ([left, top]) => {
      const canvas = document.querySelector('canvas')
      return [...(canvas?.getContext('2d')?.getImageData(left, top, 1, 1).data ?? [])].slice(0, 3).join(' ')
    },
    [x, y] as const,
  )

test('[DSK-01] [DSK-13] the rep’s picture of the customer’s desktop is exact in every pixel, and the customer’s screen says so all the while', async () => {
  expect(await notices()).toBe(0)
  const { program } = await view()
  expect(await notices()).toBe(1)
  await until('the same pixels', async () => (await screenshot(rep)).equals(await truePixels(display)))
  await until('the same for an assistant', async () => (await screenshot(sam)).equals(await truePixels(display)))
  expect((await rep.journal(session)).filter(({ type }) => type === 'consent.requested')).toHaveLength(1)
  program.kill('SIGINT')
  expect((await program.finished).code).toBe(130)
  await until('the notice to go', async () => (await notices()) === 0)
})

test('[DSK-02] the viewer in a browser shows a change to everyone who looks, and what is typed there changes nothing', async () => {
  const browser = await startBrowser()
  const { program, url } = await view()
  const other = await view(sam)
  const mine = await openPage(browser, url)
  const theirs = await openPage(browser, other.url)
  await display.run('xsetroot', '-solid', '#102030')
  for (const { page } of [mine, theirs])
    await until('the change', async () => (await pixelAt(page, 900, 700)) === '16 32 48')
  await mine.page.mouse.click(200, 300)
  await mine.page.keyboard.type('touch /tmp/never')
  await display.run('xsetroot', '-solid', '#302010')
  for (const { page } of [mine, theirs])
    await until('the next change', async () => (await pixelAt(page, 900, 700)) === '48 32 16')
  expect((await screenshot(sam)).equals(await truePixels(display))).toBe(true)
  expect(String(await display.run('xdotool', 'getmouselocation'))).toContain('x:640 y:400')
  expect([...mine.errors, ...theirs.errors]).toEqual([])
  // The rep in control stops it in the window; the assistant's view ends with it.
  for (const key of ['Escape', 'Escape', 'Shift+S']) await mine.page.keyboard.press(key)
  expect(await lastLine(program)).toMatchObject({ status: 'ended', reason: 'rep' })
  expect(await lastLine(other.program)).toMatchObject({ status: 'ended', reason: 'rep' })
  await until('the notice to go', async () => (await notices()) === 0)
})

test('[DSK-15] it is stopped from another terminal by the rep, and on the customer’s machine by the customer', async () => {
  const first = await view()
  expect(await rep.json(['desktop', 'stop'])).toMatchObject({ stopped: true })
  expect(await lastLine(first.program)).toMatchObject({ reason: 'rep' })
  expect(await rep.json(['desktop', 'status'])).toMatchObject({ state: 'stopped', path: null })
  await until('the notice to go', async () => (await notices()) === 0)
  const second = await view()
  expect((await machine.command(['status', '--json'])).json()).toMatchObject({
    agents: [{ activities: [{ kind: 'desktop.view' }] }],
  })
  expect((await machine.command(['revoke', 'desktop.view', '--json'])).json()).toMatchObject({
    stopped: ['desktop.view'],
  })
  expect(await lastLine(second.program)).toMatchObject({ reason: 'customer' })
  await until('the notice to go', async () => (await notices()) === 0)
  const refused = await rep.run(['desktop', 'screenshot', '--out', join(folder, 'no.png')])
  expect(refused.code).toBe(6)
})
