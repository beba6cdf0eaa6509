// What a link to a hub offers its program. `openLink` makes one; see `open-link.ts`.

import type { RequestInput, RequestName, RequestReply } from '../features/requests.ts'
import type { Event, StreamId } from '../journal/event.ts'
import type { Identity, PictureStats } from '../protocol/envelope.ts'
import type { DeskhandError } from '../protocol/error.ts'

/** Where a link stands; each state carries only what it knows. */
export type LinkState =
  | { readonly is: 'connecting'; readonly attempt: number }
  | { readonly is: 'open'; readonly you: Identity; readonly build: string; readonly clockSkewMs: number }
  | { readonly is: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly error: DeskhandError }
  | { readonly is: 'closed'; readonly error: DeskhandError | null }

/** Who is connected and typing in a session, as last heard. */
export interface Presence {
  readonly connected: readonly string[]
  readonly typing: readonly string[]
}

/** A word of the other end of a direct path. */
export interface Signal {
  readonly channel: number
  /** Whose word it is: the hub's number of a watcher; null where it is the sender's. */
  readonly peer: number | null
  /** As it was sent; nobody has looked at it. */
  readonly data: string
}

/** Who looks at a channel, as its sender hears. */
export interface Watchers {
  /** People who look. */
  readonly count: number
  /** Whether the one who may control is among them. */
  readonly controller: boolean
  /** Programs that need the frames over the hub. */
  readonly relayed: number
  /** The hub's numbers of those who may have a direct path. */
  readonly peers: readonly number[]
  /** Of these, the programs of the one who may control. */
  readonly controls: readonly number[]
}

/** Options of one request. */
export interface RequestOptions {
  /** Session id or number. */
  readonly session?: string
  /** Chosen by the link when absent. Retries after a reconnect keep it, so nothing happens twice. */
  readonly id?: string
  readonly timeoutMs?: number
}

/** What is told of a picture by its sender, or by who watches it. */
export interface ToldStats {
  readonly picture?: PictureStats
  /** Titles of what is seen, as text for a link that is too thin for pictures. */
  readonly windows?: readonly string[]
  readonly latencyMs?: number
}

/** One live connection to a hub, reconnecting with jittered back-off until it is closed. */
export interface Link {
  readonly url: string
  readonly state: LinkState
  onState(listener: (state: LinkState) => void): () => void
  /** Resolves when the link is open, rejects when it closed for good (wrong token, unsupported version …). */
  ready(): Promise<Extract<LinkState, { is: 'open' }>>
  /**
   * Asks the hub. While the link is away the request waits (bounded) and is sent again with the same id.
   *
   * @throws DeskhandError  the refusal or failure the hub answered, `timeout`, or `hub.unreachable`
   */
  request<N extends RequestName>(name: N, data: RequestInput<N>, options?: RequestOptions): Promise<RequestReply<N>>
  /**
   * Follows a stream after `after`; events come once each, in order, also across reconnects.
   *
   * @param listener  `live` is true once the stream has been caught up with
   */
  follow(
    stream: StreamId,
    after: number,
    listener: (batch: { readonly events: readonly Event[]; readonly upTo: number; readonly live: boolean }) => void,
  ): () => void
  /** Receives the binary frames of a channel; watching resumes by itself after a reconnect (with a refresh). */
  watch(channel: number, listener: (frame: Uint8Array) => void): () => void
  /** Tells the hub by which path this program gets the frames of a channel it watches; after a reconnect it is the relay. */
  watchBy(channel: number, path: 'relay' | 'direct'): void
  /** Says a word to the other end of a direct path. @param peer  null for the sender of the channel */
  signal(channel: number, peer: number | null, data: string): void
  onSignal(listener: (signal: Signal) => void): () => void
  /** Tells how a picture this program sends is made, or how long one it watches takes to arrive; may be lost. */
  tellStats(channel: number, stats: ToldStats): void
  /** Asks the sender of a channel for a frame that decodes without earlier ones. */
  refresh(channel: number): void
  /** Sends a frame; false when the link is away or its backlog is full, and the frame was dropped. */
  sendFrame(frame: Uint8Array): boolean
  /** Bytes handed to the link that the network has not taken yet. */
  readonly bufferedBytes: number
  onPresence(session: string, listener: (presence: Presence) => void): () => void
  onRefresh(listener: (channel: number) => void): () => void
  onWatchers(listener: (channel: number, watchers: Watchers) => void): () => void
  /** This program is the one that sends a channel, until it says otherwise; only programs of reps have to say so. */
  claim(channel: number): () => void
  /** Mouse and keyboard of the one who may control what this program sends, whole frames as they arrived. */
  onInput(listener: (channel: number, frame: Uint8Array) => void): () => void
  onDropped(listener: (channel: number, frames: number) => void): () => void
  onNotice(listener: (code: string, details: Readonly<Record<string, unknown>>) => void): () => void
  typing(session: string, typing: boolean): void
  /** Ends the link for good. */
  close(): void
}

/** How to open a link. */
export interface LinkOptions {
  /** Base address of the hub, `http://…` or `https://…`. */
  readonly url: string
  readonly token: string
  /** Features of this program with their versions. */
  readonly features?: Readonly<Record<string, number>>
  /** Randomness for jitter and request ids, 0 ≤ x < 1; the default is the platform's. */
  readonly random?: () => number
}
