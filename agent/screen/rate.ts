// How much may be sent: a cap of kilobits a second, what the link drains, and the quality that fits into it.
import { QUALITY } from './fineness.ts'

/** With more than this waiting on the link, changes are merged until it drains, in bytes. */
export const LINK_FULL_BYTES = 256 * 1024
/** On a slow link less may wait: what it drains in this time, in milliseconds, and at least so many bytes. */
const LINK_FULL_MS = 150
const LINK_FULL_LEAST_BYTES = 16 * 1024
/** A frame under a limit is made for what may be sent in this time, in milliseconds: short, so that the newest wins. */
const SLICE_MS = 250
/** No frame is made for less than this, in bytes. */
const MIN_BUDGET_BYTES = 1500
/** A link that drains faster than this is not a limit, in bytes a second. */
const FAST_LINK = 4_000_000
/** Looks closer together than this are one, in milliseconds. */
const LOOK_GAP_MS = 20
/** The qualities of lossy pictures: the best, which is refined soon, and the worst that is still of use. */
export const BEST_QUALITY = QUALITY.soft
const WORST_QUALITY = 25
/** How often the quality is changed at most, in milliseconds. */
const QUALITY_STEP_MS = 250

/** Keeps account of what is sent. All times are those of `performance.now()`. */
export type Rate = {
  /** Changes the cap, in kilobits a second; `null` for none. */
  cap(kbps: number | null): void
  /** Notes a look at the link: how many bytes wait on this machine. */
  look(bufferedBytes: number, now: number): void
  sent(bytes: number, now: number): void
  /** Milliseconds until another frame may be made for this limit; 0 for now. */
  waitMs(now: number): number
  /** How many bytes may wait on the link before no frame is made. */
  fullBytes(): number
  /** How many bytes the next frame may have; infinite without a limit. */
  budgetBytes(now: number): number
  /** Kilobits a second that the cap or the link allows, `null` when nothing limits. */
  limitKbps(): number | null
  /** The quality of lossy pictures now. */
  quality(): number
  /** Notes that something had to be left for later, or that nothing had. */
  hurried(isShort: boolean, now: number): void
  /** What was sent within the last second. */
  lastSecond(now: number): { readonly kbps: number; readonly framesPerSecond: number }
}

/** Begins with nothing sent. */
export function newRate(kbps: number | null): Rate {
  let capKbps = kbps
  let tokens = 0
  let tokensAt = Number.NEGATIVE_INFINITY
  let drain: number | null = null
  let last: Look | null = null
  let sentSince = 0
  let quality = startQuality(kbps)
  let qualityAt = Number.NEGATIVE_INFINITY
  let recent: { readonly at: number; readonly bytes: number }[] = []

  const bytesPerMs = (): number => (capKbps ?? 0) / 8
  const refill = (now: number): void => {
    tokens = Math.min(bytesPerMs() * SLICE_MS, tokens + (now - tokensAt) * bytesPerMs())
    tokensAt = now
  }
  const slowDrain = (): number | null => (drain !== null && drain < FAST_LINK ? drain : null)
  const step = (by: number, now: number): void => {
    if (now - qualityAt < QUALITY_STEP_MS) return
    qualityAt = now
    quality = Math.max(WORST_QUALITY, Math.min(BEST_QUALITY, quality + by))
  }
  return {
    cap(next) {
      if (next === capKbps) return
      capKbps = next
      tokens = 0
      quality = startQuality(next)
    },
    look(bufferedBytes, now) {
      const hasRunDry = bufferedBytes === 0 && last !== null && last.buffered > 0
      if (last && now - last.at < LOOK_GAP_MS && !hasRunDry) return
      if (last) drain = drained(drain, { ...last, sent: sentSince }, { buffered: bufferedBytes, at: now })
      last = { buffered: bufferedBytes, at: now }
      sentSince = 0
      if (bufferedBytes > LINK_FULL_LEAST_BYTES) step(-6, now)
    },
    sent(bytes, now) {
      refill(now)
      tokens -= bytes
      sentSince += bytes
      recent.push({ at: now, bytes })
      if (recent.length > 512) recent = recent.slice(-256)
    },
    waitMs(now) {
      if (capKbps === null) return 0
      refill(now)
      const least = Math.min(MIN_BUDGET_BYTES, (bytesPerMs() * SLICE_MS) / 2)
      return tokens >= least ? 0 : Math.ceil((least - tokens) / bytesPerMs())
    },
    fullBytes() {
      const slow = slowDrain()
      if (slow === null) return LINK_FULL_BYTES
      return Math.max(LINK_FULL_LEAST_BYTES, Math.min(LINK_FULL_BYTES, (slow * LINK_FULL_MS) / 1000))
    },
    budgetBytes(now) {
      const slow = slowDrain()
      const byLink = slow === null ? Number.POSITIVE_INFINITY : Math.max(MIN_BUDGET_BYTES, (slow * SLICE_MS) / 1000)
      if (capKbps === null) return byLink
      refill(now)
      return Math.max(MIN_BUDGET_BYTES, Math.min(byLink, tokens))
    },
    limitKbps() {
      const slow = slowDrain()
      const byLink = slow === null ? null : Math.round((slow * 8) / 1000)
      return capKbps === null ? byLink : Math.min(capKbps, byLink ?? capKbps)
    },
    quality: () => Math.round(quality),
    hurried: (isShort, now) => step(isShort ? -6 : 2, now),
    lastSecond(now) {
      recent = recent.filter((one) => now - one.at < 1000)
      const bytes = recent.reduce((sum, one) => sum + one.bytes, 0)
      return { kbps: Math.round((bytes * 8) / 1000), framesPerSecond: recent.length }
    },
  }
}

type Look = { readonly buffered: number; readonly at: number }

/**
 * What the link drains, in bytes a second, `null` while nothing ever waits.
 *
 * While bytes wait it is measured; a link that ran dry may take more, so the estimate grows until it is no limit.
 */
function drained(drain: number | null, before: Look & { readonly sent: number }, now: Look): number | null {
  const measured = (Math.max(0, before.buffered + before.sent - now.buffered) * 1000) / Math.max(1, now.at - before.at)
  if (now.buffered > 0 && before.buffered > 0) return drain === null ? measured : drain * 0.7 + measured * 0.3
  if (now.buffered > 0 || drain === null) return drain
  const grown = Math.max(drain * 1.5, measured, LINK_FULL_LEAST_BYTES)
  return grown > FAST_LINK ? null : grown
}

function startQuality(kbps: number | null): number {
  if (kbps === null || kbps >= 8000) return BEST_QUALITY
  return kbps >= 2000 ? 60 : 40
}
