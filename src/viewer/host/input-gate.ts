// The way of a page's mouse and keyboard to the feed: checked, bounded, and never without the release at its end.
import { decodeInput, encodeInput, type InputEvent } from '../../protocol/input.ts'
import { MAX_INPUT_BYTES, MAX_INPUT_FRAMES_PER_SECOND } from '../wire.ts'

/** Every key and button goes up. */
const RELEASE = encodeInput([{ type: 'release' }])
const SECOND_MS = 1000

/** What a gate needs. */
export type InputGateOptions = {
  /** Takes a payload that was let through. */
  readonly pass: (payload: Uint8Array) => void
  /** Whether this page may control now. */
  readonly isOpen: () => boolean
  /** Milliseconds that only grow. */
  readonly now: () => number
}

/** Lets input of one page through. */
export type InputGate = {
  /** `faulty`: it is no input and the page is broken. */
  take(payload: Uint8Array): 'passed' | 'dropped' | 'faulty'
  /** Lets everything go that this page holds, whatever the state. */
  release(): void
  /** Frames that were not passed on. */
  dropped(): number
}

/** Opens a gate; what it drops may have let something go, so it then lets everything go. */
export function openInputGate({ pass, isOpen, now }: InputGateOptions): InputGate {
  let holds = false
  let dropped = 0
  let window = { since: Number.NEGATIVE_INFINITY, count: 0 }

  const release = (): void => {
    if (holds) pass(RELEASE)
    holds = false
  }
  const hasRoom = (): boolean => {
    if (now() - window.since >= SECOND_MS) window = { since: now(), count: 0 }
    return ++window.count <= MAX_INPUT_FRAMES_PER_SECOND
  }
  return {
    take(payload) {
      const read = payload.byteLength <= MAX_INPUT_BYTES ? decodeInput(payload) : null
      if (read?.ok && isOpen() && hasRoom()) {
        for (const event of read.events) holds = isHolding(event, holds)
        pass(payload)
        return 'passed'
      }
      dropped++
      release()
      return read?.ok ? 'dropped' : 'faulty'
    },
    release,
    dropped: () => dropped,
  }
}

function isHolding(event: InputEvent, holds: boolean): boolean {
  if (event.type === 'release') return false
  return holds || ((event.type === 'key' || event.type === 'button') && event.isDown)
}
