// What went wrong: a request that was asked again after its answer was lost was judged by what it had done itself: the
// second `session.start` of a single-mode rep was refused, an account "existed already", a second letter went out; and
// one id used for two sessions was taken for one request, so that the second message was never written.
import { expect, test } from 'vitest'
import { asker, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { startSmtp } from '../support/smtp.ts'

test('a start that is asked again is the same session, also in single-session mode', async () => {
  const hub = await openHub({ settings: { 'session.mode': 'single' } })
  const first = await hub.admin.ask('session.start', { topic: 'x' }, { id: 'start' })
  const again = await hub.admin.ask('session.start', { topic: 'x' }, { id: 'start' })
  expect(again).toEqual(first)
  expect(await hub.admin.refusal('session.start', { topic: 'x' })).toBe('session.mode')
})

test('changes of the site asked again are answered as the first time', async () => {
  const hub = await openHub()
  const account = { email: 'new@example.com', name: 'New', role: 'rep', password: 'a long password' } as const
  const added = await hub.admin.ask('account.add', account, { id: 'add' })
  expect(await hub.admin.ask('account.add', account, { id: 'add' })).toEqual(added)
  expect(await hub.admin.refusal('account.add', account)).toBe('account.exists')
  const setting = { name: 'site.company', value: 'Acme' }
  const set = await hub.admin.ask('site.set', setting, { id: 'set' })
  expect(await hub.admin.ask('site.set', setting, { id: 'set' })).toEqual(set)
})

test('an invitation asked again sends no second letter', async () => {
  const mail = await startSmtp()
  const hub = await openHub({ settings: { 'mail.url': mail.url } })
  const { id } = await hub.admin.ask('session.start', {})
  const invite = { session: id, via: 'email', to: 'kim@example.com' } as const
  const both = await Promise.all([1, 2].map(() => hub.admin.ask('session.invite', invite, { id: 'invite' })))
  expect(both[1]).toEqual(both[0])
  expect(await hub.admin.ask('session.invite', invite, { id: 'invite' })).toEqual(both[0])
  expect(mail.messages).toHaveLength(1)
})

test('one id names one request of one session by one asker', async () => {
  const hub = await openHub()
  const [one, two] = await Promise.all([1, 2].map(() => hub.admin.ask('session.start', {})))
  if (!one || !two) throw new Error('two sessions')
  const kim = await joinAs(hub.url, one.number, 'Kim')
  for (const session of [one.id, two.id]) await hub.admin.ask('chat.send', { text: 'x' }, { session, id: 'same' })
  await kim.ask('chat.send', { text: 'x' }, { id: 'same' })
  const chats = async (session: string) =>
    (await hub.admin.ask('journal.read', { session })).events.filter(({ type }) => type === 'chat.sent').length
  expect([await chats(one.id), await chats(two.id)]).toEqual([2, 1])
})

test('one id asked many times at once, over links and over HTTP, is one message and one answer', async () => {
  const hub = await openHub()
  const { id } = await hub.admin.ask('session.start', {})
  const links = await Promise.all([1, 2, 3].map(() => rawLink(hub.url, hub.admin.token)))
  const answers = await Promise.all([
    ...links.map(async (link) => {
      const reply = await link.ask('note.save', { text: 'n', base: 0 }, id, 'same')
      return reply.outcome === 'done' ? reply.data : reply.error.code
    }),
    ...[1, 2, 3].map(() =>
      asker(hub.url, hub.admin.token).ask('note.save', { text: 'n', base: 0 }, { session: id, id: 'same' }),
    ),
  ])
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(answers[0]).toMatchObject({ version: 1, seq: 2 })
})

test('a request that changes nothing is answered with a place in the journal like any other', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  const seq = (await hub.admin.ask('session.show', { session: id })).seq
  expect(await hub.admin.ask('session.focus', { customer: kim.participant }, { session: id })).toMatchObject({ seq })
})
