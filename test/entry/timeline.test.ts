// The conversation as a list: what enters it, what does not, and how many entries stay.
import { expect, test } from 'vitest'
import { addEvent, type Entry, KEPT_ENTRIES } from '../../src/entry/page/room/timeline.ts'
import { reduceSession } from '../../src/features/reducers.ts'
import { emptySession } from '../../src/features/state.ts'
import type { Author, Event } from '../../src/journal/event.ts'
import { core, type Person } from '../../src/session/events.ts'

const person = (id: string, name: string, role: Person['role']): Person => ({
  id,
  name,
  role,
  account: null,
  language: 'en',
})
const [MIN, KIM, LEE] = [
  person('p_min', 'Min', 'primary'),
  person('p_kim', 'Kim', 'customer'),
  person('p_lee', 'Lee', 'customer'),
]
const by = ({ id, name, role }: Person): Author => ({ id, name, role })

/** Folds events as Kim's page does. */
function read(
  drafts: readonly (readonly [Person, { readonly type: string; readonly data: unknown }])[],
): readonly Entry[] {
  let state = emptySession('s_1')
  let entries: readonly Entry[] = []
  for (const [index, [author, draft]] of drafts.entries()) {
    const event: Event = { ...draft, stream: 'session/s_1', seq: index + 1, at: index, by: by(author), prev: '' }
    state = reduceSession(state, event)
    entries = addEvent(entries, event, { core: state.core, me: KIM.id })
  }
  return entries
}

const started = core('session.started', {
  version: 1,
  number: '123456789',
  type: 'outbound',
  channel: 'support',
  topic: '',
  tracking: {},
  hasPassword: false,
  needsApproval: false,
  maxCustomers: 10,
  consentTimeoutMs: 30_000,
  company: 'Acme',
  primary: MIN,
})
const joined = (participant: Person) => core('participant.joined', { participant })
const said = (text: string, to = 'all') => ({ type: 'chat.sent', data: { to, text } })
const asked = (ask: string, customer: Person) =>
  core('consent.requested', {
    ask,
    kind: 'desktop.view',
    customer: customer.id,
    action: { name: 'desktop.view', data: {} },
    timeoutMs: 30_000,
  })

test('what happened before one came is not told; what happens afterwards is', () => {
  const entries = read([
    [MIN, started],
    [LEE, joined(LEE)],
    [KIM, joined(KIM)],
    [LEE, core('participant.left', { participant: LEE.id, reason: 'left' })],
    [LEE, joined(LEE)],
    [KIM, core('participant.left', { participant: KIM.id, reason: 'left' })],
  ])
  expect(entries.map(({ seq, is }) => [seq, is])).toEqual([
    [4, 'left'],
    [5, 'came'],
  ])
})

test('a message says whom it is for, by the name they had even after they left', () => {
  const entries = read([
    [MIN, started],
    [KIM, joined(KIM)],
    [LEE, joined(LEE)],
    [KIM, said('a')],
    [KIM, said('b', LEE.id)],
    [LEE, core('participant.left', { participant: LEE.id, reason: 'left' })],
    [KIM, said('c', LEE.id)],
    [MIN, said('d', KIM.id)],
  ])
  expect(
    entries.flatMap((entry) => (entry.is === 'said' ? [[entry.from, entry.own, entry.onlyTo, entry.text]] : [])),
  ).toEqual([
    ['Kim', true, null, 'a'],
    ['Kim', true, 'Lee', 'b'],
    ['Kim', true, 'Lee', 'c'],
    ['Min', false, 'me', 'd'],
  ])
})

test('only one’s own asks are told, by how they were closed; unknown events and asks are nothing', () => {
  const entries = read([
    [MIN, started],
    [KIM, joined(KIM)],
    [MIN, asked('k_1', KIM)],
    [MIN, asked('k_2', LEE)],
    [KIM, core('consent.expired', { ask: 'k_1' })],
    [LEE, core('consent.denied', { ask: 'k_2', by: 'customer' })],
    [LEE, core('consent.denied', { ask: 'k_none', by: 'customer' })],
    [MIN, { type: 'of.tomorrow', data: null }],
    [MIN, { type: 'constructor', data: null }],
  ])
  expect(entries).toEqual([{ seq: 5, at: 4, is: 'closed', kind: 'desktop.view', how: 'expired' }])
})

test(`${KEPT_ENTRIES} entries stay; with one more the oldest goes`, () => {
  const first = [
    [MIN, started],
    [KIM, joined(KIM)],
  ] as const
  const many = (count: number) =>
    read([...first, ...Array.from({ length: count }, (_, at) => [MIN, said(String(at))] as const)])
  expect(many(KEPT_ENTRIES).at(0)).toMatchObject({ text: '0' })
  const over = many(KEPT_ENTRIES + 1)
  expect(over).toHaveLength(KEPT_ENTRIES)
  expect([over.at(0), over.at(-1)]).toMatchObject([{ text: '1' }, { text: String(KEPT_ENTRIES) }])
})
