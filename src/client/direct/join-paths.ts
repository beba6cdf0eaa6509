// Two paths of one stream joined into one that never misses a place: which frames of which path a viewer is shown.
import { FRAME_REFRESH, type FrameHeader, isKey, isRefresh, nextSeq, peekHeader } from '../../protocol/frame.ts'

/** The joint of the hub's relay and a direct path. */
export interface Joint {
  readonly path: 'relay' | 'direct'
  /** After falling back: no frame has come over the relay yet that goes on where the direct path broke. */
  readonly isWaiting: boolean
  /** A frame over the relay; gives what to show of it. */
  relay(frame: Uint8Array): Uint8Array | null
  /** A frame over the direct path, which takes over with the first that goes on where the relay is. */
  direct(frame: Uint8Array): Uint8Array | null
  /** The direct path is broken. */
  fallBack(): void
}

/** Starts on the relay. */
export function joinPaths(): Joint {
  let path: Joint['path'] = 'relay'
  let isWaiting = false
  let last: number | null = null
  /** A refresh that tells more than was told so far must not be left out by anybody, so it becomes a plain key frame. */
  const show = (frame: Uint8Array, header: FrameHeader): Uint8Array => {
    const isNews = header.seq !== last
    last = header.seq
    return isNews && isRefresh(header) ? asPlain(frame, header) : frame
  }
  return {
    get path() {
      return path
    },
    get isWaiting() {
      return isWaiting
    },
    relay: (frame) => {
      const header = headerOf(frame)
      if (!header || path === 'direct') return null
      if (!isWaiting) return show(frame, header)
      if (!isKey(header) && !(last !== null && header.seq === nextSeq(last))) return null
      isWaiting = false
      return show(frame, header)
    },
    direct: (frame) => {
      const header = headerOf(frame)
      if (!header) return null
      if (path === 'direct') return show(frame, header)
      const goesOn = isKey(header) ? isNotBehind(header.seq, last) : last !== null && header.seq === nextSeq(last)
      if (!goesOn) return null
      path = 'direct'
      isWaiting = false
      return show(frame, header)
    },
    fallBack: () => {
      if (path === 'relay') return
      path = 'relay'
      isWaiting = true
    },
  }
}

/** Numbers go round, so the shorter way tells which is ahead. */
function isNotBehind(seq: number, last: number | null): boolean {
  return last === null || ((seq - last) | 0) >= 0
}

function asPlain(frame: Uint8Array, header: FrameHeader): Uint8Array {
  const copy = new Uint8Array(frame)
  new DataView(copy.buffer).setUint16(2, header.flags & ~FRAME_REFRESH, true)
  return copy
}

function headerOf(frame: Uint8Array): FrameHeader | null {
  const peeked = peekHeader(frame)
  return peeked.ok ? peeked.header : null
}
