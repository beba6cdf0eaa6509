// The heads of journals as this hub last saw them, and the position until which nobody else had written.

/** Streams remembered; beyond it all are forgotten and looked up again. */
export const MAX_HEADS = 20_000

/** Heads that are right as long as the last position is still `base`. */
export class Heads {
  readonly #heads = new Map<string, number>()
  #base: number | null = null

  /** The last position when the heads were right; null when nothing is known. */
  get base(): number | null {
    return this.#base
  }

  get(stream: string): number | undefined {
    return this.#heads.get(stream)
  }

  /** What was learned when the last position was `base`; what was known before is kept only if nobody else had written. */
  learn(base: number, heads: Iterable<readonly [string, number]>, isContinued: boolean): void {
    if (!isContinued || this.#heads.size > MAX_HEADS) this.#heads.clear()
    this.#base = base
    for (const [stream, head] of heads) this.#heads.set(stream, head)
  }

  /** After a failure: whether the batch was written is not known. */
  forget(): void {
    this.#heads.clear()
    this.#base = null
  }
}
