// How a picture opens for a rep: over the whole screen unless the administrator set something else for the account.
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { openPage, startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import { eventOf, failure, joinSession, type Rep, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const SMALL = { width: 640, height: 480 }
const isFull = (page: Page): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null)
const widths = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas')
    return [canvas?.getBoundingClientRect().width ?? 0, canvas?.width ?? 0]
  })

async function look(
  browser: Awaited<ReturnType<typeof startBrowser>>,
  rep: Rep,
): Promise<{ readonly page: Page; stop(): Promise<void> }> {
  const program = await rep.start(['desktop', 'view', '--no-open', '--json'])
  const { viewerUrl } = JSON.parse(await program.waitForLine('viewerUrl')) as { readonly viewerUrl: string }
  const { page } = await openPage(browser, viewerUrl, { viewport: SMALL })
  await until('the picture', async () => ((await widths(page))[1] ?? 0) > SMALL.width)
  const stop = async (): Promise<void> => {
    program.kill('SIGINT')
    await program.finished
  }
  return { page, stop }
}

test('[DSK-11] [VIEW-04] [VIEW-13] the administrator sets how pictures open for an account, and in which colours', async () => {
  const { lead, rep: addRep } = await startHub()
  const browser = await startBrowser()
  const rep = await addRep('Sam Kim')
  const session = await rep.session()
  await joinSession(session, 'Jamie')

  const usual = await look(browser, rep)
  await usual.page.mouse.click(300, 200)
  await until('full screen', () => isFull(usual.page))
  const [shown = 0, made = 0] = await widths(usual.page)
  expect(shown).toBeLessThan(made)
  await usual.stop()
  expect((await rep.journal(session)).some(({ type }) => type === 'share.set')).toBe(false)

  const edit = ['admin', 'user', 'edit', rep.email]
  expect(await lead.json([...edit, '--view', 'window', '--colors', '256'])).toMatchObject({
    view: { window: 'window', scale: 'fit', colors: '256' },
  })
  expect(await lead.json([...edit, '--scale', 'actual'])).toMatchObject({
    view: { window: 'window', scale: 'actual', colors: '256' },
  })
  expect((await failure(lead, [...edit, '--view', 'round']))[0]).toBe(2)
  expect((await failure(rep, [...edit, '--view', 'full']))[0]).toBe(5)

  const set = await look(browser, rep)
  await until('the actual size', async () => new Set(await widths(set.page)).size === 1)
  await set.page.mouse.click(300, 200)
  const { data, by } = await eventOf(rep, session, 'share.set')
  expect([by.name, data.options]).toMatchObject(['Sam Kim', { colors: '256', mode: 'auto' }])
  expect(await isFull(set.page)).toBe(false)
  const status = await until('the colours', async () => {
    const told = await rep.json(['desktop', 'status'])
    return told.colors === '256' ? told : null
  })
  expect(status.options).toMatchObject({ colors: '256' })
  await set.stop()
})
