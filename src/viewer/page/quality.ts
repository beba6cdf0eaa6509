// How well the picture arrives: frames in the last second and how old they were when drawn.

/** What the bar shows of the quality; `null` when nothing was drawn in the last second. */
export type Quality = { readonly framesPerSecond: number; readonly latencyMs: number } | null

/** Counts drawn frames. */
export type QualityMeter = {
  drawn(latencyMs: number): void
  read(): Quality
}

const WINDOW_MS = 1000

/** Starts counting; times are those of `performance.now()`. */
export function newQualityMeter(now: () => number): QualityMeter {
  let recent: { readonly at: number; readonly latencyMs: number }[] = []
  return {
    drawn(latencyMs) {
      recent.push({ at: now(), latencyMs })
    },
    read() {
      const since = now() - WINDOW_MS
      recent = recent.filter((frame) => frame.at >= since)
      if (recent.length === 0) return null
      const sorted = recent.map((frame) => frame.latencyMs).sort((a, b) => a - b)
      return { framesPerSecond: recent.length, latencyMs: Math.round(sorted[sorted.length >> 1] ?? 0) }
    },
  }
}
