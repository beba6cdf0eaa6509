// What happens in a session by itself: questions nobody can answer expire, sessions nobody attends end.
import { expect, test } from 'vitest'
import { SYSTEM } from '../../src/journal/event.ts'
import { core } from '../../src/session/events.ts'
import { readPagesOf } from '../support/events.ts'
import { type Customer, joinAs, openHub, type TestHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

async function types(hub: TestHub, session: string): Promise<readonly string[]> {
  return (await readPagesOf(hub.admin, session)).map(({ type }) => type)
}

/** Asks a customer with the shortest time to answer that a journal may hold. */
async function ask(hub: TestHub, session: string, kim: Customer, ask = 'k_1'): Promise<void> {
  const action = { name: 'sysinfo.collect', data: {} }
  const asked = { ask, kind: 'system.info' as const, customer: kim.participant, action, timeoutMs: 1_000 }
  await hub.served.ports.journals.session(session, null, () => ({
    drafts: [core('consent.requested', asked)],
    by: SYSTEM,
  }))
}

test('[PRM-14] a question whose agent is gone expires in the hub, and starts nothing', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  await ask(hub, id, kim)
  await until('it to expire', async () => (await types(hub, id)).includes('consent.expired'), 12_000)
  expect(await kim.refusal('activity.start', { ask: 'k_1' })).toBe('consent.not-granted')
  const [one] = (await hub.admin.ask('session.show', { session: id })).asks
  expect(one?.state).toBe('expired')
})

test('what was answered in time does not expire', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  const other = await hub.admin.ask('session.start', {})
  const lee = await joinAs(hub.url, other.number, 'Lee')
  await ask(hub, id, kim)
  await ask(hub, other.id, lee, 'k_2')
  await kim.ask('consent.answer', { ask: 'k_1', answer: 'yes', by: 'customer' })
  await until('the other to expire', async () => (await types(hub, other.id)).includes('consent.expired'), 12_000)
  expect(await types(hub, id)).not.toContain('consent.expired')
})

test('[SES-16] a lost console costs nothing within the grace; after it, what runs is stopped and the session ends', async () => {
  const hub = await openHub({ settings: { 'session.unattendedMs': 1_000 } })
  const { id, number } = await hub.admin.ask('session.start', {})
  await joinAs(hub.url, number, 'Kim')
  const link = await rawLink(hub.url, hub.admin.token)
  link.socket.terminate()
  const back = await rawLink(hub.url, hub.admin.token)
  const from = Date.now()
  await until('the grace to pass', () => Date.now() - from > 1_300)
  expect(await types(hub, id)).not.toContain('session.ended')
  back.socket.terminate()
  await until('the end', async () => (await types(hub, id)).includes('session.ended'))
  const ended = (await readPagesOf(hub.admin, id)).find(({ type }) => type === 'session.ended')
  expect(ended).toMatchObject({ by: SYSTEM, data: { reason: 'unattended' } })
})

test('a session is never ended for being unattended where the site does not say so', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const link = await rawLink(hub.url, hub.admin.token)
  link.socket.terminate()
  await until('it to be gone', () => link.closed)
  await hub.admin.ask('site.set', { name: 'session.unattendedMs', value: 0 })
  const from = Date.now()
  await until('a while to pass', () => Date.now() - from > 300)
  expect(await types(hub, id)).toEqual(['session.started'])
})
