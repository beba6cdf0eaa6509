// Asking the customer and following what becomes of it, against a hub that plays the journal.
import { expect, test } from 'vitest'
import { followStream, MAX_WAITING_BATCHES } from '../../src/client/follow-stream.ts'
import type { Link } from '../../src/client/link.ts'
import { openLink } from '../../src/client/open-link.ts'
import { perform } from '../../src/client/perform.ts'
import type { Step } from '../../src/features/step.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'
import { batch, type HubSide, scriptedHub } from './scripted-hub.ts'

const ASK = 'k_1'
const STREAM = 'session/s_1'

async function opened(): Promise<{ link: Link; side: HubSide }> {
  const hub = await scriptedHub()
  const link = openLink({ url: hub.url, token: 'dh_test', random: () => Math.random() * 0.05 })
  atEnd(() => link.close())
  const side = await hub.side(0)
  await side.welcome()
  await link.ready()
  return { link, side }
}

/** The journal after the ask, as the hub would send it. */
function tell(side: HubSide, events: readonly (readonly [type: string, data: object])[], from = 5): void {
  const by = { id: 'p_1', name: 'Kim', role: 'customer' }
  const all = events.map(([type, data], index) => ({
    stream: STREAM,
    seq: from + index,
    at: 1,
    type,
    by,
    data,
    prev: 'x',
  }))
  side.say({ t: 'events', stream: STREAM, upTo: from + all.length - 1, live: true, events: all })
}

const REQUESTED = [
  'consent.requested',
  { ask: ASK, kind: 'desktop.view', customer: 'p_1', action: { name: 'desktop.view', data: {} }, timeoutMs: 30_000 },
] as const
const DELIVERED = ['consent.delivered', { ask: ASK }] as const
const GRANTED = ['consent.granted', { ask: ASK, kind: 'desktop.view', scope: 'once', by: 'customer' }] as const
const STARTED = ['activity.started', { ask: ASK, channel: 7, info: { platform: 'x11' } }] as const

async function performed(
  events: readonly (readonly [string, object])[],
): Promise<{ steps: readonly Step[]; failed: unknown }> {
  const { link, side } = await opened()
  const steps: Step[] = []
  const ended = (async () => {
    for await (const step of perform(link, { session: 's_1', name: 'desktop.view', data: {} })) steps.push(step)
  })().then(
    () => null,
    (error: unknown) => error,
  )
  const { id } = await side.hear('request')
  side.say({ t: 'reply', id, outcome: 'done', data: { ask: ASK, seq: 5, at: 1 } })
  await side.hear('follow')
  tell(side, events)
  return { steps, failed: await ended }
}

test('every step is told in order, from the question to the stop', async () => {
  const { steps, failed } = await performed([
    REQUESTED,
    DELIVERED,
    ['chat.sent', { to: 'all', text: 'not of this ask' }],
    GRANTED,
    STARTED,
    ['activity.stopped', { ask: ASK, reason: 'customer' }],
  ])
  expect(failed).toBeNull()
  expect(steps).toEqual([
    { is: 'requested', ask: ASK },
    { is: 'delivered', ask: ASK },
    { is: 'granted', ask: ASK, by: 'customer' },
    { is: 'started', ask: ASK, channel: 7, info: { platform: 'x11' } },
    { is: 'stopped', ask: ASK, reason: 'customer' },
  ])
})

test.each<[string, readonly (readonly [string, object])[], object]>([
  [
    'a refusal',
    [REQUESTED, ['consent.denied', { ask: ASK, by: 'customer' }]],
    { code: 'consent.refused', exitCode: 6 },
  ],
  ['silence', [REQUESTED, DELIVERED, ['consent.expired', { ask: ASK }]], { code: 'consent.expired', exitCode: 7 }],
  [
    'a question taken back',
    [REQUESTED, ['consent.withdrawn', { ask: ASK, reason: 'rep' }]],
    { code: 'activity.stopped' },
  ],
  [
    'a stop before the start',
    [REQUESTED, GRANTED, ['activity.stopped', { ask: ASK, reason: 'left' }]],
    { code: 'activity.stopped' },
  ],
  [
    'a failure',
    [
      REQUESTED,
      GRANTED,
      ['activity.finished', { ask: ASK, outcome: 'failed', error: { code: 'screen.none', message: 'no display' } }],
    ],
    { code: 'activity.failed', exitCode: 1, message: expect.stringContaining('no display') },
  ],
])('%s ends it with its own error', async (_, events, error) => {
  expect((await performed(events)).failed).toMatchObject(error)
})

test('what the hub refuses is not followed at all', async () => {
  const { link, side } = await opened()
  const steps = perform(link, { session: 's_1', name: 'sysinfo.collect', data: {} })
  const first = steps.next().then(
    () => null,
    (error: unknown) => error,
  )
  const { id } = await side.hear('request')
  const error = { code: 'customer.not-joined', message: '', help: '', details: {} }
  side.say({ t: 'reply', id, outcome: 'refused', error })
  expect(await first).toMatchObject({ code: 'customer.not-joined' })
  expect(side.heard.some((one) => one.t === 'follow')).toBe(false)
})

test('a slow reader of a stream holds a bounded number of batches, and misses nothing', async () => {
  const { link, side } = await opened()
  const seen: number[] = []
  const batches = followStream(link, { stream: STREAM, after: 0 })
  const first = batches.next()
  await side.hear('follow')
  const TOTAL = MAX_WAITING_BATCHES + 20
  for (let seq = 1; seq <= TOTAL; seq++) side.say(batch([seq]))
  await side.hear('unfollow')
  seen.push(...((await first).value?.events ?? []).map((one: { seq: number }) => one.seq))
  const rest = (async () => {
    for await (const { events } of batches) {
      seen.push(...events.map((one) => one.seq))
      if (seen.length === TOTAL) return
    }
  })()
  const again = await until('the stream to be taken up again', () =>
    side.heard.filter((one) => one.t === 'follow').find((one) => one.t === 'follow' && one.after > 0),
  )
  const from = again.t === 'follow' ? again.after : 0
  side.say(batch(Array.from({ length: TOTAL - from }, (_, index) => from + 1 + index)))
  await rest
  expect(seen).toEqual(Array.from({ length: TOTAL }, (_, index) => index + 1))
})

test('a followed stream ends quietly by its signal and with the error of a link that closed', async () => {
  const { link, side } = await opened()
  const stop = new AbortController()
  const quiet = followStream(link, { stream: STREAM, after: 0, signal: stop.signal }).next()
  stop.abort()
  expect((await quiet).done).toBe(true)
  const failed = followStream(link, { stream: STREAM, after: 0 })
    .next()
    .then(
      () => null,
      (error: unknown) => error,
    )
  side.socket.close(4401)
  expect(await failed).toMatchObject({ code: 'auth.expired' })
})
