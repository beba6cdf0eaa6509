// Starting a session and getting into it, on a real hub.
import { describe, expect, test } from 'vitest'
import { FREE_FAILURES } from '../../src/hub/limiter.ts'
import { MAX_PARTICIPANTS } from '../../src/protocol/limits.ts'
import { addRep, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

describe('starting', () => {
  test('[SES-01] [SES-06] [SES-07] [SES-14] [SES-25] a rep starts an outbound session with one request and gets a number and a link', async () => {
    const hub = await openHub()
    const started = await hub.admin.ask('session.start', { topic: '프린터' })
    expect(started.number).toMatch(/^\d{9}$/)
    expect(started).toMatchObject({ state: 'waiting', joinUrl: `${hub.url}/j/${started.number}` })
    expect(started.joinCommand).toContain(started.joinUrl)
    const shown = await hub.admin.ask('session.show', { session: started.number })
    expect(shown).toMatchObject({
      id: started.id,
      type: 'outbound',
      channel: 'support',
      topic: '프린터',
      state: 'waiting',
    })
    const raw = await rawLink(hub.url, hub.admin.token)
    expect(await raw.ask('session.start', { type: 'inbound' })).toMatchObject({ error: { code: 'request.malformed' } })
  })

  test('[SES-15] [ADM-27] what the site wants to know of a session must be given, with a value it permits', async () => {
    const hub = await openHub()
    const codes = [
      { name: 'product', required: true, values: ['Printer', 'Scanner'] },
      { name: 'order', required: false, values: [] },
    ]
    await hub.admin.ask('site.set', { name: 'session.tracking', value: codes })
    const start = (tracking: Record<string, string>) =>
      hub.admin.ask('session.start', { tracking }).then(
        () => 'done',
        ({ code }) => code,
      )
    expect(await start({})).toBe('session.tracking-missing')
    expect(await start({ product: '  ' })).toBe('session.tracking-missing')
    expect(await start({ product: 'Toaster' })).toBe('session.tracking-invalid')
    expect(await start({ product: 'Printer', colour: 'red' })).toBe('session.tracking-invalid')
    expect(await start({ product: 'Printer', order: 'anything' })).toBe('done')
    for (const value of [[{ name: '', required: true, values: [] }], [{ name: 'x' }], Array(11).fill(codes[1])])
      expect(await hub.admin.refusal('site.set', { name: 'session.tracking', value })).toBe('setting.invalid')
  })

  test('[LST-01] [SES-23] every open session is listed, and ending one leaves the others as they are', async () => {
    const hub = await openHub()
    const started = []
    for (const topic of ['one', 'two', 'three']) started.push(await hub.admin.ask('session.start', { topic }))
    const topics = async () =>
      (await hub.admin.ask('session.list', {})).sessions.map(({ topic, state }) => [topic, state])
    expect((await topics()).sort()).toEqual([
      ['one', 'waiting'],
      ['three', 'waiting'],
      ['two', 'waiting'],
    ])
    await joinAs(hub.url, started[2]?.number ?? '', 'Kim')
    await hub.admin.ask('session.end', {}, { session: started[1]?.id ?? '' })
    expect((await topics()).sort()).toEqual([
      ['one', 'waiting'],
      ['three', 'active'],
    ])
  })
})

describe('joining', () => {
  test('[JOI-11] a number nobody has, and the number of an ended session, are refused with their reason', async () => {
    const hub = await openHub()
    const { id, number } = await hub.admin.ask('session.start', {})
    expect(await hub.refusal('session.join', { code: '000 000 000', name: 'Kim' })).toBe('join.code-unknown')
    expect(await hub.refusal('session.join', { code: 'hello', name: 'Kim' })).toBe('join.code-unknown')
    await hub.admin.ask('session.end', {}, { session: id })
    expect(await hub.refusal('session.join', { code: number, name: 'Kim' })).toBe('session.ended')
  })

  test('the number is taken as people write it, and as a link', async () => {
    const hub = await openHub({ settings: { 'session.maxCustomers': 50 } })
    const { number, joinUrl } = await hub.admin.ask('session.start', {})
    const spaced = number.replace(/(\d{3})(?=\d)/g, '$1 ')
    for (const code of [number, spaced, spaced.replaceAll(' ', '-'), ` ${number} `, joinUrl, `${joinUrl}/`])
      expect((await joinAs(hub.url, code, 'Kim')).state).toBe('present')
  })

  test('[JOI-06] a session with a password is joined with it and not without', async () => {
    const hub = await openHub()
    const { number } = await hub.admin.ask('session.start', { password: 'Geheim 비밀' })
    expect(await hub.refusal('session.join', { code: number, name: 'Kim' })).toBe('join.password-required')
    expect(await hub.refusal('session.join', { code: number, name: 'Kim', password: 'geheim 비밀' })).toBe(
      'join.password-wrong',
    )
    await joinAs(hub.url, number, 'Kim', { password: 'Geheim 비밀' })
    const { failedJoins, hasPassword } = await hub.admin.ask('session.show', { session: number })
    expect({ failedJoins, hasPassword }).toEqual({ failedJoins: 1, hasPassword: true })
  })

  test('[JOI-05] with approval every join waits, is let in by the rep, and then takes part', async () => {
    const hub = await openHub()
    const { id, number } = await hub.admin.ask('session.start', { approval: true })
    const kim = await joinAs(hub.url, number, 'Kim')
    expect(kim.state).toBe('knocking')
    expect(await kim.refusal('chat.send', { text: 'hello?' })).toBe('access.denied')
    await hub.admin.ask('session.admit', { participant: 'Kim' }, { session: id })
    await kim.ask('chat.send', { text: 'hello!' })
    expect((await joinAs(hub.url, number, 'Lee')).state).toBe('knocking')
  })

  test('[MUL-03] [ADM-03] the site says how many customers a session takes, and the next one is refused', async () => {
    const hub = await openHub({ settings: { 'session.maxCustomers': 2 } })
    const { number } = await hub.admin.ask('session.start', {})
    const kim = await joinAs(hub.url, number, 'Kim')
    await joinAs(hub.url, number, 'Lee')
    expect(await hub.refusal('session.join', { code: number, name: 'Nora' })).toBe('session.full')
    await kim.ask('session.leave', {})
    await joinAs(hub.url, number, 'Nora')
  })

  test('a session has so many participants over its life, and one more is refused', async () => {
    const hub = await openHub({ settings: { 'session.maxCustomers': 50 } })
    const { number } = await hub.admin.ask('session.start', {})
    for (let count = 1; count < MAX_PARTICIPANTS; count++)
      await (await joinAs(hub.url, number, `Customer ${count}`)).ask('session.leave', {})
    expect(await hub.refusal('session.join', { code: number, name: 'One more' })).toBe('session.full')
    const lead = await addRep(hub, 'Lead')
    expect(await lead.refusal('session.assist', { session: number })).toBe('session.full')
  })

  test('[INV-04] when another customer joins, the first is told who', async () => {
    const hub = await openHub()
    const { id, number } = await hub.admin.ask('session.start', {})
    const kim = await joinAs(hub.url, number, 'Kim')
    const link = await rawLink(hub.url, kim.token, { resume: { [`session/${id}`]: 0 } })
    await link.hear('events', (one) => one.live)
    const lee = await joinAs(hub.url, number, 'Lee')
    const news = await link.hear('events', (one) => one.events.some(({ by }) => by.id === lee.participant))
    expect(news.events[0]).toMatchObject({
      type: 'participant.joined',
      data: { participant: { name: 'Lee', role: 'customer' } },
    })
  })

  test('a number is for so long; once a customer is in, others come as long as it goes on', async () => {
    const hub = await openHub({ settings: { 'session.codeTtlMs': 60_000 } })
    const { id, number } = await hub.admin.ask('session.start', {})
    const { number: busy } = await hub.admin.ask('session.start', {})
    await joinAs(hub.url, busy, 'Kim')
    for (const [code, session] of [
      [number, id],
      [busy, (await hub.admin.ask('session.show', { session: busy })).id],
    ] as const)
      await hub.served.ports.journals.site(null, async () => ({
        drafts: [{ type: 'login.limited', data: { address: '127.0.0.1', tries: 1 } }],
        by: { id: 'system', name: 'test', role: 'system' },
        rows: [{ table: 'code', key: { code }, row: { session, expires_at: Date.now() - 1 } }],
      }))
    expect(await hub.refusal('session.join', { code: number, name: 'Kim' })).toBe('join.expired')
    await joinAs(hub.url, busy, 'Lee')
  })

  test('wrong numbers are counted by address; past the free ones it waits, and every rep is told', async () => {
    const hub = await openHub()
    const { number } = await hub.admin.ask('session.start', {})
    const rep = await addRep(hub, 'Rep')
    const link = await rawLink(hub.url, rep.token)
    for (let failure = 0; failure < FREE_FAILURES; failure++)
      expect(await hub.refusal('session.join', { code: '999999999', name: 'X' })).toBe('join.code-unknown')
    const notice = await link.hear('notice', (one) => one.code === 'codes.guessed')
    expect(notice.details).toEqual({ address: '127.0.0.1', tries: FREE_FAILURES })
    expect(await hub.refusal('session.join', { code: number, name: 'Kim' })).toBe('auth.limited')
    const guessed = await until('the event', async () =>
      (await hub.admin.ask('events.since', {})).events.find(({ type }) => type === 'codes.guessed'),
    )
    expect(guessed.data).toEqual({ address: '127.0.0.1', tries: FREE_FAILURES })
  })
})

test('[AST-01] [AST-04] [AST-05] [AST-06] a rep assists by number or link, as who they are, and only with an account', async () => {
  const hub = await openHub()
  const lead = await addRep(hub, 'Lead')
  const { id, number, joinUrl } = await hub.admin.ask('session.start', {})
  expect(await hub.refusal('session.assist', { session: number })).toBe('auth.required')
  const kim = await joinAs(hub.url, number, 'Kim')
  expect(await kim.refusal('session.assist', { session: number })).toBe('access.denied')
  const first = await lead.ask('session.assist', { session: number })
  expect(await lead.ask('session.assist', { session: joinUrl })).toMatchObject({ participant: first.participant })
  const { participants } = await lead.ask('session.show', { session: id })
  expect(participants.map(({ name, role }) => [name, role])).toEqual([
    ['Admin', 'primary'],
    ['Kim', 'customer'],
    ['Lead', 'assistant'],
  ])
  await hub.admin.ask('session.end', {}, { session: id })
  expect(await lead.refusal('session.assist', { session: number })).toBe('session.ended')
})
