// A line too thin for pictures: the rep is told as text what is on the desktop that they were allowed to see.
import { expect, test, vi } from 'vitest'
import { windowTitles } from '../../agent/sharing/window-titles.ts'
import { MAX_TOLD_TITLE_CHARACTERS, MAX_TOLD_WINDOWS } from '../../src/protocol/limits.ts'
import { startDisplay } from '../support/display.ts'
import { addRep, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'
import { newMachine, startHub } from './whole-actors.ts'

vi.setConfig({ testTimeout: 90_000 })

test('at 200 kb/s and below the titles of the windows that are seen are told, and not before', async () => {
  const { lead: rep } = await startHub()
  const display = await startDisplay({ hasWindowManager: true })
  display.start('xterm', '-title', '인보이스 — invoice‮fdp.exe', '-geometry', '40x10+10+10')
  await display.window('XTerm')
  const session = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'desktop.view'])
  await agent.waitForLine('"present"')
  const view = await rep.start(['desktop', 'view', '--no-open', '--json'])
  await view.waitForLine('viewerUrl')
  const text = () => rep.json<{ focused: string | null; windows: readonly string[] | null }>(['desktop', 'text'])
  expect(await text()).toMatchObject({ focused: null, windows: null })
  expect((await rep.done(['desktop', 'text'])).stderr).toContain('200 kb/s')
  await rep.done(['desktop', 'set', '--max-kbps', '200'])
  const told = await until('the titles', async () => {
    const now = await text()
    return now.windows && now
  })
  expect(told.focused).toContain('invoice')
  expect(told.windows?.[0]).toBe(told.focused)
  expect((await rep.done(['desktop', 'text'])).stdout).not.toContain('‮')
  await rep.done(['desktop', 'set', '--max-kbps', '201'])
  await until('the end of it', async () => (await text()).windows === null)
  view.kill('SIGINT')
  await view.finished
})

test('titles are told of what is in the picture, as many and as long as the limits', async () => {
  const rect = { x: 10, y: 10, width: 50, height: 50 }
  const window = (title: string, change = {}) => ({
    id: title,
    title,
    application: 'App',
    rect,
    isMinimized: false,
    ...change,
  })
  const monitors = ['left', 'right'].map((name, index) => {
    return { name, isPrimary: index === 0, x: index * 100, y: 0, width: 100, height: 100 }
  })
  const machine = (windows: readonly ReturnType<typeof window>[]) => ({
    listWindows: async () => windows,
    describe: async () => ({ monitors }) as never,
  })
  const on = machine([
    window('a'),
    window('hidden', { isMinimized: true }),
    window('b', { rect: { ...rect, x: 120 } }),
    window('', { rect: { ...rect, x: 90 } }),
  ])
  expect(await windowTitles(on, {})).toEqual(['a', 'b', 'App'])
  expect(await windowTitles(on, { monitor: 'right' })).toEqual(['b', 'App'])
  expect(await windowTitles(on, { monitor: 'gone' })).toEqual([])
  expect(await windowTitles(on, { window: 'a' })).toEqual([])
  const many = Array.from({ length: MAX_TOLD_WINDOWS + 1 }, () => window('x'.repeat(MAX_TOLD_TITLE_CHARACTERS + 1)))
  const told = await windowTitles(machine(many), {})
  expect([told.length, told[0]?.length]).toEqual([MAX_TOLD_WINDOWS, MAX_TOLD_TITLE_CHARACTERS])
})

test('titles come from the machine that sends alone, in the number and length there may be', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const lead = await addRep(hub, 'Lead')
  const kim = await joinAs(hub.url, number, 'Kim')
  const resume = { [`session/${id}`]: 0 }
  const agent = await rawLink(hub.url, kim.token, { resume })
  const rep = await rawLink(hub.url, hub.admin.token, { resume })
  const { ask } = await until('the customer', () => hub.admin.ask('desktop.view', {}, { session: id }))
  await kim.ask('consent.answer', { ask, answer: 'yes', by: 'customer' })
  const { channel } = await kim.ask('activity.start', { ask })
  if (!channel) throw new Error('a channel')
  const picture = { mode: 'standard', codec: null, colors: 'true', kbps: 1, framesPerSecond: 1 }
  const stats = (windows: readonly string[]) => ({ t: 'stats', channel, picture, latencyMs: null, windows })
  const told = async () => (await hub.admin.ask('share.status', { session: id, ask })).pictures[0]?.windows
  rep.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', ({ count }) => count === 1)
  rep.say(stats(['made up']))
  await rep.ask('site.about', {})
  expect(await told()).toBeNull()
  const most = Array.from({ length: MAX_TOLD_WINDOWS }, () => 'x'.repeat(MAX_TOLD_TITLE_CHARACTERS))
  agent.say(stats(most))
  await agent.ask('site.about', {})
  expect(await told()).toEqual(most)
  expect(await lead.refusal('share.status', { session: id, ask })).toBeTruthy()
  rep.say({ t: 'watch', channel, on: false })
  await rep.ask('site.about', {})
  expect(await told()).toBeNull()
  agent.say(stats([...most, 'one more']))
  expect(await agent.bye()).toBe('link.protocol')
})
