// What went wrong: a rep set to several sessions had several although the site said one at a time, and two starts at
// once both found that none was open. Several need the site's leave and the rep's.
import { expect, test } from 'vitest'
import { addRep, openHub } from '../support/hub.ts'

test('[SES-08] [SES-09] [SES-10] [MUL-01] [MUL-02] [ADM-01] [ADM-02] several sessions at once need the site’s leave and the rep’s', async () => {
  const hub = await openHub()
  const table = [
    ['multi', null, true],
    ['multi', 'multi', true],
    ['multi', 'single', false],
    ['single', null, false],
    ['single', 'multi', false],
    ['single', 'single', false],
  ] as const
  for (const [index, [site, own, several]] of table.entries()) {
    const rep = await addRep(hub, `Rep ${index}`)
    await hub.admin.ask('site.set', { name: 'session.mode', value: site })
    const { account } = await hub.admin.ask('account.change', { account: rep.account, sessionMode: own })
    expect(account.sessionMode).toBe(own)
    const first = await rep.ask('session.start', {})
    if (several) {
      const second = await rep.ask('session.start', {})
      expect((await rep.ask('session.list', {})).sessions.map(({ id }) => id).sort()).toEqual(
        [first.id, second.id].sort(),
      )
    } else {
      expect(await rep.refusal('session.start', {})).toBe('session.mode')
      await rep.ask('session.end', {}, { session: first.id })
      await rep.ask('session.start', {})
    }
  }
})

test('[SES-09] of many starts at once in single-session mode, one is done', async () => {
  const hub = await openHub({ settings: { 'session.mode': 'single' } })
  const told = await Promise.all(
    Array.from({ length: 20 }, () =>
      hub.admin.ask('session.start', {}).then(
        () => 'done',
        ({ code }) => code,
      ),
    ),
  )
  expect(told.filter((one) => one === 'done')).toHaveLength(1)
  expect(new Set(told)).toEqual(new Set(['done', 'session.mode']))
})

test('who assists in another’s session may start one of their own', async () => {
  const hub = await openHub({ settings: { 'session.mode': 'single' } })
  const lead = await addRep(hub, 'Lead')
  const { number } = await hub.admin.ask('session.start', {})
  await lead.ask('session.assist', { session: number })
  await lead.ask('session.start', {})
})
