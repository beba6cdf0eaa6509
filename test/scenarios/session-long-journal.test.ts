// A hub that starts on a long journal: it answers at once, and what it looks at afterwards holds nobody up.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allRows } from '../../src/hub/projections.ts'
import { openStorage } from '../../src/hub/storage/open.ts'
import { EMPTY_HEAD, place } from '../../src/journal/event.ts'
import type { Append } from '../../src/journal/store.ts'
import { core } from '../../src/session/events.ts'
import { asker } from '../support/hub.ts'
import { type HubProcess, hubProcess } from '../support/hub-process.ts'
import { freshDatabase } from '../support/postgres.ts'

const SESSIONS = 1_000
const EVENTS = 100

/** One open session with a question nobody answered, as the hub would have written it, with its rows. */
function session(index: number, account: string): Append {
  const id = `s_${String(index).padStart(16, '0')}`
  const primary = { id: `p_r${index}`, name: 'Admin', role: 'primary' as const, account, language: 'en' }
  const customer = { id: `p_c${index}`, name: 'Kim', role: 'customer' as const, account: null, language: 'ko' }
  const started = core('session.started', {
    version: 1,
    number: String(100_000_000 + index),
    type: 'outbound',
    channel: 'support',
    topic: `topic ${index}`,
    tracking: {},
    hasPassword: false,
    needsApproval: false,
    maxCustomers: 5,
    consentTimeoutMs: 600_000,
    company: 'Acme',
    primary,
  })
  const chats = Array.from({ length: EVENTS - 2 }, (_, at) => ({
    type: 'chat.sent',
    data: { to: 'all', text: `message ${at} of ${index}: 프린터가 인쇄되지 않습니다` },
  }))
  const drafts = [started, core('participant.joined', { participant: customer }), ...chats]
  const at = Date.now() - SESSIONS + index
  const { entries } = place(`session/${id}`, EMPTY_HEAD, {
    drafts,
    by: { id: primary.id, name: 'Admin', role: 'primary' },
    at,
  })
  return {
    stream: `session/${id}`,
    after: 0,
    lines: entries.map(({ event, line }) => ({ type: event.type, at: event.at, line })),
    rows: allRows(
      id,
      entries.map(({ event }) => event),
      3_600_000,
    ),
  }
}

async function fill(dataDir: string, database: string | null, account: string): Promise<void> {
  const storage = await openStorage(database ?? `sqlite:${join(dataDir, 'hub.db')}`)
  for (let from = 0; from < SESSIONS; from += 100)
    await storage.journal.commit(Array.from({ length: 100 }, (_, at) => session(from + at, account)))
  await storage.close()
}

/** Milliseconds from the start of the program to the answer of something that needs the whole hub. */
async function firstAnswer(hub: HubProcess): Promise<number> {
  const servesMs = await hub.start()
  const from = performance.now()
  const { sessions } = await hub.admin.ask('session.list', { limit: 10 })
  expect(sessions).toHaveLength(10)
  return servesMs + performance.now() - from
}

test.each([
  ['SQLite', async (): Promise<string | null> => null],
  ['PostgreSQL', freshDatabase],
] as const)(
  'on %s, a hub with 100,000 events answers within a second of its start',
  async (engine, database) => {
    const hub = await hubProcess(await database())
    await hub.kill()
    await fill(hub.dataDir, hub.database, hub.admin.account)
    let answersMs = await firstAnswer(hub)
    // Other programs of this machine may hold one start up, not the best of three.
    for (let start = 1; start < 3 && answersMs > 1_000; start++) {
      await hub.kill()
      answersMs = Math.min(answersMs, await firstAnswer(hub))
    }
    expect(answersMs).toBeLessThan(1_000)
    // Whatever it looks at in the background, everybody else is answered meanwhile.
    let slowestMs = 0
    for (let index = 0; index < 50; index++) {
      const asked = performance.now()
      await asker(hub.url).ask('site.about', {})
      slowestMs = Math.max(slowestMs, performance.now() - asked)
    }
    expect(slowestMs).toBeLessThan(250)
    console.info(
      `${engine}: answers after ${Math.round(answersMs)} ms, slowest answer meanwhile ${Math.round(slowestMs)} ms`,
    )
  },
  60_000,
)
