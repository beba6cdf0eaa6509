// What may be sent: a cap holds over any while, a slow link is noticed and left again, quality follows.
import { describe, expect, it } from 'vitest'
import { BEST_QUALITY, LINK_FULL_BYTES, newRate } from '../../../agent/screen/rate.ts'

describe('a cap', () => {
  it('holds for frames as large as they may be, and for small ones', () => {
    for (const share of [1, 0.2]) {
      const rate = newRate(400)
      let [sent, now] = [0, 1000]
      for (; now < 11_000; now += 5) {
        if (rate.waitMs(now) > 0) continue
        const bytes = Math.round(rate.budgetBytes(now) * share)
        rate.sent(bytes, now)
        sent += bytes
      }
      // Ten seconds of 50,000 bytes, and what may come at once in the beginning.
      expect(sent).toBeLessThan(500_000 + 12_500 + 3000)
      expect(sent).toBeGreaterThan(400_000)
    }
  })

  it('is paid back after a frame that took more', () => {
    const rate = newRate(80)
    rate.sent(20_000, 1000)
    expect(rate.waitMs(1000)).toBeGreaterThan(1800)
    expect(rate.waitMs(3200)).toBe(0)
  })

  it('limits nothing when there is none, and may be changed', () => {
    const rate = newRate(null)
    rate.sent(10_000_000, 1000)
    expect([rate.waitMs(1000), rate.budgetBytes(1000), rate.limitKbps()]).toEqual([0, Number.POSITIVE_INFINITY, null])
    rate.cap(200)
    expect(rate.limitKbps()).toBe(200)
    expect(rate.budgetBytes(2000)).toBeLessThan(7000)
    rate.cap(null)
    expect(rate.budgetBytes(2000)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a slow link', () => {
  it('is measured by what waits, so that frames get small and little waits; then it is forgotten', () => {
    const rate = newRate(null)
    const drainPerMs = 25 // 200 kb/s
    let [waits, most, now] = [200_000, 0, 1000]
    for (; now < 20_000; now += 5) {
      waits = Math.max(0, waits - drainPerMs * 5)
      rate.look(waits, now)
      if (waits > rate.fullBytes()) continue
      const bytes = Math.min(40_000, rate.budgetBytes(now))
      rate.sent(bytes, now)
      waits += bytes
      if (now > 12_000) most = Math.max(most, waits)
    }
    expect(most).toBeLessThan(60_000)
    expect(rate.quality()).toBeLessThan(BEST_QUALITY)
    for (let quiet = 0; quiet < 400; quiet++) rate.look(0, now + quiet * 30)
    expect([rate.limitKbps(), rate.fullBytes()]).toEqual([null, LINK_FULL_BYTES])
  })

  it('costs quality while something is left, and gets it back', () => {
    const rate = newRate(null)
    for (let now = 0; now < 5000; now += 50) rate.hurried(true, now)
    const low = rate.quality()
    expect(low).toBeLessThan(BEST_QUALITY / 2)
    for (let now = 5000; now < 20_000; now += 50) rate.hurried(false, now)
    expect(rate.quality()).toBe(BEST_QUALITY)
  })
})

describe('the account of the last second', () => {
  it('counts kilobits and frames, and forgets', () => {
    const rate = newRate(null)
    for (let now = 0; now <= 2000; now += 100) rate.sent(1250, now)
    expect(rate.lastSecond(2000)).toEqual({ kbps: 100, framesPerSecond: 10 })
    expect(rate.lastSecond(9000)).toEqual({ kbps: 0, framesPerSecond: 0 })
  })
})
