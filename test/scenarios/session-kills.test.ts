// A hub that is killed again and again while people talk: what was acknowledged is there, once, and everybody resumes.
import { expect, test } from 'vitest'
import type { Link } from '../../src/client/link.ts'
import { openLink } from '../../src/client/open-link.ts'
import type { Event } from '../../src/journal/event.ts'
import { atEnd } from '../support/ending.ts'
import { readPagesOf } from '../support/events.ts'
import { joinAs } from '../support/hub.ts'
import { type HubProcess, hubProcess } from '../support/hub-process.ts'
import { freshDatabase } from '../support/postgres.ts'
import { until } from '../support/wait.ts'

const KILLS = 10
const ENGINES = [
  ['SQLite', async () => null],
  ['PostgreSQL', freshDatabase],
] as const

/** Sends one message after the other, whatever happens to the hub; keeps what was acknowledged, by its seq. */
function talker(link: Link, name: string, session: string) {
  const acknowledged = new Map<number, string>()
  const failed: string[] = []
  let stopped = false
  let count = 0
  const talking = (async () => {
    while (!stopped) {
      const text = `${name} ${++count}`
      await link.request('chat.send', { text }, { session }).then(
        ({ seq }) => acknowledged.set(seq, text),
        (error: unknown) => failed.push(`${text}: ${error}`),
      )
    }
  })()
  return {
    acknowledged,
    failed,
    stop: async () => {
      stopped = true
      await talking
    },
  }
}

function linkOf(hub: HubProcess, token: string): Link {
  const link = openLink({ url: hub.url, token, random: () => Math.random() * 0.1 })
  atEnd(() => link.close())
  return link
}

test.each(ENGINES)(
  `on %s, ${KILLS} kills lose nothing that was acknowledged and repeat nothing`,
  async (_, database) => {
    const hub = await hubProcess(await database())
    const { id, number } = await hub.admin.ask('session.start', {})
    const customers = await Promise.all(['Kim', 'Lee', 'Nora'].map((name) => joinAs(hub.url, number, name)))
    const links = [hub.admin, ...customers].map(({ token }) => linkOf(hub, token))
    const follower = linkOf(hub, hub.admin.token)
    const followed: Event[] = []
    follower.follow(`session/${id}`, 0, ({ events }) => void followed.push(...events))
    const talkers = links.map((link, index) => talker(link, `talker ${index}`, id))
    const said = (): number => talkers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)

    for (let kill = 0; kill < KILLS; kill++) {
      const before = said()
      // Anywhere between "just back" and "in the middle of many".
      await until('some to be acknowledged', () => said() > before + Math.random() * 30, 20_000)
      await hub.kill()
      await hub.start()
    }
    const before = said()
    await until('everybody to be back', () => said() > before + 20, 20_000)
    await Promise.all(talkers.map(({ stop }) => stop()))

    const events = await readPagesOf(hub.admin, id)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    const texts = new Map(
      events.filter(({ type }) => type === 'chat.sent').map(({ seq, data }) => [seq, (data as { text: string }).text]),
    )
    for (const { acknowledged, failed } of talkers) {
      expect(failed).toEqual([])
      expect(acknowledged.size).toBeGreaterThan(0)
      for (const [seq, text] of acknowledged) expect(texts.get(seq)).toBe(text)
    }
    expect(new Set(texts.values()).size).toBe(texts.size)
    await until('the follower to have all', () => followed.length >= events.length)
    expect(followed.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq))
    console.info(`${said()} messages acknowledged over ${KILLS} kills, ${texts.size} in the journal`)
  },
  120_000,
)
