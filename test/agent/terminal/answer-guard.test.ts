// Whether a key answers a question: only one alone, only after a quiet moment, only one that is offered.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Guard, judge, newGuard, QUIET_MS } from '../../../agent/terminal/answer-guard.ts'
import { type Key, keyReader } from '../../../agent/terminal/keys.ts'

const OFFERS = ['yes', 'no', 'session', 'all'] as const
const keys = (text: string): readonly Key[] => keyReader().read(Buffer.from(text))
const press = (guard: Guard, text: string, now: number, offers: readonly (typeof OFFERS)[number][] = OFFERS) =>
  judge(guard, keys(text), { now, offers })

test('[PRM-01] a key answers after the quiet moment and not one millisecond before', () => {
  const guard = newGuard(1_000)
  expect(press(guard, 'y', 1_000 + QUIET_MS - 1).is).toBe('write')
  expect(press(guard, 'y', 1_000 + QUIET_MS)).toEqual({ is: 'answer', answer: 'yes' })
})

test('each answer has its key, in Korean on the same keys', () => {
  const answers = ['y', 'n', 's', 'a', 'ㅛ', 'ㅜ', 'ㄴ', 'ㅁ', 'Y'].map((text) => press(newGuard(0), text, 1_000))
  expect(answers.map((one) => one.is === 'answer' && one.answer)).toEqual([
    'yes',
    'no',
    'session',
    'all',
    'yes',
    'no',
    'session',
    'all',
    'yes',
  ])
})

test('an answer that is not offered, Enter, Space, arrows and Alt answer nothing', () => {
  expect(press(newGuard(0), 'a', 1_000, ['yes', 'no', 'session']).is).toBe('wait')
  for (const text of ['\r', ' ', '\x1b[A', '\x1by', '1'])
    expect(press(newGuard(0), text, 1_000).is, JSON.stringify(text)).toBe('wait')
})

test('whoever types on never answers: each early key moves the quiet moment', () => {
  let guard = newGuard(0)
  for (let now = 100; now < 20_000; now += QUIET_MS - 1) {
    const judged = press(guard, 'yna'[now % 3] ?? 'y', now)
    expect(judged.is).toBe('write')
    if (judged.is !== 'answer') guard = judged.guard
  }
})

test('pasted text and several keys at once are writing, never an answer', () => {
  expect(press(newGuard(0), '\x1b[200~y\x1b[201~', 1_000).is).toBe('write')
  expect(press(newGuard(0), 'y\r', 1_000).is).toBe('write')
  expect(press(newGuard(0), 'yy', 1_000).is).toBe('wait')
})

test('Tab turns to the message and back; while a message is written no key answers', () => {
  const writing = press(newGuard(0), '\t', 1_000)
  if (writing.is === 'answer') throw new Error('Tab is no answer')
  expect(writing.guard.isWriting).toBe(true)
  const typed = press(writing.guard, 'y', 5_000)
  expect(typed.is).toBe('write')
  if (typed.is === 'answer') throw new Error('typing is no answer')
  const sent = press(typed.guard, '\r', 6_000)
  if (sent.is === 'answer') throw new Error('Enter is no answer')
  expect(sent.guard.isWriting).toBe(false)
  expect(press(sent.guard, 'y', 6_000 + QUIET_MS - 1).is).toBe('write')
  expect(press(sent.guard, 'n', 6_000 + QUIET_MS)).toEqual({ is: 'answer', answer: 'no' })
})

test('no history of keys closer together than the quiet moment ever answers', () => {
  const step = fc.record({
    text: fc.constantFrom('y', 'n', 's', 'a', '\r', 'yes', '\x1b[200~y\x1b[201~'),
    gap: fc.integer({ min: 0, max: QUIET_MS - 1 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let guard = newGuard(0)
      let now = 0
      for (const { text, gap } of steps) {
        now += gap
        const judged = press(guard, text, now)
        expect(judged.is).not.toBe('answer')
        if (judged.is !== 'answer') guard = judged.guard
      }
    }),
  )
})
