// What a viewer shows and works on: a link to the hub, or a stream on this machine.
import type { ShareOptions } from '../../features/shares/protocol.ts'
import type { Mark } from '../../protocol/marks.ts'
import type { Audience, ChatLine, NewMark, Prompt, PromptAnswer, ViewerOptions, ViewerStatus } from '../wire.ts'

/** A list that tells when it has changed; an entry never changes under the same id. */
export type ChangingList<T> = {
  list(): readonly T[]
  /** @returns ends it */
  onChange(listener: () => void): () => void
}

/** A shared screen as its viewer meets it; what a feed leaves out, its page does not offer. */
export type ViewerFeed = {
  /** Whom the page speaks to: a rep, or a customer who sees the rep's screen. */
  readonly audience: Audience
  readonly status: ViewerStatus
  /** The options now; `onStatus` is called also when they have changed. */
  readonly options?: ViewerOptions
  /**
   * Begins to be told every frame and every change of status or options.
   *
   * @returns ends it
   */
  subscribe(onFrame: (frame: Uint8Array) => void, onStatus: (status: ViewerStatus) => void): () => void
  /** Asks for a key frame for a viewer that lost its place. */
  refresh(): void
  /** The reader ends the sharing; or, where it `isJoined`, only looks no longer. */
  stop(): void
  /** Someone else asked for it, so that it goes on without this reader. */
  readonly isJoined?: boolean
  /**
   * Payload of one input frame, checked (`decodeInput`) and within its limits; the first press takes control.
   *
   * A frame with `release` alone also comes when the link is down or control has ended: it must not be kept for later.
   */
  input?(payload: Uint8Array): void
  set?(options: Partial<ShareOptions>): void
  readonly marks?: ChangingList<Mark> & { add(mark: NewMark): void; remove(id: string): void; clear(): void }
  /** The reader asks for control while only looking. Rejects with an error that says why not in the reader's language. */
  requestControl?(): Promise<void>
  /** The reader lets go of mouse and keyboard; a click takes them again. */
  releaseControl?(): void
  /** The customer's clipboard; each use asks them. Rejects with an error that says why in the reader's language. */
  readonly clipboard?: { put(text: string): Promise<void>; get(): Promise<string> }
  readonly chat?: ChangingList<ChatLine> & { send(text: string): void }
  readonly prompts?: ChangingList<Prompt> & { answer(id: string, answer: PromptAnswer): void }
}
