// Outages in the middle of a session: the hub is killed, the customer's agent is killed, and nothing acknowledged is lost.
import { describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/client/config.ts'
import { post } from '../../src/client/post.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { freshDatabase } from '../support/postgres.ts'
import { until } from '../support/wait.ts'
import {
  answer,
  happenings,
  joinSession,
  newMachine,
  type Rep,
  type Shape,
  startHub,
  type WholeHub,
} from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

/** How long a program may need to find a hub again that has just come back: it asks ever more seldom. */
const BACK_MS = 20_000

describe.each(['SQLite', 'PostgreSQL'])('a hub on %s that is killed and served again', (engine) => {
  const start = async (): Promise<WholeHub> => startHub(engine === 'PostgreSQL' ? await freshDatabase() : undefined)

  test('[SHP-06] is found again by agent, viewer, followers and console; nothing is asked or told twice', async () => {
    const hub = await start()
    const rep = await hub.rep('Min Park')
    const session = await rep.session(['--topic', 'Outage'])
    const { agent } = await joinSession(session, 'Jamie')
    const tail = await rep.start(['chat', 'tail', '--follow', '--json'])
    const journal = await rep.start(['session', 'journal', '--follow', '--json'])
    const events = await rep.start(['events', '--follow', '--json'])
    const view = await rep.start(['desktop', 'view', '--no-open', '--json'])
    const { viewerUrl } = JSON.parse(await view.waitForLine('viewerUrl')) as { viewerUrl: string }
    const { page } = await openPage(await startBrowser(), viewerUrl)
    await page.waitForSelector('canvas')
    const desk = await rep.terminal(['console'], { columns: 120, rows: 40 })
    await desk.waitFor('Jamie')
    await desk.press('Enter')
    await rep.done(['chat', 'send', 'before'])
    for (const follower of [agent, tail, journal]) await follower.waitForLine('before')
    await desk.waitFor('before')
    const framesBefore = await frames(view.lines())

    await hub.kill()
    await agent.waitForLine('"hub-away"')
    await hub.restart()
    await agent.waitForLine('"hub-back"', { deadlineMs: BACK_MS })
    await rep.done(['chat', 'send', 'after'])
    for (const follower of [agent, tail, journal, events]) await follower.waitForLine('after', { deadlineMs: BACK_MS })
    await until('pictures again', () => frames(view.lines()) > framesBefore + 5, BACK_MS)
    await desk.waitFor('after', BACK_MS)

    const seen = tail.lines().map((line) => (JSON.parse(line) as { text: string }).text)
    expect(seen).toEqual(['before', 'after'])
    const seqs = journal.lines().map((line) => (JSON.parse(line) as { seq: number }).seq)
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    const told = happenings(agent).filter(({ type }) => type === 'chat')
    expect(told.map(({ text }) => text)).toEqual(['before', 'after'])
    expect(happenings(agent).filter(({ type }) => type === 'asked')).toHaveLength(1)
    expect(await rep.json(['desktop', 'status'])).toMatchObject({ state: 'running' })
    expect((await rep.journal(session)).filter(({ type }) => type === 'participant.joined')).toHaveLength(1)
    await desk.press('C-c')
    await rep.done(['session', 'end', '--yes'])
    expect((await agent.finished).code).toBe(0)
    expect(JSON.parse(view.lines().at(-1) ?? '')).toMatchObject({ status: 'ended', reason: 'ended' })
  })

  test('has everything it acknowledged, once, though it was killed in the middle of it', async () => {
    const hub = await start()
    const rep = hub.lead
    const session = await rep.session()
    const url = hub.url
    const token = (await readConfig(rep.env)).hubs[url]?.token ?? ''
    const acknowledged: string[] = []
    const send = async (text: string): Promise<void> => {
      // The same id again is applied once, so trying until there is an answer can neither lose nor double anything.
      await until(`an answer for ${text}`, async () => {
        await post({ url, token }, { name: 'chat.send', data: { text } }, { id: `m-${text}`, session: session.id })
        return true
      })
      acknowledged.push(text)
    }
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let count = 0; count < 12; count++) await send(`${writer}-${count}`)
    })
    await until('a few answers', () => acknowledged.length > 10)
    await hub.kill()
    await hub.restart()
    await Promise.all(writers)
    const stored = (await rep.journal(session)).filter(({ type }) => type === 'chat.sent').map(({ data }) => data.text)
    expect(stored.toSorted()).toEqual(acknowledged.toSorted())
    expect(stored).toHaveLength(96)
  })
})

test('a customer whose program was killed is the same one again, with what was allowed for the session', async () => {
  const hub = await startHub()
  const rep: Rep = hub.lead
  const session = await rep.session()
  const machine = await newMachine()
  const command = [session.joinUrl, '--name', 'Jamie', '--platform', 'fake']
  const first = await machine.terminal(command, { columns: 76, rows: 40 })
  await first.waitFor('Here now')
  const asking = await rep.start(['desktop', 'screenshot', '--out', `${machine.env.HOME}/one.png`])
  await answer(first, 's')
  expect((await asking.finished).code).toBe(0)
  process.kill(first.pid, 'SIGKILL')
  await first.waitForExit()
  const away = await rep.run(['desktop', 'screenshot', '--out', `${machine.env.HOME}/no.png`, '--json'])
  expect([away.code, JSON.parse(away.stderr)]).toMatchObject([9, { error: { code: 'customer.away' } }])
  const second = await machine.terminal(command, { columns: 76, rows: 40 })
  await second.waitFor('You are back in session')
  await until('the customer to be there', async () => {
    const { participants } = await rep.json<{ participants: Shape[] }>(['session', 'show'])
    return participants.length === 2 && participants[1]?.connected
  })
  await rep.done(['desktop', 'screenshot', '--out', `${machine.env.HOME}/two.png`])
  expect(await second.text()).not.toContain('If you say yes')
  const granted = (await rep.journal(session)).filter(({ type }) => type === 'consent.granted')
  expect(granted.map(({ data }) => data.by)).toEqual(['customer', 'earlier'])
})

function frames(lines: readonly string[]): number {
  return (JSON.parse(lines.at(-1) ?? '{}') as { frames?: number }).frames ?? 0
}
