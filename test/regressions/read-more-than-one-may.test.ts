// What went wrong: who left a session, or had never been let in, could still read of it: the chat from before they
// came, who was inside and what was asked, tracking codes, whole exports; and an account outside could tell a session
// from one that does not exist.
import { expect, test } from 'vitest'
import { addRep, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

test('[CHT-04] a customer who left reads no chat from before they came', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  await hub.admin.ask('chat.send', { text: 'before Kim' }, { session: id })
  const kim = await joinAs(hub.url, number, 'Kim')
  await hub.admin.ask('chat.send', { text: 'with Kim' }, { session: id })
  await kim.ask('session.leave', {})
  await hub.admin.ask('chat.send', { text: 'after Kim' }, { session: id })
  const { events } = await kim.ask('journal.read', { session: id })
  const texts = events.filter(({ type }) => type === 'chat.sent').map(({ data }) => (data as { text: string }).text)
  expect(texts).toEqual(['with Kim'])
})

test('[JOI-05] who knocks, was turned away or went again learns nothing of those inside', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', { approval: true, topic: 'Secret topic' })
  const kim = await joinAs(hub.url, number, 'Kim Inside')
  await hub.admin.ask('session.admit', { participant: kim.participant }, { session: id })
  const knocks = await joinAs(hub.url, number, 'Nora')
  const turned = await joinAs(hub.url, number, 'Tom')
  const gone = await joinAs(hub.url, number, 'Otto')
  await hub.admin.ask('session.admit', { participant: turned.participant, admit: false }, { session: id })
  await gone.ask('session.leave', {})
  for (const one of [knocks, turned, gone]) {
    const shown = await one.ask('session.show', { session: id })
    expect(shown.participants.map(({ id: each }) => each)).toEqual([one.participant])
    expect(shown).toMatchObject({ asks: [], grants: [], topic: '', focus: null })
    const { events } = await one.ask('journal.read', { session: id })
    const told = JSON.stringify([shown, events])
    expect(told).not.toContain('Kim Inside')
    expect(told).not.toContain('Secret topic')
  }
  const link = await rawLink(hub.url, kim.token, { resume: { [`session/${id}`]: 0 } })
  await link.hear('events', (one) => one.live)
  const heard = JSON.stringify([link.heard, (await kim.ask('journal.read', { session: id })).events])
  for (const name of ['Nora', 'Tom', 'Otto']) expect(heard).not.toContain(name)
})

test('a rep who left sees the session as it was then, and exports nothing of it', async () => {
  const hub = await openHub()
  const lead = await addRep(hub, 'Lead')
  const { id, number } = await hub.admin.ask('session.start', {})
  await lead.ask('session.assist', { session: number })
  await hub.admin.ask('note.save', { text: 'while Lead was there' }, { session: id })
  await lead.ask('session.leave', {}, { session: id })
  await hub.admin.ask('note.save', { text: 'after Lead' }, { session: id })
  await joinAs(hub.url, number, 'Kim')
  const shown = await lead.ask('session.show', { session: id })
  expect(shown.notes).toBe('while Lead was there')
  expect(shown.participants.map(({ name }) => name)).toEqual(['Admin', 'Lead'])
  for (const name of ['journal.lines', 'journal.head'] as const)
    expect(await lead.refusal(name, { session: id })).toBe('session.state')
})

test('[SES-15] tracking codes are told to reps and to nobody else', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', { tracking: { cost: 'VIP-7' } })
  const kim = await joinAs(hub.url, number, 'Kim')
  const link = await rawLink(hub.url, kim.token, { resume: { [`session/${id}`]: 0 } })
  await link.hear('events', (one) => one.live)
  const told = [
    link.heard,
    await kim.ask('journal.read', { session: id }),
    await kim.ask('session.show', { session: id }),
  ]
  expect(JSON.stringify(told)).not.toContain('VIP-7')
  expect((await hub.admin.ask('session.show', { session: id })).tracking).toEqual({ cost: 'VIP-7' })
})

test('an account outside is told the same of a session as of one that does not exist', async () => {
  const hub = await openHub()
  const other = await addRep(hub, 'Other')
  const { id } = await hub.admin.ask('session.start', {})
  const link = await rawLink(hub.url, other.token)
  const streams = [`session/${id}`, `session/s_${'0'.repeat(16)}`]
  for (const stream of streams) link.say({ t: 'follow', stream, after: 0 })
  await hub.admin.ask('chat.send', { text: 'x' }, { session: id })
  const told = await Promise.all(streams.map((stream) => link.hear('events', (one) => one.stream === stream)))
  const [real, none] = told.map(({ stream: _, ...rest }) => rest)
  expect(real).toEqual(none)
  await hub.admin.ask('chat.send', { text: 'y' }, { session: id })
  expect(link.heard.filter((one) => one.t === 'events')).toHaveLength(2)

  // Once they assist, what they followed begins.
  const { participant } = await other.ask('session.assist', { session: id })
  await until('the history', () => JSON.stringify(link.heard).includes(participant))
  const seqs = link.heard.flatMap((one) => (one.t === 'events' ? one.events.map(({ seq }) => seq) : []))
  expect(seqs).toEqual([1, 2, 3, 4])
})
