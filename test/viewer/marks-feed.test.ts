// The marks of a share as a viewer gets them: out of the journal of a real hub, drawn and wiped off through it.
import { expect, test } from 'vitest'
import { watchShare } from '../../src/cli/watch-share.ts'
import { openLink } from '../../src/client/open-link.ts'
import type { DeskhandError } from '../../src/protocol/error.ts'
import { marksFeed } from '../../src/viewer/host/marks-feed.ts'
import { makeCast, makeSituation } from '../session/situation.ts'
import { atEnd } from '../support/ending.ts'
import { openHub } from '../support/hub.ts'
import { until } from '../support/wait.ts'

const PEN = { shape: 'pen', color: 255, widthPx: 2, points: [[1, 2]], text: '' } as const

test('[ANN-02] what a rep or the customer draws in a viewer comes to the viewers of all, another customer’s too, and refusals are told', async () => {
  const hub = await openHub()
  const at = await makeSituation(await makeCast(hub))
  const failures: unknown[] = []
  const viewer = async (who: 'primary' | 'assistant' | 'customer' | 'otherCustomer') => {
    const link = openLink({ url: hub.url, token: at.as[who].token ?? '' })
    atEnd(() => link.close())
    const channel = 1
    const seen = await watchShare(link, { session: at.id, ask: at.asks.running, channel })
    const feed = marksFeed({ link, mirror: seen.mirror, channel, failed: (error) => failures.push(error) })
    let changes = 0
    feed.onChange(() => (changes += 1))
    return { seen, feed, ids: () => feed.list().map(({ id }) => id), changes: () => changes }
  }
  const [rep, lead, kim] = await Promise.all([viewer('primary'), viewer('assistant'), viewer('customer')])
  const all = [rep, lead, kim, await viewer('otherCustomer')]
  expect(all.map((one) => one.ids())).toEqual([[], [], [], []])
  rep.feed.add(PEN)
  await until('the mark with all', () => all.every((one) => one.ids().length === 1))
  kim.feed.add({ ...PEN, color: 0xff })
  await until('both with all', () => all.every((one) => one.ids().length === 2))
  const [first = '', second = ''] = rep.ids()
  kim.feed.remove(first)
  await until('the refusal', () => failures.length === 1)
  expect((failures[0] as DeskhandError).code).toBe('access.denied')
  kim.feed.clear()
  await until('the customer’s gone', () => all.every((one) => one.ids().join() === first))
  lead.feed.remove(first)
  await until('none', () => all.every((one) => one.ids().length === 0))
  rep.feed.remove(second)
  await until('the other refusal', () => failures.length === 2)
  expect((failures[1] as DeskhandError).code).toBe('annotate.not-found')
  expect(all.map((one) => one.changes())).toEqual([4, 4, 4, 4])
  await at.as.primary.ask('activity.stop', { ask: at.asks.running }, { session: at.id })
  expect(new Set(await Promise.all(all.map((one) => one.seen.stopped)))).toEqual(new Set(['rep']))
  rep.feed.add(PEN)
  expect(rep.ids()).toEqual([])
})
