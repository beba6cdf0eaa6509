// The fold of a session over random histories: what must always hold, and that a fold is a fold.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldSession, reduceSession } from '../../src/features/reducers.ts'
import { emptySession } from '../../src/features/state.ts'
import { lineHash } from '../../src/journal/event.ts'
import { started } from '../support/given.ts'
import { problemsOf, step, take } from './history.ts'

const SEED = 20_261_120
const histories = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' })

test(`[AST-07] [MUL-06] random histories keep to the rules at every step (seed ${SEED})`, () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(histories, (steps) => {
      const told = started()
      for (const [index, one] of steps.entries()) {
        const before = told.events.length
        take(told, foldSession(told.id, told.events), one, index)
        const state = foldSession(told.id, told.events)
        expect(problemsOf(state), JSON.stringify(one)).toEqual([])
        const news = told.events.slice(before)
        for (const { type } of news) seen.add(type)
        const passed = news.some(({ type }) => type === 'control.passed')
        const open = [...state.core.asks.values()].filter(({ state }) => state === 'running' || state === 'granted')
        if (passed) expect(open).toEqual([])
      }
    }),
    { seed: SEED, numRuns: 400 },
  )
  // The histories are worth something only if they get anywhere.
  for (const type of ['control.passed', 'activity.started', 'activity.stopped', 'session.ended', 'consent.granted'])
    expect(seen, type).toContain(type)
})

test(`a history folded at once, in two parts, or event by event comes to the same (seed ${SEED})`, () => {
  fc.assert(
    fc.property(histories, fc.nat(), (steps, cut) => {
      const told = started()
      for (const [index, one] of steps.entries()) take(told, foldSession(told.id, told.events), one, index)
      const { events } = told
      const whole = foldSession(told.id, events)
      const at = cut % (events.length + 1)
      expect(events.slice(at).reduce(reduceSession, foldSession(told.id, events.slice(0, at)))).toEqual(whole)
      expect(JSON.parse(JSON.stringify(events)).reduce(reduceSession, emptySession(told.id))).toEqual(whole)
      expect(whole.core.seq).toBe(events.length)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
      let prev = ''
      for (const { event, line } of told.entries) {
        expect(event.prev).toBe(prev)
        prev = lineHash(line)
      }
    }),
    { seed: SEED, numRuns: 100 },
  )
})

test('types of a newer program are kept, counted, and change nothing else', () => {
  const told = started()
  const before = foldSession(told.id, told.events)
  told.tellNewer('hologram.shown', { size: 3 }).tellNewer('__proto__', {}).tellNewer('constructor', {})
  const { core, ...rest } = foldSession(told.id, told.events)
  const { core: _, ...others } = before
  expect(core).toEqual({ ...before.core, seq: 4, unknown: 3 })
  expect(rest).toEqual(others)
})
