// Both sides can show, and both can be given control, of a desktop and of an application: the whole matrix on a hub.
import { expect, test } from 'vitest'
import { encodeFrame, FRAME_KEY, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { joinAs, openHub } from '../support/hub.ts'
import { rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

const understood = { understood: true } as const
const shown = { title: 'Accounts' }
const DIRECTIONS = [
  ['desktop.view', {}, { from: 'customer', isControlled: false }],
  ['desktop.control', {}, { from: 'customer', isControlled: true }],
  ['desktop.share', {}, { from: 'rep', isControlled: false }],
  ['desktop.share-control', understood, { from: 'rep', isControlled: true }],
  ['app.view', {}, { from: 'customer', isControlled: false }],
  ['app.control', {}, { from: 'customer', isControlled: true }],
  ['app.share', shown, { from: 'rep', isControlled: false }],
  ['app.share-control', { ...shown, ...understood }, { from: 'rep', isControlled: true }],
] as const

const frame = (kind: 1 | 2, channel: number): Uint8Array<ArrayBuffer> =>
  encodeFrame({ kind, flags: FRAME_KEY, channel, seq: 1, capturedAt: 1 }, [new Uint8Array(8)])

test('[DSK-17] rep and customer each see or control the other’s desktop or application, as was agreed and no further', async () => {
  const hub = await openHub()
  const { id, number } = await hub.admin.ask('session.start', {})
  const about = { session: id }
  const kim = await joinAs(hub.url, number, 'Kim')
  const resume = { [`session/${id}`]: 0 }
  const agent = await rawLink(hub.url, kim.token, { resume })
  const rep = await rawLink(hub.url, hub.admin.token, { resume })
  for (const [kind, data, { from, isControlled }] of DIRECTIONS) {
    const { ask } = await until('the customer', () => hub.admin.ask(kind, data as never, about).catch(() => null))
    await kim.ask('consent.answer', { ask, answer: 'yes', by: 'customer' })
    const start = from === 'rep' ? hub.admin.ask('activity.start', { ask }, about) : kim.ask('activity.start', { ask })
    const channel = (await start).channel ?? 0
    const [sender, watcher] = from === 'rep' ? [rep, agent] : [agent, rep]
    if (from === 'rep') rep.say({ t: 'send', channel })
    watcher.say({ t: 'watch', channel, on: true })
    const told = await sender.hear('watchers', (one) => one.channel === channel && one.count === 1)
    expect([kind, told.controller]).toEqual([kind, isControlled])
    const [seen, got] = [watcher.frames.length, sender.frames.length]
    sender.socket.send(frame(FRAME_KINDS.screen, channel))
    await until(`the picture of ${kind}`, () => watcher.frames.length === seen + 1)
    watcher.socket.send(frame(FRAME_KINDS.input, channel))
    await watcher.ask('site.about', {})
    await sender.ask('site.about', {})
    expect([kind, sender.frames.length - got]).toEqual([kind, isControlled ? 1 : 0])
    await hub.admin.ask('activity.stop', { ask }, about)
  }
})
