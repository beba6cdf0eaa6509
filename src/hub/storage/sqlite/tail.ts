// The newest events, whose places are kept in memory and written to the index tables many at a time.
//
// An index of (stream, seq) in the file would make every commit write a page for each stream and each request in it.
// Measured with 100 streams and requests a batch: 16,000–31,000 lines a second so, 73,000 with this.
//
// The oldest quarter is placed at a time: no commit waits for all of them, which takes 30 ms.
import type { DatabaseSync } from 'node:sqlite'

/** Events kept in memory, and read again at the opening. */
export const TAIL_EVENTS = 8_192
/** Events placed with one commit, if that is enough; more at a time are cheaper each, and hold the commit up for longer. */
const PLACED_AT_ONCE = TAIL_EVENTS / 4

const TAIL = `SELECT position, stream, seq, request FROM event
  WHERE position > (SELECT position FROM event_placed) ORDER BY position`

const PLACED = 'SELECT position FROM event_placed'
/** Write the places of events up to a position; sorted, so that every page is written once. */
const PLACE = [
  `INSERT INTO event_place (stream, seq, position)
    SELECT stream, seq, position FROM event
    WHERE position > (SELECT position FROM event_placed) AND position <= ? ORDER BY stream, seq`,
  `INSERT INTO event_request (key, position)
    SELECT request, position FROM event
    WHERE position > (SELECT position FROM event_placed) AND position <= ? AND request IS NOT NULL ORDER BY request`,
  'UPDATE event_placed SET position = ?',
]

/** What is read of an event at the opening. */
interface Place {
  readonly position: number
  readonly stream: string
  readonly seq: number
  readonly request: string | null
}

interface Placed {
  /** Seq of the first of `positions`. */
  readonly first: number
  readonly positions: number[]
}

/** Where the newest events are. It must be told of every event that is committed. */
export class Tail {
  readonly #streams = new Map<string, Placed>()
  readonly #requests = new Map<string, number>()
  /** Everything up to this position is in the index tables. */
  #placed = 0
  #last = 0

  /** Reads the events that have no place in the index tables yet. */
  static of(connection: DatabaseSync): Tail {
    const tail = new Tail()
    tail.#placed = placedTo(connection)
    tail.#last = tail.#placed
    for (const row of connection.prepare(TAIL).iterate()) {
      const { position, stream, seq, request } = row as unknown as Place // as selected
      tail.add(stream, seq, position)
      if (request !== null) tail.addRequest(request, position)
    }
    return tail
  }

  /** Up to which position events should be placed now; null while there is room. */
  get excess(): number | null {
    const size = this.#last - this.#placed
    return size < TAIL_EVENTS ? null : this.#placed + Math.max(PLACED_AT_ONCE, size - TAIL_EVENTS)
  }

  add(stream: string, seq: number, position: number): void {
    this.#last = position
    const placed = this.#streams.get(stream)
    if (placed) placed.positions.push(position)
    else this.#streams.set(stream, { first: seq, positions: [position] })
  }

  addRequest(key: string, position: number): void {
    this.#requests.set(key, position)
  }

  /** Forgets events up to a position: they are placed. */
  drop(upTo: number): void {
    this.#placed = upTo
    for (const [stream, { first, positions }] of this.#streams) {
      const kept = positions.findIndex((position) => position > upTo)
      if (kept < 0) this.#streams.delete(stream)
      else if (kept > 0) this.#streams.set(stream, { first: first + kept, positions: positions.slice(kept) })
    }
    for (const [key, position] of this.#requests) {
      if (position > upTo) return // they stand in the order they were added in
      this.#requests.delete(key)
    }
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
}

/** Gives events up to a position their places in the index tables, inside the connection's open transaction. */
export function placeUpTo(connection: DatabaseSync, position: number): void {
  for (const statement of PLACE) connection.prepare(statement).run(position)
}

/** Gives every event its place. */
export function placeAll(connection: DatabaseSync): void {
  const last = connection.prepare('SELECT coalesce(max(position), 0) AS position FROM event').get()
  placeUpTo(connection, last?.position as number) // an aggregate gives one row
}

function placedTo(connection: DatabaseSync): number {
  return connection.prepare(PLACED).get()?.position as number // the table has one row from its migration on
}
