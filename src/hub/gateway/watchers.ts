// Who watches a channel, and what its sender is told of them.
import type { HubEnvelope } from '../../protocol/envelope.ts'
import type { FramePlace } from '../../protocol/frame-place.ts'
import type { HubLink } from './hub-link.ts'
import { type DirectEnd, peersOf } from './signals.ts'

/** One program that watches. */
export interface Watcher extends DirectEnd {
  readonly place: FramePlace
  readonly participant: string
  /** Who watches over a direct path is relayed no pictures. */
  path: WatchPath
  /** From capture to drawn, as it said last, in milliseconds. */
  latencyMs: number | null
}

/** How frames reach one who watches. */
export type WatchPath = 'relay' | 'direct'

/** A channel as far as its watchers go. */
export interface Watched {
  readonly number: number
  /** The one participant who may use mouse and keyboard in it. */
  controller: string | null
  readonly watchers: Map<HubLink, Watcher>
}

/** How many people watch, one with several windows is one; and whether the one who may control is among them. */
export function watchersOf(channel: Watched): HubEnvelope {
  const { number, watchers, controller } = channel
  const people = new Set([...watchers.values()].map((one) => one.participant))
  return {
    t: 'watchers',
    channel: number,
    count: people.size,
    controller: controller !== null && people.has(controller),
    relayed: relayedTo(channel),
    peers: peersOf(watchers.values()),
    controls: peersOf([...watchers.values()].filter((one) => one.participant === controller)),
  }
}

function relayedTo({ watchers }: Watched): number {
  return [...watchers.values()].filter(({ path }) => path === 'relay').length
}
