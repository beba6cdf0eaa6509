// What went wrong: a rep who watched a customer's screen and then left the session went on seeing it.
import { expect, test } from 'vitest'
import { encodeFrame, FRAME_KEY } from '../../src/protocol/frame.ts'
import { addRep, joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

test('an assistant sees what the primary sees, and nothing more of it once they have left', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const lead = await addRep(hub, 'Lead')
  const { id, number } = await rep.ask('session.start', {})
  await lead.ask('session.assist', { session: number })
  const kim = await joinAs(hub.url, number, 'Kim')
  const agent = await rawLink(hub.url, kim.token)
  const [primary, assistant] = await Promise.all(
    [rep, lead].map(({ token }) => rawLink(hub.url, token, { resume: { [`session/${id}`]: 0 } })),
  )
  if (!primary || !assistant) throw new Error('two links')
  const asked = await until('the customer to be connected', () =>
    rep.ask('desktop.view', {}, { session: id }).catch(() => null),
  )
  await kim.ask('consent.answer', { ask: asked.ask, answer: 'yes', by: 'customer' })
  const { channel } = await kim.ask('activity.start', { ask: asked.ask })
  if (!channel) throw new Error('a channel')
  for (const link of [primary, assistant]) link.say({ t: 'watch', channel, on: true })
  await agent.hear('watchers', (one) => one.count === 2)
  let seq = 0
  const send = (): void =>
    agent.socket.send(
      encodeFrame({ kind: 1, flags: FRAME_KEY, channel, seq: ++seq, capturedAt: 1 }, [new Uint8Array(10)]),
    )
  send()
  await until('both to see it', () => primary.frames.length === 1 && assistant.frames.length === 1)

  await lead.ask('session.leave', {}, { session: id })
  await agent.hear('watchers', (one) => one.count === 1)
  send()
  await until('the primary to see more', () => primary.frames.length === 2)
  assistant.say({ t: 'watch', channel, on: true })
  await assistant.hear('notice', (one) => one.code === 'activity.not-found')
  send()
  await until('the primary to see more', () => primary.frames.length === 3)
  expect(assistant.frames).toHaveLength(1)
})

test('nobody outside the session sees it, and nobody but its sender sends it', async () => {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const other = await addRep(hub, 'Other')
  const { id, number } = await rep.ask('session.start', {})
  const kim = await joinAs(hub.url, number, 'Kim')
  const lee = await joinAs(hub.url, number, 'Lee')
  const agent = await rawLink(hub.url, kim.token)
  const guest = await rawLink(hub.url, lee.token, { resume: { [`session/${id}`]: 0 } })
  const foreign = await rawLink(hub.url, other.token, { resume: { [`session/${id}`]: 0 } })
  const seen = await rawLink(hub.url, rep.token, { resume: { [`session/${id}`]: 0 } })
  const asked = await until('the customer to be connected', () =>
    rep.ask('desktop.view', {}, { session: id }).catch(() => null),
  )
  await kim.ask('consent.answer', { ask: asked.ask, answer: 'yes', by: 'customer' })
  const { channel } = await kim.ask('activity.start', { ask: asked.ask })
  if (!channel) throw new Error('a channel')
  for (const link of [guest, foreign, seen]) link.say({ t: 'watch', channel, on: true })
  await foreign.hear('notice', (one) => one.code === 'activity.not-found')
  const frame = (text: string): Uint8Array =>
    encodeFrame({ kind: 1, flags: FRAME_KEY, channel, seq: 1, capturedAt: 1 }, [new TextEncoder().encode(text)])
  guest.socket.send(frame('forged'))
  await guest.ask('account.whoami', {})
  agent.socket.send(frame('real'))
  // A customer of the session may look as well (MUL-05), but not send.
  await until('the frame', () => seen.frames.length > 0 && guest.frames.length > 0)
  for (const { frames } of [seen, guest])
    expect(frames.map((one) => one.toString('latin1').includes('forged'))).toEqual([false])
  expect(foreign.frames).toEqual([])
})
