// What one frame may take of the link, and what making frames has taken.

/** Milliseconds spent in each stage so far. */
export type MakerTimes = { captureMs: number; compareMs: number; encodeMs: number }

/** What the next frame may take. */
export type FrameLimits = {
  /** Infinite when nothing limits the link. */
  readonly budgetBytes: number
  /** Of lossy pictures, 1 to 100. */
  readonly quality: number
  /** What the link takes, `null` when that is no limit. */
  readonly kbps: number | null
}

/** Whether not everything may be sent at once. */
export function isLimited({ budgetBytes }: FrameLimits): boolean {
  return budgetBytes < Number.POSITIVE_INFINITY
}
