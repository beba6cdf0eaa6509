// The memory of a waiting agent: given back once it is at rest, never while something runs.
import { afterEach, expect, test, vi } from 'vitest'
import type { Activity } from '../../agent/happening.ts'
import { giveMemoryBack, keepMemorySmall, REST_MS } from '../../agent/memory.ts'

afterEach(() => void vi.useRealTimers())

const seen = (watchers: number | null): { activities: readonly Activity[] } => ({
  activities: [{ ask: 'k_1', kind: 'desktop.view', by: 'Min Park', since: 0, watchers }],
})

test('memory is given back once, after the last change and not before', () => {
  vi.useFakeTimers()
  let times = 0
  const memory = keepMemorySmall(() => (times += 1))
  memory.look({ activities: [] })
  vi.advanceTimersByTime(REST_MS - 1)
  memory.look({ activities: [] })
  vi.advanceTimersByTime(REST_MS - 1)
  expect(times).toBe(0)
  vi.advanceTimersByTime(1)
  expect(times).toBe(1)
  vi.advanceTimersByTime(100 * REST_MS)
  expect(times).toBe(1)
})

test.each([
  ['nobody looks at what runs', 0, 1],
  ['somebody looks', 1, 0],
  ['something runs that nobody needs to look at', null, 0],
])('when %s, memory is given back that often: %s watchers, %i times', (_, watchers, expected) => {
  vi.useFakeTimers()
  let times = 0
  const memory = keepMemorySmall(() => (times += 1))
  memory.look({ activities: [] })
  memory.look(seen(watchers))
  vi.advanceTimersByTime(100 * REST_MS)
  expect(times).toBe(expected)
})

test('a program that ends does nothing more', () => {
  vi.useFakeTimers()
  let times = 0
  const memory = keepMemorySmall(() => (times += 1))
  memory.look({ activities: [] })
  memory.close()
  vi.advanceTimersByTime(100 * REST_MS)
  expect(times).toBe(0)
})

test('buffers that nobody holds any more are gone afterwards', () => {
  const pictures = 64 * 1_048_576
  let held: Uint8Array | null = new Uint8Array(pictures).fill(1)
  const before = process.memoryUsage().arrayBuffers
  expect(held.byteLength).toBe(pictures)
  held = null
  giveMemoryBack()
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(before - pictures / 2)
})
