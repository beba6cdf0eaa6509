// The pace of requests: so many a second, each person and each request for itself.
import { expect, test } from 'vitest'
import { startPace } from '../../src/hub/pace.ts'

test('so many pass in a second as the limit, not one more, and as many again in the next', () => {
  let now = 5
  const pace = startPace(() => now)
  const times = (asker: string, name: string, count: number): number =>
    Array.from({ length: count }, () => pace(asker, name, 3)).filter(Boolean).length
  expect(times('a', 'draw', 5)).toBe(3)
  expect(times('b', 'draw', 5)).toBe(3)
  expect(times('a', 'set', 2)).toBe(2)
  now += 999
  expect(times('a', 'draw', 1)).toBe(0)
  now += 1
  expect(times('a', 'draw', 4)).toBe(3)
})
