// Links on a real hub: resumed, replaced, followed, flooded, and slow.
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { MAX_PENDING_REQUESTS } from '../../src/protocol/limits.ts'
import { atEnd } from '../support/ending.ts'
import { addRep, joinAs, openHub, type TestHub } from '../support/hub.ts'
import { type RawLink, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

const seqs = (link: RawLink): readonly number[] =>
  link.heard.flatMap((one) => (one.t === 'events' ? one.events.map(({ seq }) => seq) : []))

async function say(hub: TestHub, session: string, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await hub.admin.ask('chat.send', { text: `${index}` }, { session })
}

test('[SES-16] a link that comes back has each event once, from where it was', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const stream = `session/${id}`
  let seen = 0
  const all: number[] = []
  for (let round = 0; round < 5; round++) {
    const talking = say(hub, id, 10)
    const link = await rawLink(hub.url, hub.admin.token, { resume: { [stream]: seen } })
    await until('some more', () => seqs(link).length > 3)
    link.socket.terminate()
    await until('it to be cut', () => link.closed)
    all.push(...seqs(link))
    seen = Math.max(...all)
    await talking
  }
  const last = await rawLink(hub.url, hub.admin.token, { resume: { [stream]: seen } })
  await last.hear('events', (one) => one.live)
  all.push(...seqs(last))
  expect(all).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
})

test('a follower that begins in the middle of a flood misses nothing and hears nothing twice', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const talker = await rawLink(hub.url, hub.admin.token)
  for (let index = 0; index < 200; index++)
    talker.say({ t: 'request', id: `${index}`, name: 'chat.send', session: id, data: { text: `${index}` } })
  const links = await Promise.all(Array.from({ length: 5 }, () => rawLink(hub.url, hub.admin.token)))
  for (const link of links) link.say({ t: 'follow', stream: `session/${id}`, after: 0 })
  for (const link of links) {
    await until('everything', () => seqs(link).length >= 201)
    expect(seqs(link)).toEqual(Array.from({ length: 201 }, (_, index) => index + 1))
  }
  links[0]?.say({ t: 'follow', stream: `session/${id}`, after: 195 })
  await until('the rest again', () => seqs(links[0] as RawLink).length === 207)
  links[1]?.say({ t: 'unfollow', stream: `session/${id}` })
  await links[1]?.ask('account.whoami', {})
  await say(hub, id, 1)
  await until('the news', () => seqs(links[2] as RawLink).length === 202)
  expect(seqs(links[1] as RawLink)).toHaveLength(201)
})

test('a customer’s newer program takes over from an older one, which is told so', async () => {
  const hub = await openHub()
  const { number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  const older = await rawLink(hub.url, kim.token)
  const newer = await rawLink(hub.url, kim.token)
  expect(await older.bye()).toBe('link.replaced')
  expect((await newer.ask('chat.send', { text: 'me' })).outcome).toBe('done')
  const reps = await Promise.all([1, 2].map(() => rawLink(hub.url, hub.admin.token)))
  for (const link of reps) expect((await link.ask('account.whoami', {})).outcome).toBe('done')
})

test('who is connected and who types is told to those inside, and who waits outside is not shown to customers', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', { approval: true })
  const resume = { [`session/${id}`]: 0 }
  const kim = await joinAs(hub.url, number, 'Kim')
  await hub.admin.ask('session.admit', { participant: kim.participant }, { session: id })
  const nora = await joinAs(hub.url, number, 'Nora')
  const [rep, customer, waiting] = await Promise.all(
    [hub.admin.token, kim.token, nora.token].map((token) => rawLink(hub.url, token, { resume })),
  )
  if (!rep || !customer || !waiting) throw new Error('three links')
  await rep.hear('presence', ({ connected }) => connected.includes(nora.participant))
  customer.say({ t: 'presence', session: id, typing: true })
  await rep.hear('presence', ({ typing }) => typing.includes(kim.participant))
  customer.say({ t: 'presence', session: id, typing: false })
  await until('the typing to end', () => {
    const last = rep.heard.findLast((one) => one.t === 'presence')
    return last?.t === 'presence' && last.typing.length === 0
  })
  waiting.say({ t: 'presence', session: id, typing: true })
  await waiting.ask('account.whoami', {})
  expect(JSON.stringify([customer.heard])).not.toContain(nora.participant)
  expect(waiting.heard.some((one) => one.t === 'presence')).toBe(false)
  customer.socket.terminate()
  await until('the customer to be gone', () => {
    const last = rep.heard.findLast((one) => one.t === 'presence')
    return last?.t === 'presence' && !last.connected.includes(kim.participant)
  })
})

test('a link may have so many requests unanswered; one more is refused, and the others are answered', async () => {
  const hub = await openHub()
  const link = await rawLink(hub.url, hub.admin.token)
  const { cursor } = await hub.admin.ask('events.since', {})
  const wait = { cursor, waitMs: 1_000 }
  for (let index = 0; index < MAX_PENDING_REQUESTS; index++)
    link.say({ t: 'request', id: `wait-${index}`, name: 'events.since', data: wait })
  const over = await link.ask('site.about', {}, undefined, 'over')
  expect(over).toMatchObject({ outcome: 'refused', error: { code: 'request.too-many' } })
  await until('all answers', () => link.heard.filter((one) => one.t === 'reply').length === MAX_PENDING_REQUESTS + 1)
  expect((await link.ask('site.about', {})).outcome).toBe('done')
  expect(link.heard.filter((one) => one.t === 'reply' && one.outcome === 'refused')).toHaveLength(1)
})

test('a link that reads nothing is cut once too much waits for it, and nobody else notices', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const { id } = await hub.admin.ask('session.start', {})
  await rep.ask('session.assist', { session: id })
  const slow = await rawLink(hub.url, rep.token, { resume: { [`session/${id}`]: 0 } })
  const quick = await rawLink(hub.url, hub.admin.token, { resume: { [`session/${id}`]: 0 } })
  slow.socket.pause()
  const by = { id: 'p_1', name: 'Kim', role: 'customer' as const }
  const text = 'x'.repeat(900_000)
  let worstMs = 0
  for (let index = 0; index < 60; index++) {
    await hub.served.ports.journals.session(id, null, () => ({
      drafts: [{ type: 'note.saved', data: { text, version: index + 1 } }],
      by,
    }))
    const asked = performance.now()
    await quick.ask('site.about', {}, undefined, `about-${index}`)
    worstMs = Math.max(worstMs, performance.now() - asked)
  }
  await until('the quick one to have all', () => seqs(quick).length >= 62)
  slow.socket.resume()
  await until('the slow one to be cut', () => slow.closed)
  expect(slow.closed?.code).toBe(1006)
  expect(worstMs).toBeLessThan(500)
})

test('connections that say nothing at all, in any number, keep nobody out', async () => {
  const hub = await openHub()
  const { port } = new URL(hub.url)
  const idle = Array.from({ length: 500 }, () => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    atEnd(() => socket.destroy())
    return socket
  })
  await until('all of them', () => idle.every((socket) => socket.readyState === 'open'))
  for (const [index, socket] of idle.entries())
    if (index % 2 === 0) socket.write('GET /v1/link HTTP/1.1\r\nHost: h\r\n')
  const from = performance.now()
  const link = await rawLink(hub.url, hub.admin.token)
  expect((await link.ask('account.whoami', {})).outcome).toBe('done')
  expect(performance.now() - from).toBeLessThan(1_000)
})
