// Where some events are, by stream and by the request they answered.

interface Placed {
  /** Seq of the first of `positions`. */
  readonly first: number
  readonly positions: number[]
}

/** The places of events that follow each other in the journal. */
export class Places {
  readonly #streams = new Map<string, Placed>()
  readonly #requests = new Map<string, number>()
  #count = 0
  #last = 0

  get count(): number {
    return this.#count
  }

  /** Position of the newest event. */
  get last(): number {
    return this.#last
  }

  add(stream: string, seq: number, position: number): void {
    this.#count += 1
    this.#last = position
    const placed = this.#streams.get(stream)
    if (placed) placed.positions.push(position)
    else this.#streams.set(stream, { first: seq, positions: [position] })
  }

  addRequest(key: string, position: number): void {
    this.#requests.set(key, position)
  }

  /** The last seq of a stream, when one of its events is here. */
  head(stream: string): number | undefined {
    const placed = this.#streams.get(stream)
    return placed && placed.first + placed.positions.length - 1
  }

  /** Positions of a stream's events here with `after < seq < before`, oldest first. */
  positions(stream: string, after: number, before: number): readonly number[] {
    const placed = this.#streams.get(stream)
    if (!placed) return []
    return placed.positions.slice(Math.max(0, after + 1 - placed.first), Math.max(0, before - placed.first))
  }

  /** Position of the event that answered a request. */
  request(key: string): number | undefined {
    return this.#requests.get(key)
  }

  /** All positions, stream by stream in the order of the index, in so many slices of one size. */
  slices(count: number): readonly (readonly number[])[] {
    const streams = [...this.#streams.keys()].sort()
    const all = streams.flatMap((stream) => this.#streams.get(stream)?.positions ?? [])
    const size = Math.ceil(all.length / count)
    return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
  }
}
