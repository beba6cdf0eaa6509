// The newest events, whose places are kept in memory and written to the index tables many at a time.
//
// An index of (stream, seq) in the file would make every commit write a page for each stream and each request in it.
// Measured with 100 streams and requests a batch: 16,000–31,000 lines a second so, 73,000 with this.
//
// Places are written stream by stream, so that every page is written once, and a slice with each commit, so that no
// commit waits for all of them: 30 ms at once, 2 ms so. Until the last slice is in, the file does not count them as
// placed: after a crash they are read again and written over.
import type { DatabaseSync } from 'node:sqlite'
import { Places } from './places.ts'

/** Events kept in memory before they are placed, and read again at the opening. */
export const TAIL_EVENTS = 8_192
/** Commits that share the work of placing them: a count and not a size, so that placing keeps up with large commits. */
const SLICES = 16

const TAIL = `SELECT position, stream, seq, request FROM event
  WHERE position > (SELECT position FROM event_placed) ORDER BY position`

/** Writes the places of all events after the last placed one. */
const PLACE = `
  INSERT INTO event_place (stream, seq, position)
    SELECT stream, seq, position FROM event WHERE position > (SELECT position FROM event_placed) ORDER BY stream, seq
    ON CONFLICT DO NOTHING;
  INSERT INTO event_request (key, position)
    SELECT request, position FROM event
    WHERE position > (SELECT position FROM event_placed) AND request IS NOT NULL ORDER BY request
    ON CONFLICT DO NOTHING;
  UPDATE event_placed SET position = (SELECT coalesce(max(position), 0) FROM event)`

/** Write the places of the events at these positions, which come in the order of the index. */
const PLACE_SLICE = `INSERT INTO event_place (stream, seq, position)
  SELECT stream, seq, position FROM json_each(?) AS slice CROSS JOIN event ON position = slice.value WHERE true
  ON CONFLICT DO NOTHING`
const PLACE_REQUESTS = `INSERT INTO event_request (key, position)
  SELECT request, position FROM json_each(?) AS slice CROSS JOIN event ON position = slice.value
  WHERE request IS NOT NULL ORDER BY request
  ON CONFLICT DO NOTHING`
const PLACED = 'UPDATE event_placed SET position = ?'

/** What is read of an event at the opening. */
interface Place {
  readonly position: number
  readonly stream: string
  readonly seq: number
  readonly request: string | null
}

/** Where the newest events are. It must be told of every event that is committed. */
export class Tail {
  #newest = new Places()
  /** Those before `#newest`, while their slices are being written. */
  #leaving = new Places()
  #slices: (readonly number[])[] = []

  /** Reads the events that have no place in the index tables yet. */
  static of(connection: DatabaseSync): Tail {
    const tail = new Tail()
    for (const row of connection.prepare(TAIL).iterate()) {
      const { position, stream, seq, request } = row as unknown as Place // as selected
      tail.add(stream, seq, position)
      if (request !== null) tail.addRequest(request, position)
    }
    return tail
  }

  add(stream: string, seq: number, position: number): void {
    this.#newest.add(stream, seq, position)
  }

  addRequest(key: string, position: number): void {
    this.#newest.addRequest(key, position)
  }

  /**
   * Writes the next slice, if there is one, inside the connection's open transaction.
   *
   * @returns to be called once the transaction is durable
   */
  place(connection: DatabaseSync): () => void {
    if (this.#slices.length === 0 && this.#newest.count >= TAIL_EVENTS) this.#leave()
    const [slice] = this.#slices
    if (!slice) return () => undefined
    const positions = JSON.stringify(slice)
    connection.prepare(PLACE_SLICE).run(positions)
    connection.prepare(PLACE_REQUESTS).run(positions)
    if (this.#slices.length === 1) connection.prepare(PLACED).run(this.#leaving.last)
    return () => {
      this.#slices.shift()
      if (this.#slices.length === 0) this.#leaving = new Places()
    }
  }

  #leave(): void {
    this.#leaving = this.#newest
    this.#newest = new Places()
    this.#slices = [...this.#leaving.slices(SLICES)]
  }

  /** The last seq of a stream, when one of its events is here. */
  head(stream: string): number | undefined {
    return this.#newest.head(stream) ?? this.#leaving.head(stream)
  }

  /** Positions of a stream's events here with `after < seq < before`, oldest first. */
  positions(stream: string, after: number, before: number): readonly number[] {
    const leaving = this.#leaving.positions(stream, after, before)
    const newest = this.#newest.positions(stream, after, before)
    return leaving.length === 0 ? newest : [...leaving, ...newest]
  }

  /** Position of the event that answered a request. */
  request(key: string): number | undefined {
    return this.#newest.request(key) ?? this.#leaving.request(key)
  }
}

/** Gives every event its place in the index tables, inside the connection's open transaction. */
export function placeTail(connection: DatabaseSync): void {
  connection.exec(PLACE)
}
