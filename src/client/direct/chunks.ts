// Messages of a direct path: a frame goes in pieces that every WebRTC library takes, beside it a pulse and one request.

/** Bytes of one message; small, so that a pulse never waits long behind one on a slow line. */
export const CHUNK_BYTES = 16 * 1_024
/** The longest frame of mouse and keyboard on a direct path, in bytes; a longer one goes over the hub. */
export const MAX_INPUT_FRAME_BYTES = 64 * 1_024
const BEGIN_BYTES = 5
const MORE_BYTES = 1

/** The first byte of a message. */
const KINDS = { pulse: 0, begin: 1, more: 2, refresh: 3 } as const

/** The message that says no more than that one is there. */
export const PULSE: Uint8Array<ArrayBuffer> = Uint8Array.of(KINDS.pulse)
/** The message of a watcher that lost its place. */
export const REFRESH: Uint8Array<ArrayBuffer> = Uint8Array.of(KINDS.refresh)

/**
 * Cuts a frame into messages.
 *
 * The first says how long the whole is (4 bytes, little-endian). Each message is good until the next one is taken.
 */
export function* splitFrame(frame: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void> {
  const scratch = new Uint8Array(Math.min(CHUNK_BYTES, frame.byteLength + BEGIN_BYTES))
  scratch[0] = KINDS.begin
  new DataView(scratch.buffer).setUint32(1, frame.byteLength, true)
  let [at, head] = [0, BEGIN_BYTES]
  do {
    const part = frame.subarray(at, at + scratch.byteLength - head)
    scratch.set(part, head)
    yield scratch.subarray(0, head + part.byteLength)
    at += part.byteLength
    scratch[0] = KINDS.more
    head = MORE_BYTES
  } while (at < frame.byteLength)
}

/** What a message brought: a whole frame, a request, nothing yet, or something no end of ours says. */
export type Taken =
  | { readonly is: 'frame'; readonly frame: Uint8Array<ArrayBuffer> }
  | { readonly is: 'refresh' }
  | { readonly is: 'nothing' }
  | { readonly is: 'fault' }

/**
 * Puts frames together again.
 *
 * @param maxBytes  a longer frame is a fault, before anything is kept of it
 * @returns takes one message after the other; after a fault nothing more should be taken
 */
export function frameAssembler(maxBytes: number): (message: Uint8Array) => Taken {
  let whole: Uint8Array<ArrayBuffer> | null = null
  let at = 0
  const add = (part: Uint8Array): Taken => {
    if (!whole || part.byteLength === 0 || part.byteLength > whole.byteLength - at) return { is: 'fault' }
    whole.set(part, at)
    at += part.byteLength
    if (at < whole.byteLength) return { is: 'nothing' }
    const frame = whole
    whole = null
    return { is: 'frame', frame }
  }
  const begin = (message: Uint8Array): Taken => {
    if (whole || message.byteLength < BEGIN_BYTES) return { is: 'fault' }
    const totalBytes = new DataView(message.buffer, message.byteOffset, BEGIN_BYTES).getUint32(1, true)
    if (totalBytes === 0 || totalBytes > maxBytes) return { is: 'fault' }
    whole = new Uint8Array(totalBytes)
    at = 0
    return add(message.subarray(BEGIN_BYTES))
  }
  return (message) => {
    if (message.byteLength > CHUNK_BYTES) return { is: 'fault' }
    if (message[0] === KINDS.begin) return begin(message)
    if (message[0] === KINDS.more) return add(message.subarray(MORE_BYTES))
    if (message.byteLength !== 1) return { is: 'fault' }
    if (message[0] === KINDS.pulse) return { is: 'nothing' }
    return { is: message[0] === KINDS.refresh ? 'refresh' : 'fault' }
  }
}
