// One line of a benchmark: what was measured, beside a peer or a limit measured in the same run.

/** A figure and what it is compared with. `ratio` is value ÷ peer. */
export interface Figure {
  readonly what: string
  readonly unit: string
  readonly value: number
  readonly peer: string
  readonly peerValue: number
  readonly ratio: number
  readonly target: string
  readonly ok: boolean
  readonly extra: Readonly<Record<string, number>>
}

/** How a part is measured; `isQuick` for a look that takes less time and says less. */
export type Measure = (options: { readonly isQuick: boolean }) => AsyncIterable<Figure>

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Makes a figure; the ratio has to be at least or at most what is given, or only informs. */
export function figure(given: {
  readonly what: string
  readonly unit: string
  readonly value: number
  readonly peer: string
  readonly peerValue: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly extra?: Readonly<Record<string, number>>
}): Figure {
  const { atLeast, atMost, extra = {}, ...facts } = given
  const ratio = given.value / given.peerValue
  const ok = (atLeast === undefined || ratio >= atLeast) && (atMost === undefined || ratio <= atMost)
  const target = atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : '–'
  return { ...facts, ratio, ok, target, extra }
}
