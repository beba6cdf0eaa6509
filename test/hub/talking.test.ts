// People in a session on a real hub: what they write arrives, what is only looked at takes no input, notes stay.
import { expect, test } from 'vitest'
import { openMirror } from '../../src/client/mirror.ts'
import { openLink } from '../../src/client/open-link.ts'
import { chatMessages } from '../../src/features/chat/state.ts'
import { encodeFrame, FRAME_KEY, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { atEnd } from '../support/ending.ts'
import { addRep, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

test('[CHT-05] [CHT-06] what a customer or another rep sends is in the rep’s chat, in order, and again after a restart of theirs', async () => {
  const hub = await openHub()
  const lead = await addRep(hub, 'Lead')
  const { id, number } = await hub.admin.ask('session.start', {})
  await lead.ask('session.assist', { session: number })
  const kim = await joinAs(hub.url, number, 'Kim')
  const mirrorOf = async () => {
    const link = openLink({ url: hub.url, token: hub.admin.token })
    atEnd(() => link.close())
    const mirror = openMirror(link, id)
    await mirror.ready()
    return mirror
  }
  const live = await mirrorOf()
  await kim.ask('chat.send', { text: '안녕하세요' })
  await lead.ask('chat.send', { to: 'Admin', text: 'let me' }, { session: id })
  await lead.ask('chat.send', { to: 'Kim', text: 'not for Admin' }, { session: id })
  await hub.admin.ask('chat.send', { text: 'hello' }, { session: id })
  const texts = [
    ['Kim', '안녕하세요'],
    ['Lead', 'let me'],
    ['Admin', 'hello'],
  ]
  await until('all of it', () => live.state.chat.count === 3)
  for (const mirror of [live, await mirrorOf()])
    expect(chatMessages(mirror.state.chat).map(({ from, text }) => [from.name, text])).toEqual(texts)
})

test('[DSK-02] there is nothing a rep could send into a desktop that is viewed', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  const agent = await rawLink(hub.url, kim.token, { resume: { [`session/${id}`]: 0 } })
  const rep = await rawLink(hub.url, hub.admin.token, { resume: { [`session/${id}`]: 0 } })
  const asked = await until('the customer to be connected', () =>
    hub.admin.ask('desktop.view', {}, { session: id }).catch(() => null),
  )
  await kim.ask('consent.answer', { ask: asked.ask, answer: 'all', by: 'customer' })
  const { channel } = await kim.ask('activity.start', { ask: asked.ask })
  if (!channel) throw new Error('a channel')
  rep.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', ({ count }) => count === 1)
  const before = agent.heard.length
  for (const name of ['desktop.input', 'input.send', 'pointer.move', 'key.press'])
    expect(await rep.ask(name, { channel, x: 1, y: 1, key: 'a' }, id)).toMatchObject({
      error: { code: 'request.unknown' },
    })
  const header = { flags: FRAME_KEY, channel, seq: 1, capturedAt: 1 } as const
  for (const kind of [FRAME_KINDS.screen, FRAME_KINDS.input])
    rep.socket.send(encodeFrame({ ...header, kind }, [new Uint8Array(8)]))
  await rep.ask('site.about', {})
  await agent.ask('site.about', {})
  expect(agent.frames).toEqual([])
  const harmless = ['reply', 'refresh', 'presence']
  expect(agent.heard.slice(before).filter(({ t }) => !harmless.includes(t))).toEqual([])
  rep.say({ t: 'input', channel, x: 1, y: 1 })
  expect(await rep.bye()).toBe('link.protocol')
})

test('[NOT-01] [NOT-03] notes written during the session and at its end are part of its detail, for reps only', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  await hub.admin.ask('note.save', { text: 'toner is empty' }, { session: id })
  expect((await hub.admin.ask('session.show', { session: id })).notes).toBe('toner is empty')
  await hub.admin.ask('session.end', { notes: 'toner was empty, replaced' }, { session: id })
  const shown = await hub.admin.ask('session.show', { session: id })
  expect(shown).toMatchObject({ state: 'ended', notes: 'toner was empty, replaced' })
  expect((await kim.ask('session.show', { session: id })).notes).toBe('')
})
