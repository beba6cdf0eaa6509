// A viewer fed straight from a screen on this machine, as the hub's link feeds it from afar.
import type { ScreenSource } from '../../agent/platform/platform.ts'
import { type ScreenStream, startScreenStream } from '../../agent/screen/screen-stream.ts'
import type { ViewerFeed } from '../../src/viewer/host/viewer-host.ts'
import type { ViewerStatus } from '../../src/viewer/wire.ts'
import { atEnd } from './ending.ts'

/** A feed, the stream behind it, and its status to play with. */
export type ScreenFeed = {
  readonly feed: ViewerFeed
  readonly stream: ScreenStream
  become(status: ViewerStatus): void
  /** Sends a frame as if the stream had made it. */
  inject(frame: Uint8Array): void
  /** How often the viewer asked to stop. */
  stops(): number
}

/** Streams `source` into a feed until the test is over. */
export function feedScreen(source: ScreenSource): ScreenFeed {
  const listeners = new Set<{ frame(frame: Uint8Array): void; status(status: ViewerStatus): void }>()
  let status: ViewerStatus = { state: 'live', path: 'local', mode: 'standard', control: 'none' }
  let stops = 0
  const become = (next: ViewerStatus): void => {
    status = next
    for (const listener of listeners) listener.status(next)
  }
  const inject = (frame: Uint8Array): void => {
    for (const listener of listeners) listener.frame(frame)
  }
  const stream = startScreenStream({
    source,
    channel: 1,
    send: inject,
    bufferedBytes: () => 0,
    clock: Date.now,
    failed: (error) => become({ state: 'ended', reason: error.message }),
  })
  atEnd(() => stream.stop())
  const feed: ViewerFeed = {
    audience: 'rep',
    get status() {
      return status
    },
    subscribe(frame, changed) {
      const listener = { frame, status: changed }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh: () => stream.refresh(),
    stop() {
      stops++
      become({ state: 'ended', reason: '' })
    },
  }
  return { feed, stream, become, inject, stops: () => stops }
}
