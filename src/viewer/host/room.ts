// One screen of a viewer and the pages in front of it.
import type { WebSocket } from 'ws'
import type { ViewerStatus } from '../wire.ts'
import { type EarlyFrames, earlyFrames } from './early-frames.ts'
import type { ViewerFeed } from './feed.ts'
import { type Seat, takeSeat } from './seat.ts'

/** What was passed on, and what was not. */
export type RoomCounts = {
  readonly frames: number
  readonly dropped: number
  /** Input frames that were not passed on: too many, or while nobody here may control. */
  readonly inputDropped: number
}

/** One screen of a viewer. */
export type Room = {
  readonly title: string
  enter(page: WebSocket): Seat
  leave(seat: Seat): void
  counts(): RoomCounts
  /** From capture to drawn, of the last frame drawn; `null` before the first. */
  latencyMs(): number | null
  close(): void
}

/** Begins to follow a screen. */
export function openRoom(feed: ViewerFeed, title: string): Room {
  const seats = new Set<Seat>()
  const past = { frames: 0, dropped: 0, inputDropped: 0 }
  let early: EarlyFrames | null = earlyFrames()
  let latencyMs: number | null = null
  const add = (seat: Seat): void => {
    const { sent, dropped, inputDropped } = seat.counts()
    past.frames += sent
    past.dropped += dropped
    past.inputDropped += inputDropped
  }
  const onFrame = (frame: Uint8Array): void => {
    early?.keep(frame)
    for (const seat of seats) seat.offer(frame)
  }
  const onStatus = (status: ViewerStatus): void => {
    for (const seat of seats) {
      seat.status(status)
      if (status.state === 'live') seat.catchUp()
    }
  }
  const unsubscribe = feed.subscribe(onFrame, onStatus)
  const leave = (seat: Seat): void => {
    if (!seats.delete(seat)) return
    seat.leave()
    add(seat)
  }
  return {
    title,
    leave,
    enter(page) {
      const frames = early?.take() ?? []
      early = null
      let waited = frames.length // how old these are when drawn tells how long the page took to open
      const drawn = (ms: number): void => {
        if (waited-- <= 0) latencyMs = ms
      }
      const seat = takeSeat({ page, feed, title, drawn })
      seats.add(seat)
      for (const frame of frames) seat.offer(frame)
      seat.catchUp()
      return seat
    },
    counts() {
      const total = { ...past }
      for (const seat of seats) {
        const { sent, dropped, inputDropped } = seat.counts()
        total.frames += sent
        total.dropped += dropped
        total.inputDropped += inputDropped
      }
      return total
    },
    latencyMs: () => latencyMs,
    close() {
      unsubscribe()
      for (const seat of [...seats]) leave(seat)
    },
  }
}
