// Annotations as the hub judges them: who draws on what, who wipes it off, and when all goes.
import { describe, expect, test } from 'vitest'
import { foldSession } from '../../src/features/reducers.ts'
import { canSee } from '../../src/features/visibility.ts'
import { MAX_MARKS } from '../../src/protocol/marks.ts'
import { picturesOf } from '../../src/session/rules.ts'
import { asked, busy, granted, KIM, LEAD, LEE, person, REP, running, when } from '../support/given.ts'
import { authorOf, type Story } from '../support/story.ts'

const PEN = { shape: 'pen', color: 0xff0000, widthPx: 3, points: [[1, 2]] } satisfies object
const ask = 'k_1'
const watched = (): Story => running(asked(busy(), ask), ask)
const add = (told: Story, who = REP, serial = 0) =>
  when(told, who, 'annotate.add', { ask, mark: { ...PEN, points: [[1, 2]], shape: 'pen' } }, { serial })
/** `running` shows on channel 7. */
const channel = 7
const layer = (told: Story) => foldSession(told.id, told.events).annotate.get(channel)
const marksOf = (told: Story) => layer(told)?.marks.map(({ id }) => id)

test('reps and the customer draw on a share that runs, and the hub names every mark', () => {
  const told = watched()
  const first = add(told)
  expect(first).toMatchObject({
    events: [['annotate.added', { ask, customer: KIM.id, channel, mark: { id: 'm_new1', ...PEN, text: '' } }]],
    reply: { mark: 'm_new1' },
  })
  expect(add(told, LEAD, 10).refused).toBe(null)
  expect(add(told, KIM, 20).refused).toBe(null)
  expect(layer(told)?.marks).toMatchObject([{ by: REP.id, author: REP.name }, { by: LEAD.id }, { by: KIM.id }])
})

test('nobody draws where nothing is shared, nor a customer on what another customer shows', () => {
  for (const told of [busy(), asked(busy(), ask), granted(asked(busy(), ask), ask)]) {
    expect(add(told).refused).toBe('activity.not-found')
    expect(when(told, REP, 'annotate.remove', { ask, mark: 'm_1' }).refused).toBe('activity.not-found')
    expect(when(told, REP, 'annotate.clear', { ask }).refused).toBe('activity.not-found')
  }
  expect(add(watched(), LEE).refused).toBe('activity.not-found')
  expect(when(watched(), LEE, 'annotate.clear', { ask }).refused).toBe('activity.not-found')
  const system = asked(busy(), ask, 'system.info')
  granted(system, ask).tell('activity.started', { ask, channel: null, info: {} }, authorOf(KIM))
  expect(add(system).refused).toBe('activity.not-found')
})

test('[ANN-02] every participant hears of every mark: all reps, and a customer who looks at what another shows', () => {
  const told = watched()
  add(told, KIM)
  when(told, REP, 'annotate.remove', { ask, mark: 'm_new1' })
  add(told, LEAD)
  when(told, REP, 'annotate.clear', { ask })
  const { core } = foldSession(told.id, told.events)
  const seenBy = (id: string): number => {
    const one = core.participants.get(id)
    if (!one) throw new Error(id)
    const viewer = { kind: 'participant', one, people: core.participants } as const
    return told.events.filter((event) => event.type.startsWith('annotate.') && canSee(event, viewer)).length
  }
  expect([REP, LEAD, KIM, LEE].map(({ id }) => seenBy(id))).toEqual([4, 4, 4, 4])
})

describe('[ANN-08] wiping off', () => {
  const drawn = (): Story => {
    const told = watched()
    for (const [index, who] of [REP, LEAD, KIM].entries()) add(told, who, index * 10)
    return told
  }

  test('a rep removes any one mark and clears all', () => {
    for (const who of [REP, LEAD]) {
      const told = drawn()
      expect(when(told, who, 'annotate.remove', { ask, mark: 'm_new21' }).events).toEqual([
        ['annotate.removed', { ask, customer: KIM.id, mark: 'm_new21' }],
      ])
      expect(marksOf(told)).toEqual(['m_new1', 'm_new11'])
      const cleared = when(told, who, 'annotate.clear', { ask })
      expect(cleared).toMatchObject({ reply: { cleared: 2 } })
      expect(cleared.events).toEqual([['annotate.cleared', { ask, customer: KIM.id, channel: null, author: null }]])
      expect(marksOf(told)).toEqual([])
      expect(when(told, who, 'annotate.clear', { ask })).toMatchObject({ events: [], reply: { cleared: 0 } })
    }
  })

  test('a customer removes and clears their own only', () => {
    const told = drawn()
    add(told, KIM, 30)
    expect(when(told, KIM, 'annotate.remove', { ask, mark: 'm_new1' }).refused).toBe('access.denied')
    expect(when(told, KIM, 'annotate.remove', { ask, mark: 'm_new21' }).refused).toBe(null)
    expect(when(told, KIM, 'annotate.clear', { ask })).toMatchObject({ reply: { cleared: 1 } })
    expect(marksOf(told)).toEqual(['m_new1', 'm_new11'])
  })

  test('a mark that is gone is named in the refusal', () => {
    const told = drawn()
    when(told, REP, 'annotate.remove', { ask, mark: 'm_new1' })
    const again = when(told, LEAD, 'annotate.remove', { ask, mark: 'm_new1' })
    expect(again).toMatchObject({ refused: 'annotate.not-found', details: { mark: 'm_new1' } })
  })
})

test('marks go with the share, whichever way it ends', () => {
  const ends: readonly ((told: Story) => unknown)[] = [
    (told) => when(told, REP, 'activity.stop', { ask }),
    (told) => when(told, KIM, 'activity.finish', { ask, outcome: 'failed' }),
    (told) => when(told, KIM, 'consent.revoke', { kinds: null }),
    (told) => when(told, KIM, 'session.leave', {}),
    (told) => when(told, REP, 'session.pass', { to: LEAD.id }),
    (told) => when(told, REP, 'session.end', {}),
  ]
  for (const end of ends) {
    const told = watched()
    add(told)
    expect(foldSession(told.id, told.events).annotate.size).toBe(1)
    end(told)
    expect(foldSession(told.id, told.events).annotate.size).toBe(0)
  }
})

test('each picture of a share has marks of its own, and they go with it', () => {
  const told = watched()
  told.tell('activity.widened', { ask, part: 'w2', channel: 8, info: {} }, authorOf(KIM))
  const on = (channel: number | null, serial: number) =>
    when(told, REP, 'annotate.add', { ask, channel, mark: { ...PEN, points: [[1, 2]], shape: 'pen' } }, { serial })
  expect([on(null, 0), on(8, 10), on(9, 20)].map(({ refused }) => refused)).toEqual([null, null, 'activity.not-found'])
  const counts = () => [...foldSession(told.id, told.events).annotate].map(([key, { marks }]) => [key, marks.length])
  expect(counts()).toEqual([
    [7, 1],
    [8, 1],
  ])
  expect(when(told, REP, 'annotate.clear', { ask, channel: 8 }).reply).toEqual({ cleared: 1 })
  expect(counts()).toEqual([
    [7, 1],
    [8, 0],
  ])
  expect(when(told, REP, 'annotate.clear', { ask, channel: 9 }).refused).toBe('activity.not-found')
  on(8, 30)
  told.tell('activity.narrowed', { ask, part: 'w2' }, authorOf(KIM))
  expect(counts()).toEqual([[7, 1]])
  expect(on(8, 40).refused).toBe('activity.not-found')
})

test('a share goes on without its first picture as long as it has another, and that takes its marks with it', () => {
  const told = watched()
  const narrow = () => when(told, KIM, 'activity.narrow', { ask, part: 'first' }).refused
  expect(narrow()).toBe('activity.not-found')
  expect(when(told, KIM, 'activity.widen', { ask, part: 'first', info: {} }).refused).toBe('request.malformed')
  told.tell('activity.widened', { ask, part: 'w2', channel: 8, info: {} }, authorOf(KIM))
  expect(narrow()).toBe(null)
  const { annotate, core } = foldSession(told.id, told.events)
  expect([...annotate.keys()]).toEqual([8])
  const share = core.asks.get(ask)
  expect([share?.state, share && picturesOf(share).map(({ channel }) => channel)]).toEqual(['running', [8]])
  expect(narrow()).toBe('activity.not-found')
})

test('a view that becomes control keeps what was drawn, on its new ask', () => {
  const told = watched()
  add(told)
  granted(asked(told, 'k_2', 'desktop.control'), 'k_2')
  told.tell('activity.started', { ask: 'k_2', channel: 7, info: {} }, authorOf(KIM))
  told.tell('activity.stopped', { ask, reason: 'upgraded' }, authorOf(KIM))
  expect(layer(told)?.ask).toBe('k_2')
  expect(marksOf(told)).toEqual(['m_new1'])
  expect(add(told).refused).toBe('activity.not-found')
})

describe('[ANN-03] while a customer controls the rep’s machine', () => {
  const shared = (): Story => {
    const told = granted(asked(busy(), 'k_s', 'desktop.share-control'), 'k_s')
    return told.tell('activity.started', { ask: 'k_s', channel: 9, info: {} }, authorOf(REP))
  }
  const hold = (told: Story, holder: 'peer' | 'owner'): Story =>
    told.tell('share.held', { ask: 'k_s', holder }, authorOf(REP))
  const mark = { ...PEN, shape: 'pen', points: [[1, 2]] } as const

  test('nobody draws on it, until the rep has taken control back', () => {
    const told = shared()
    expect(when(told, REP, 'annotate.add', { ask: 'k_s', mark: { ...mark, points: [[1, 2]] } }).refused).toBe(null)
    hold(told, 'peer')
    for (const who of [REP, LEAD, KIM])
      expect(when(told, who, 'annotate.add', { ask: 'k_s', mark: { ...mark, points: [[1, 2]] } }).refused).toBe(
        'annotate.controlled',
      )
    expect(when(told, REP, 'annotate.clear', { ask: 'k_s' }).refused).toBe(null)
    hold(told, 'owner')
    for (const [serial, who] of [REP, LEAD, KIM].entries())
      expect(
        when(told, who, 'annotate.add', { ask: 'k_s', mark: { ...mark, points: [[1, 2]] } }, { serial }).refused,
      ).toBe(null)
  })

  test('that rep draws on nothing else either, and others on what they see', () => {
    const told = running(asked(hold(shared(), 'peer'), ask), ask)
    expect(add(told, REP).refused).toBe('annotate.controlled')
    expect(add(told, LEAD).refused).toBe(null)
    expect(add(told, KIM, 10).refused).toBe(null)
  })

  test('control of the customer’s own machine refuses nobody', () => {
    const told = granted(asked(busy(), ask, 'desktop.control'), ask)
    told.tell('activity.started', { ask, channel: 7, info: {} }, authorOf(KIM))
    told.tell('share.held', { ask, holder: 'peer' }, authorOf(KIM))
    expect([REP, LEAD, KIM].map((who, serial) => add(told, who, serial).refused)).toEqual([null, null, null])
  })
})

test(`of more than ${MAX_MARKS} marks the oldest goes`, () => {
  const told = watched()
  for (let at = 0; at < MAX_MARKS; at++)
    told.tell('annotate.added', {
      ask,
      customer: KIM.id,
      channel,
      mark: { id: `m_${at}`, ...PEN, shape: 'pen', points: [[1, 2]], text: '' },
    })
  expect(marksOf(told)).toHaveLength(MAX_MARKS)
  expect(add(told).refused).toBe(null)
  expect(marksOf(told)).toHaveLength(MAX_MARKS)
  expect(marksOf(told)?.[0]).toBe('m_1')
  expect(marksOf(told)?.at(-1)).toBe('m_new1')
})

test('someone who left draws nothing', () => {
  const told = watched()
  const nora = person('nora', 'customer')
  told.tell('participant.joined', { participant: nora }, authorOf(nora))
  told.tell('participant.left', { participant: nora.id, reason: 'left' }, authorOf(nora))
  expect(add(told, nora).refused).toBe('session.state')
})
