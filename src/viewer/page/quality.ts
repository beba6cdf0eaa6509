// How well the picture arrives: frames and bytes of the last second, and how old the frames were when drawn.

/** How well it arrives; frames and latency are `null` when nothing was drawn in the last second. */
export type Quality = {
  readonly kbps: number
  readonly drawn: { readonly framesPerSecond: number; readonly latencyMs: number } | null
}

/** Counts what arrives. */
export type QualityMeter = {
  received(bytes: number): void
  drawn(latencyMs: number): void
  read(): Quality
}

const WINDOW_MS = 1000

type Sample = { readonly at: number; readonly value: number }

/** Starts counting; times are those of `performance.now()`. */
export function newQualityMeter(now: () => number): QualityMeter {
  let frames: Sample[] = []
  let arrivals: Sample[] = []
  const recent = (samples: Sample[]): Sample[] => samples.filter(({ at }) => at >= now() - WINDOW_MS)
  return {
    received(bytes) {
      arrivals.push({ at: now(), value: bytes })
    },
    drawn(latencyMs) {
      frames.push({ at: now(), value: latencyMs })
    },
    read() {
      frames = recent(frames)
      arrivals = recent(arrivals)
      const bytes = arrivals.reduce((total, { value }) => total + value, 0)
      const sorted = frames.map(({ value }) => value).sort((a, b) => a - b)
      const drawn = { framesPerSecond: sorted.length, latencyMs: Math.round(sorted[sorted.length >> 1] ?? 0) }
      return { kbps: (bytes * 8) / WINDOW_MS, drawn: sorted.length > 0 ? drawn : null }
    },
  }
}
