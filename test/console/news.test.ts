// What a rep is told of the things that happen: given a session, when an event comes, then a sentence or silence.
import { expect, test } from 'vitest'
import { newsOf } from '../../src/console/desk/news.ts'
import type { EventData, EventType } from '../../src/features/events.ts'
import { foldSession, reduceSession } from '../../src/features/reducers.ts'
import type { Author } from '../../src/journal/event.ts'
import { type Language, translator } from '../../src/language/catalogue.ts'
import { JORDAN } from '../support/desk.ts'
import { recordedJournal } from '../support/journals.ts'
import { story } from '../support/story.ts'

const SEVERAL = recordedJournal('v1/several')
const ANA: Author = { id: 'p_ana0000000000021', name: 'Ana García', role: 'customer' }
const ME: Author = { id: 'p_jordan0000000001', name: 'Jordan Lee', role: 'primary' }
const VIEW = {
  ask: 'k_new0000000000001',
  kind: 'desktop.view',
  customer: ANA.id,
  action: { name: 'desktop.view', data: {} },
  timeoutMs: 30_000,
} as const

type Step = { readonly [T in EventType]: readonly [T, EventData<T>, Author] }[EventType]

/** What is told of the last of some events that follow the recorded ones. */
function told(steps: readonly Step[], given: { language?: Language; elsewhere?: boolean } = {}) {
  const more = story(SEVERAL.id, 1_795_137_000_000)
  for (const [type, data, by] of steps) more.tell(type, data as never, by)
  const events = [...SEVERAL.events, ...more.events]
  const event = events.at(-1) as (typeof events)[number]
  const before = foldSession(SEVERAL.id, events.slice(0, -1))
  const happening = { event, session: SEVERAL.id, before, after: reduceSession(before, event) }
  return newsOf(happening, { t: translator(given.language ?? 'en'), account: JORDAN }, given.elsewhere ?? false)
}

test('[PRM-03] a request the customer has received is told until the rep dismisses it', () => {
  const news = told([
    ['consent.requested', VIEW, ME],
    ['consent.delivered', { ask: VIEW.ask }, ANA],
  ])
  expect(news).toMatchObject({
    text: 'Ana García has received your request: See the desktop',
    needsOk: true,
    about: VIEW.ask,
  })
  const answered = told([
    ['consent.requested', VIEW, ME],
    ['consent.granted', { ask: VIEW.ask, kind: 'desktop.view', scope: 'once', by: 'customer' }, ANA],
  ])
  expect(answered).toMatchObject({ text: 'Ana García allowed: See the desktop', about: VIEW.ask })
})

test('[PRM-12] a refusal and a missing answer are told and stay', () => {
  const refused = told([
    ['consent.requested', VIEW, ME],
    ['consent.denied', { ask: VIEW.ask, by: 'customer' }, ANA],
  ])
  expect(refused).toMatchObject({ text: 'Ana García refused: See the desktop', level: 'warning', needsOk: true })
  const expired = told([
    ['consent.requested', VIEW, ME],
    ['consent.expired', { ask: VIEW.ask }, ANA],
  ])
  expect(expired).toMatchObject({ text: 'Ana García did not answer: See the desktop', needsOk: true })
})

test('a knock rings, stays, and names the session when another is on the screen', () => {
  const participant = { id: 'p_new', name: '최유나', role: 'customer' as const, account: null, language: 'ko' }
  const knock: Step = ['participant.knocked', { participant }, { id: 'p_new', name: '최유나', role: 'customer' }]
  expect(told([knock], { elsewhere: true })).toMatchObject({
    text: '730 155 284 · 최유나 is at the door',
    rings: true,
    needsOk: true,
  })
  expect(told([knock], { language: 'ko' })?.text).toBe('최유나 님이 입장을 기다립니다')
})

test('a message of a customer rings; one’s own message, and what another rep asked, are not told', () => {
  expect(told([['chat.sent', { to: 'all', text: '안 돼요' }, ANA]])).toMatchObject({
    text: 'Ana García: 안 돼요',
    rings: true,
  })
  expect(told([['chat.sent', { to: 'all', text: 'hi' }, ME]])).toBeNull()
  const sam: Author = { id: 'p_sam', name: 'Sam', role: 'assistant' }
  expect(
    told([
      ['consent.requested', VIEW, sam],
      ['consent.delivered', { ask: VIEW.ask }, ANA],
    ]),
  ).toBeNull()
})

test('failed joins are told with where they came from', () => {
  const system: Author = { id: 'system', name: 'Deskhand', role: 'system' }
  const news = told([['join.failed', { reason: 'password', address: '203.0.113.9', tries: 3 }, system]])
  expect(news?.text).toBe('A wrong password was tried from 203.0.113.9 (3)')
})
