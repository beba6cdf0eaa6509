// Events as the agent reads them: what is not exactly what its type says changes nothing, and nothing throws.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { understand } from '../../../agent/consent/ask.ts'
import { MAX_HELD } from '../../../agent/session/follow.ts'
import { came, nobody, passed, went } from '../../../agent/session/people.ts'
import { type Reactions, react } from '../../../agent/session/read-event.ts'
import type { Event } from '../../../src/journal/event.ts'
import { MAX_PARTICIPANTS } from '../../../src/protocol/limits.ts'
import { KIND_NAMES } from '../../../src/session/kinds.ts'

const TYPES = [
  'session.started',
  'participant.joined',
  'participant.left',
  'control.passed',
  'consent.requested',
  'consent.granted',
  'activity.stopped',
  'chat.sent',
  'session.ended',
  '__proto__',
  'constructor',
  'toString',
  'note.saved',
]
const event = (type: string, data: unknown): Event => ({
  stream: 'session/s_1',
  seq: 1,
  at: 0,
  type,
  by: { id: 'p', name: 'n', role: 'primary' },
  data,
  prev: '',
})

test('a hundred thousand events of any shape are read or left out, never thrown at the session', () => {
  let reactions = 0
  const counting = new Proxy({}, { get: () => () => (reactions += 1) }) as Reactions
  const given = fc.tuple(
    fc.constantFrom(...TYPES),
    fc.oneof(
      fc.json().map((text) => JSON.parse(text)),
      fc.record(
        { ask: fc.string(), kind: fc.string(), customer: fc.string(), to: fc.string(), text: fc.string() },
        { requiredKeys: [] },
      ),
    ),
  )
  fc.assert(
    fc.property(given, ([type, data]) => {
      react(counting, event(type, data))
    }),
    { numRuns: 100_000 },
  )
  expect(reactions).toBeLessThan(100_000)
})

test('no action but those of the table is ever understood, with any kind and any data', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom('desktop.view', 'sysinfo.collect', 'constructor', '__proto__', 'toString'),
  )
  const run = fc.record({
    name,
    data: fc.oneof(
      fc.constantFrom({}, { monitor: null }, { monitor: 0 }),
      fc.json().map((text) => JSON.parse(text)),
    ),
  })
  fc.assert(
    fc.property(fc.constantFrom(...KIND_NAMES), run, (kind, action) => {
      const { ok } = understand({ id: 'k', kind, by: 'x', action, at: 0, timeoutMs: 1 })
      if (ok)
        expect([kind, action.name]).toEqual(
          kind === 'desktop.view' ? ['desktop.view', 'desktop.view'] : ['system.info', 'sysinfo.collect'],
        )
    }),
    { numRuns: 5_000 },
  )
})

test('people are kept up to the limit of a session and not one more', () => {
  let people = nobody('Acme', '1')
  for (let count = 0; count < MAX_PARTICIPANTS; count += 1)
    people = came(people, { id: `p_${count}`, name: 'x', role: 'assistant' })
  expect(people.here.size).toBe(MAX_PARTICIPANTS)
  expect(came(people, { id: 'p_more', name: 'x', role: 'customer' }).here.size).toBe(MAX_PARTICIPANTS)
  expect(came(went(people, 'p_0'), { id: 'p_more', name: 'x', role: 'customer' }).here.size).toBe(MAX_PARTICIPANTS)
  const next = passed(people, { from: 'p_1', to: 'p_2' })
  expect([next.here.get('p_1')?.role, next.here.get('p_2')?.role]).toEqual(['assistant', 'primary'])
  expect(MAX_HELD).toBeLessThan(MAX_PARTICIPANTS)
})
