// What went wrong: `events.since` went on through the whole journal until it found something its asker may see, without
// a pause: one rep without sessions held the hub for as long as reading everything takes.
import { expect, test } from 'vitest'
import { MAX_PAGE } from '../../src/features/history/protocol.ts'
import { addRep, openHub } from '../support/hub.ts'
import { until } from '../support/wait.ts'

test('[GEN-03] one answer looks at one page, and the cursor goes on through what is not to be seen', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const { id } = await hub.admin.ask('session.start', {})
  const by = { id: 'p_1', name: 'Kim', role: 'customer' as const }
  const drafts = Array.from({ length: 2 * MAX_PAGE }, (_, index) => ({
    type: 'chat.sent',
    data: { to: 'all', text: `${index}` },
  }))
  await hub.served.ports.journals.session(id, null, () => ({ drafts, by }))
  const first = await rep.ask('events.since', { cursor: 0 })
  expect(first).toMatchObject({ events: [], more: true })
  let page = first
  for (let pages = 1; page.more; pages++) {
    expect(pages).toBeLessThan(5)
    page = await rep.ask('events.since', { cursor: page.cursor })
    expect(page.events).toEqual([])
  }
  const own = await rep.ask('session.start', { topic: 'mine' })
  const news = await rep.ask('events.since', { cursor: page.cursor })
  expect(news.events.map(({ stream, type }) => [stream, type])).toEqual([[`session/${own.id}`, 'session.started']])
})

test('[GEN-03] a waiting reader is told at once, and none is missed between two answers', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  let { cursor } = await hub.admin.ask('events.since', { cursor: 0 })
  const heard: string[] = []
  const stop = new AbortController()
  const reading = (async () => {
    while (!stop.signal.aborted) {
      const page = await hub.admin.ask('events.since', { cursor, waitMs: 2_000 })
      cursor = page.cursor
      for (const { type, data } of page.events) if (type === 'chat.sent') heard.push((data as { text: string }).text)
    }
  })()
  const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`)
  for (const text of texts) await hub.admin.ask('chat.send', { text }, { session: id })
  await until('all of them', () => heard.length === texts.length)
  stop.abort()
  await hub.admin.ask('chat.send', { text: 'the last' }, { session: id })
  await reading
  expect(heard.slice(0, texts.length)).toEqual(texts)
})
