// What went wrong: a rebuild wrote other rows than the hub had: the seq of the last event instead of the one that
// changed the list, and an expiry counted from today's setting instead of the one the number was given out with.
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { rebuildHub } from '../../src/hub/care.ts'
import { addRep, joinAs, openHub } from '../support/hub.ts'

function rowsOf(dataDir: string): Record<string, unknown> {
  const db = new DatabaseSync(`${dataDir}/hub.db`, { readOnly: true })
  const tables = { session: 'id', session_member: 'session, account', code: 'code' }
  const rows = Object.entries(tables).map(([name, key]) => [
    name,
    db.prepare(`SELECT * FROM ${name} ORDER BY ${key}`).all(),
  ])
  db.close()
  return Object.fromEntries(rows) as Record<string, unknown>
}

test('a rebuild writes exactly the rows there were', async () => {
  const hub = await openHub({ settings: { 'session.codeTtlMs': 3_600_000 } })
  const lead = await addRep(hub, 'Lead')
  for (let index = 0; index < 3; index++) {
    const { id, number } = await hub.admin.ask('session.start', { topic: `topic ${index}`, approval: index === 2 })
    await lead.ask('session.assist', { session: number })
    const kim = await joinAs(hub.url, number, '김 "Kim" \\ 😀')
    await kim.refusal('session.end', {})
    if (index === 2) await hub.admin.ask('session.admit', { participant: kim.participant }, { session: id })
    await kim.ask('chat.send', { text: 'x' })
    await hub.admin.ask('session.pass', { to: 'Lead' }, { session: id })
    if (index === 1) await lead.ask('session.end', { notes: 'n' }, { session: id })
  }
  await hub.admin.ask('site.set', { name: 'session.codeTtlMs', value: 60_000 })
  await hub.close()
  const before = rowsOf(hub.dataDir)
  expect(await rebuildHub({ dataDir: hub.dataDir, database: null }, () => undefined)).toBe(3)
  expect(rowsOf(hub.dataDir)).toEqual(before)
})
