// From looks at a page and times of drawing to frames a second, latency, tearing and fidelity.
import { median } from '../figure.ts'
import { drawFilm, type FilmKind, LOOP, WINDOW } from './film.ts'
import { BLOCK_PX } from './marker.ts'
import type { Look } from './probe.ts'
import type { Drawn } from './workload.ts'

/** How a flow of frames arrived. */
export type Flow = {
  readonly framesPerSecond: number
  readonly latencyMs: number
  readonly latencyP95Ms: number
  /** Looks at which the top and the bottom of the picture were of two frames, in percent. */
  readonly tornPercent: number
}

/** Follows every numbered frame to the first look that shows it whole. */
export function analyseFlow(drawn: readonly Drawn[], looks: readonly Look[], aheadMs: number): Flow {
  const drawnAt = new Map(drawn.map(({ id, at }) => [id, at]))
  const latencies = new Map<number, number>()
  let [valid, torn] = [0, 0]
  for (const [at, top, bottom] of looks) {
    if (top < 1 || bottom < 1) continue
    valid++
    if (top !== bottom) torn++
    const since = drawnAt.get(top)
    if (top === bottom && since !== undefined && !latencies.has(top)) latencies.set(top, at - aheadMs - since)
  }
  const seconds = ((drawn.at(-1)?.at ?? 0) - (drawn[0]?.at ?? 0)) / 1000 + 1 / 30
  const all = [...latencies.values()]
  return {
    framesPerSecond: latencies.size / seconds,
    latencyMs: median(all),
    latencyP95Ms: percentile(all, 0.95),
    tornPercent: (100 * torn) / Math.max(1, valid),
  }
}

/** From each change of the square to the first look that shows its colour. */
export function analyseFlips(drawn: readonly Drawn[], looks: readonly Look[], aheadMs: number): readonly number[] {
  return drawn.flatMap(({ at, id }, index) => {
    const until = drawn[index + 1]?.at ?? Number.POSITIVE_INFINITY
    const seen = looks.find(([when, , , color]) => when - aheadMs >= at && when - aheadMs < until && color === id)
    return seen ? [seen[0] - aheadMs - at] : []
  })
}

/** The value that a part of all values is under. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0
}

/** Peak signal-to-noise ratio of luma in dB between what is shown, RGBA, and what was drawn; 99 for the same. */
export function psnr(shown: Uint8Array, truth: Uint32Array): number {
  let sum = 0
  for (let at = 0; at < truth.length; at++) {
    const color = truth[at] ?? 0
    const wanted = luma((color >> 16) & 255, (color >> 8) & 255, color & 255)
    sum += (wanted - luma(shown[at * 4] ?? 0, shown[at * 4 + 1] ?? 0, shown[at * 4 + 2] ?? 0)) ** 2
  }
  return sum === 0 ? 99 : Math.min(99, 10 * Math.log10(255 ** 2 / (sum / truth.length)))
}

/** The window while it shows frame `id` of a film. */
export function filmTruth(kind: FilmKind, id: number): Uint32Array {
  const pixels = drawFilm(kind, (id - 1) % LOOP)
  const value = (id << 4) | ((id ^ (id >> 4) ^ (id >> 8) ^ 5) & 15)
  for (const top of [0, WINDOW.height - BLOCK_PX]) {
    for (let y = top; y < top + BLOCK_PX; y++) {
      for (let x = 0; x < 16 * BLOCK_PX; x++) {
        pixels[y * WINDOW.width + x] = (value >> (15 - Math.floor(x / BLOCK_PX))) & 1 ? 0xffffff : 0
      }
    }
  }
  return pixels
}

const luma = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue
