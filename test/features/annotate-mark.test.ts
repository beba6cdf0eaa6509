// What a mark may be: its limits, what each shape needs, and that a good one is kept as it is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newMark } from '../../src/features/annotate/protocol.ts'
import {
  MARK_SHAPES,
  MAX_MARK_COORDINATE_PX,
  MAX_MARK_POINTS,
  MAX_MARK_TEXT_CHARACTERS,
  MAX_MARK_WIDTH_PX,
} from '../../src/protocol/marks.ts'
import { asked, busy, KIM, LEAD, REP, running, when } from '../support/given.ts'
import { HOSTILE_TEXTS } from '../support/hostile.ts'

const PEN = { shape: 'pen', color: 0xff0000, widthPx: 3, points: [[1, 2]] } satisfies object
const ask = 'k_1'
/** `running` shows on channel 7. */
const channel = 7

describe('a mark', () => {
  const isMark = (change: object): boolean => newMark.safeParse({ ...PEN, ...change }).success
  const points = (count: number): unknown => Array.from({ length: count }, (_, at) => [at, at])

  test('keeps to its limits, and one past each is refused', () => {
    const limits: readonly (readonly [least: object, most: object, over: object])[] = [
      [{ points: points(1) }, { points: points(MAX_MARK_POINTS) }, { points: points(MAX_MARK_POINTS + 1) }],
      [{ points: [[0, 0]] }, { points: [[MAX_MARK_COORDINATE_PX, 0]] }, { points: [[0, MAX_MARK_COORDINATE_PX + 1]] }],
      [{ widthPx: 1 }, { widthPx: MAX_MARK_WIDTH_PX }, { widthPx: MAX_MARK_WIDTH_PX + 1 }],
      [{ color: 0 }, { color: 0xffffff }, { color: 0x1000000 }],
      ...['a', '한', '📝'].map((one) => {
        const text = (count: number): object => ({ shape: 'text', text: one.repeat(count) })
        return [text(1), text(MAX_MARK_TEXT_CHARACTERS), text(MAX_MARK_TEXT_CHARACTERS + 1)] as const
      }),
    ]
    for (const [least, most, over] of limits)
      expect([isMark(least), isMark(most), isMark(over)]).toEqual([true, true, false])
  })

  test('has what its shape needs and nothing else', () => {
    const wrong: readonly object[] = [
      { shape: 'arrow' },
      { shape: 'rectangle' },
      { shape: 'text' },
      { shape: 'text', text: ' \n' },
      { text: 'words' },
      { shape: 'circle' },
      { points: [] },
      { points: [[1]] },
      { points: [[1, 2, 3]] },
      { points: [[-1, 0]] },
      { points: [[0.5, 0]] },
      { widthPx: 0 },
      { color: -1 },
      { id: 'm_mine' },
    ]
    for (const change of wrong) expect([change, isMark(change)]).toEqual([change, false])
  })

  test('that is well formed is kept exactly, hostile words included', () => {
    const pair = fc.tuple(fc.nat(MAX_MARK_COORDINATE_PX), fc.nat(MAX_MARK_COORDINATE_PX))
    const words = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS.map(({ value }) => value)), fc.string({ minLength: 1 }))
    const marks = fc
      .record({
        shape: fc.constantFrom(...MARK_SHAPES),
        color: fc.nat(0xffffff),
        widthPx: fc.integer({ min: 1, max: MAX_MARK_WIDTH_PX }),
        points: fc.array(pair, { minLength: 2, maxLength: 20 }),
        text: words.map((text) => [...text].slice(0, MAX_MARK_TEXT_CHARACTERS).join('')),
      })
      .filter(({ text }) => text.trim() !== '')
      .map((mark) => (mark.shape === 'text' ? mark : { ...mark, text: '' }))
    fc.assert(
      fc.property(marks, fc.constantFrom(REP, LEAD, KIM), (mark, who) => {
        const told = running(asked(busy(), ask), ask)
        const added = when(told, who, 'annotate.add', { ask, mark })
        expect(added.events).toEqual([
          ['annotate.added', { ask, customer: KIM.id, channel, mark: { id: 'm_new1', ...mark } }],
        ])
        expect(added.state.annotate.get(channel)?.marks).toMatchObject([mark])
      }),
      { seed: 20_261_120, numRuns: 200 },
    )
  })
})
