// What went wrong: a customer was told that three people saw the screen when one rep had three windows open.
import { expect, test } from 'vitest'
import { addRep, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

test('a rep who watches in two windows is one person who watches', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const lead = await addRep(hub, 'Lead')
  const { id, number } = await rep.ask('session.start', {})
  await lead.ask('session.assist', { session: number })
  const kim = await joinAs(hub.url, number, 'Kim')
  const agent = await rawLink(hub.url, kim.token)
  const [one, again, other] = await Promise.all(
    [rep, rep, lead].map(({ token }) => rawLink(hub.url, token, { resume: { [`session/${id}`]: 0 } })),
  )
  const asked = await until('the customer to be connected', () =>
    rep.ask('desktop.view', {}, { session: id }).catch(() => null),
  )
  await kim.ask('consent.answer', { ask: asked.ask, answer: 'yes', by: 'customer' })
  const { channel } = await kim.ask('activity.start', { ask: asked.ask })
  const counts: number[] = []
  const told = async (): Promise<void> => {
    const before = agent.heard.filter(({ t }) => t === 'watchers').length
    await until('the count', () => agent.heard.filter(({ t }) => t === 'watchers').length > before)
    const last = agent.heard.findLast(({ t }) => t === 'watchers') as { count: number }
    counts.push(last.count)
  }
  for (const [link, on] of [
    [one, true],
    [again, true],
    [other, true],
    [again, false],
    [one, false],
  ] as const) {
    const next = told()
    link?.say({ t: 'watch', channel, on })
    await next
  }
  expect(counts).toEqual([1, 1, 2, 2, 1])
})
