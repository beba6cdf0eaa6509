// People who send what is not theirs to send: the hub passes on nobody's pictures and nobody's input but the right one's.
import { expect, test } from 'vitest'
import { MAX_MARKS_PER_SECOND } from '../../src/features/annotate/protocol.ts'
import { MAX_PICTURE_CHANGES_PER_SECOND } from '../../src/features/consent/protocol.ts'
import { MAX_SHARE_CHANGES_PER_SECOND } from '../../src/features/shares/protocol.ts'
import { encodeFrame, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { encodeInput } from '../../src/protocol/input.ts'
import { running, shareFrame, shareStage } from '../hub/share-stage.ts'
import { addRep, joinAs } from '../support/hub.ts'
import type { RawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

/** Requests at once: no more than a link may have unanswered. */
const FLOOD = 250

const typing = encodeInput([{ type: 'text', text: 'rm -rf ~\n' }])
const input = (channel: number, seq = 1): Uint8Array<ArrayBuffer> =>
  encodeFrame({ kind: FRAME_KINDS.input, flags: 0, channel, seq, capturedAt: 1 }, [typing])
/** Says something that is answered, so that all that was said before it is dealt with. */
const settled = (link: RawLink): Promise<unknown> => link.ask('site.about', {})

test('input reaches a controlled machine from nobody but its rep: not from another session, another customer, itself, or after the end', async () => {
  const on = await shareStage()
  const lead = await addRep(on.hub, 'Lead')
  const { id: elsewhere, number } = await lead.ask('session.start', {})
  const eve = await joinAs(on.hub.url, number, 'Eve')
  const lee = await joinAs(on.hub.url, on.number, 'Lee')
  const { ask, channel } = await running(on, 'desktop.control')
  on.rep.say({ t: 'watch', channel, on: true })
  await on.agent.hear('watchers', ({ controller }) => controller)
  const others = [
    await on.follow(lead.token, elsewhere), // a rep with a session of their own
    await on.follow(lead.token), // who tries to follow this one
    await on.follow(eve.token, elsewhere),
    await on.follow(lee.token), // another customer of this session
  ]
  for (const other of others) {
    other.say({ t: 'watch', channel, on: true })
    other.say({ t: 'send', channel })
    for (const seq of [1, 2, 3]) other.socket.send(input(channel, seq))
    other.socket.send(shareFrame(FRAME_KINDS.screen, channel))
    other.say({ t: 'refresh', channel })
    await settled(other)
  }
  on.agent.socket.send(input(channel)) // the machine itself
  await settled(on.agent)
  expect(on.agent.frames).toEqual([])
  expect(on.rep.frames).toEqual([])
  on.rep.socket.send(input(channel, 9))
  await until('the rep’s', () => on.agent.frames.length === 1)
  await on.hub.admin.ask('activity.stop', { ask }, { session: on.id })
  on.rep.socket.send(input(channel, 10))
  await settled(on.rep)
  await settled(on.agent)
  expect(on.agent.frames).toHaveLength(1)
  expect(others.map(({ frames }) => frames.length)).toEqual([0, 0, 0, 0])
})

test('of two customers who see the rep’s desktop, the one it was given to controls it and the other does not', async () => {
  const on = await shareStage()
  const { channel } = await running(on, 'desktop.share-control')
  const lee = await joinAs(on.hub.url, on.number, 'Lee')
  const second = await on.follow(lee.token)
  on.rep.say({ t: 'send', channel })
  for (const link of [on.agent, second]) link.say({ t: 'watch', channel, on: true })
  await on.rep.hear('watchers', ({ count, controller }) => count === 2 && controller)
  second.socket.send(input(channel, 5))
  await settled(second)
  on.agent.socket.send(input(channel, 6))
  await until('the input', () => on.rep.frames.length > 0)
  await settled(on.rep)
  expect(on.rep.frames.map((bytes) => Buffer.from(bytes).equals(Buffer.from(input(channel, 6))))).toEqual([true])
})

test('a machine that is sent input and takes none is cut off, the hub keeps little of it', async () => {
  const on = await shareStage()
  const { channel } = await running(on, 'desktop.control')
  on.rep.say({ t: 'watch', channel, on: true })
  await on.agent.hear('watchers', ({ controller }) => controller)
  on.agent.socket.pause()
  const header = { kind: FRAME_KINDS.input, flags: 0, channel, capturedAt: 1 } as const
  const gone = (): boolean =>
    on.rep.heard.some((one) => one.t === 'presence' && !one.connected.includes(on.kim.participant))
  let seq = 0
  await until('the end of the link', () => {
    on.rep.socket.send(encodeFrame({ ...header, seq: seq++ }, [new Uint8Array(1_000_000)]))
    return gone()
  })
  expect(seq).toBeLessThan(200)
  await settled(on.rep)
})

test('frames that are none, of every kind, end the link of who sends them and nobody else’s', async () => {
  const on = await shareStage()
  const { channel } = await running(on, 'desktop.control')
  on.rep.say({ t: 'watch', channel, on: true })
  await on.agent.hear('watchers', ({ controller }) => controller)
  const good = input(channel)
  const changed = (at: number, value: number): Uint8Array => good.with(at, value)
  const bad = [
    new Uint8Array(0),
    good.subarray(0, 23),
    good.subarray(0, good.length - 1),
    Buffer.concat([good, Buffer.of(0)]),
    changed(0, 2),
    changed(1, 0),
    changed(1, 3),
    changed(12, 255),
    changed(23, 0xff),
  ]
  for (const bytes of bad) {
    const rep = await on.follow(on.hub.admin.token)
    rep.say({ t: 'watch', channel, on: true })
    rep.socket.send(bytes)
    expect(await rep.bye()).toBe('link.protocol')
  }
  on.rep.socket.send(input(channel, 9))
  await until('the rep’s', () => on.agent.frames.length === 1)
  expect([on.agent.closed, on.rep.closed]).toEqual([null, null])
})

test('a flood of changes, marks and pictures is kept up to the limit of a second, by each person, and the rest refused', async () => {
  const on = await shareStage()
  const { ask } = await running(on, 'desktop.view')
  /** How many were done, and how many may have been: the machine may take longer than a second for them. */
  const flood = async (link: RawLink, name: string, perSecond: number, data: (index: number) => object) => {
    const began = performance.now()
    for (let index = 0; index < FLOOD; index += 1)
      link.say({ t: 'request', id: `${name}-${index}`, name, session: on.id, data: data(index) })
    const ofFlood = () => link.heard.flatMap((one) => (one.t === 'reply' && one.id.startsWith(name) ? [one] : []))
    await until('all answers', () => ofFlood().length === FLOOD)
    const seconds = Math.ceil((performance.now() - began) / 1_000) + 1
    const refused = ofFlood().filter(({ outcome }) => outcome !== 'done')
    for (const one of refused) expect(one).toMatchObject({ error: { code: 'request.too-many' } })
    expect(FLOOD - refused.length).toBeGreaterThanOrEqual(perSecond)
    expect(FLOOD - refused.length).toBeLessThanOrEqual(Math.min(FLOOD - 1, seconds * perSecond))
    return FLOOD - refused.length
  }
  const points = [
    [1, 1],
    [5, 5],
  ]
  const mark = { shape: 'rectangle', color: 0xff0000, widthPx: 2, points }
  const options = (index: number): object => ({ ask, options: { maxKbps: 50 + index } })
  const set = await flood(on.rep, 'share.set', MAX_SHARE_CHANGES_PER_SECOND, options)
  const drawn = await flood(on.agent, 'annotate.add', MAX_MARKS_PER_SECOND, () => ({ ask, mark }))
  await flood(on.agent, 'activity.widen', MAX_PICTURE_CHANGES_PER_SECOND, () => ({ ask, part: 'second' }))
  const { events } = await on.hub.admin.ask('journal.read', { session: on.id })
  const kept = (type: string): number => events.filter((one) => one.type === type).length
  expect([kept('share.set'), kept('annotate.added')]).toEqual([set, drawn])
})
