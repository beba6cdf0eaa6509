// What went wrong: a session that ended just before the hub was killed was never sealed; a session whose rep had gone
// before a restart was never ended for being unattended; an entry that came between end and seal left it unsealed.
import { expect, test } from 'vitest'
import { openJournal } from '../../src/hub/journals.ts'
import { openStorage } from '../../src/hub/storage/open.ts'
import { SYSTEM } from '../../src/journal/event.ts'
import { core } from '../../src/session/events.ts'
import { type Asker, asker, openHub, serve } from '../support/hub.ts'
import { until } from '../support/wait.ts'

async function types(who: Asker, session: string): Promise<readonly string[]> {
  return (await who.ask('journal.read', { session })).events.map(({ type }) => type)
}

test('what ended before a restart is sealed after it', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  await hub.close()
  // The end is written as by a hub that was killed right after it.
  const storage = await openStorage(`sqlite:${hub.dataDir}/hub.db`)
  const journal = openJournal(storage.journal, Date.now)
  await journal.change(`session/${id}`, null, () => ({
    kind: 'change',
    drafts: [core('session.ended', { reason: 'rep' })],
    by: SYSTEM,
    reply: {},
  }))
  await storage.close()
  const again = await serve(hub.dataDir)
  const admin = asker(again.url, hub.admin.token)
  await until('the seal', async () => (await types(admin, id)).length === 3)
  expect(await types(admin, id)).toEqual(['session.started', 'session.ended', 'session.sealed'])
})

test('[SES-16] a session nobody attends ends after the site’s grace, also when the hub was restarted meanwhile', async () => {
  const hub = await openHub({ settings: { 'session.unattendedMs': 300 } })
  const { id } = await hub.admin.ask('session.start', {})
  await hub.close()
  const again = await serve(hub.dataDir)
  const admin = asker(again.url, hub.admin.token)
  const ended = await until('the end', async () => {
    const { events } = await admin.ask('journal.read', { session: id })
    return events.find(({ type }) => type === 'session.ended')
  })
  expect(ended.data).toEqual({ reason: 'unattended' })
})

test('an end is sealed though something is written between the two', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const { journals } = hub.served.ports
  const failed = core('join.failed', { reason: 'full', address: '127.0.0.1', tries: 1 })
  await Promise.all([
    hub.admin.ask('session.end', {}, { session: id }),
    ...Array.from({ length: 5 }, () => journals.session(id, null, () => ({ drafts: [failed], by: SYSTEM }))),
  ])
  for (let index = 0; index < 5; index++) await journals.session(id, null, () => ({ drafts: [failed], by: SYSTEM }))
  await until('the seal', async () => (await types(hub.admin, id)).includes('session.sealed'))
  expect((await types(hub.admin, id)).filter((type) => type === 'session.sealed')).toHaveLength(1)
})
