// The parts of a direct path that only compute: pieces, the joint of two paths, signals, and what waits to go out.
import { describe, expect, test } from 'vitest'
import { CHUNK_BYTES, frameAssembler, PULSE, REFRESH, splitFrame } from '../../../src/client/direct/chunks.ts'
import { joinPaths } from '../../../src/client/direct/join-paths.ts'
import { LIBRARY_FULL_BYTES, startOutbox } from '../../../src/client/direct/outbox.ts'
import {
  MAX_CANDIDATES_PER_SIGNAL,
  MAX_SDP_CHARACTERS,
  readSignal,
  type SignalBody,
  writeSignal,
} from '../../../src/client/direct/signal-text.ts'
import { decodeFrame, encodeFrame, FRAME_KEY, FRAME_REFRESH } from '../../../src/protocol/frame.ts'
import { startFramePlace } from '../../../src/protocol/frame-place.ts'
import { MAX_SIGNAL_CHARACTERS } from '../../../src/protocol/limits.ts'
import { until } from '../../support/wait.ts'

const copies = (frame: Uint8Array): Uint8Array[] => {
  const all: Uint8Array[] = []
  for (const piece of splitFrame(frame)) all.push(piece.slice())
  return all
}
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251)

describe('pieces', () => {
  test.for([1, 2, CHUNK_BYTES - 5, CHUNK_BYTES - 4, CHUNK_BYTES, 3 * CHUNK_BYTES + 7])(
    'of %i bytes are no longer than a message and make the frame again',
    (length) => {
      const take = frameAssembler(length)
      const all = copies(bytes(length))
      expect(Math.max(...all.map((piece) => piece.byteLength))).toBeLessThanOrEqual(CHUNK_BYTES)
      const taken = all.map(take)
      expect(taken.slice(0, -1).every(({ is }) => is === 'nothing')).toBe(true)
      expect(taken.at(-1)).toEqual({ is: 'frame', frame: bytes(length) })
    },
  )

  test('one byte at a time make the frame too, with pulses and wishes between them', () => {
    const take = frameAssembler(3)
    expect(take(Uint8Array.of(1, 3, 0, 0, 0, 7)).is).toBe('nothing')
    expect([take(PULSE).is, take(REFRESH).is]).toEqual(['nothing', 'refresh'])
    expect(take(Uint8Array.of(2, 8)).is).toBe('nothing')
    expect(take(Uint8Array.of(2, 9))).toEqual({ is: 'frame', frame: Uint8Array.of(7, 8, 9) })
  })

  test.for([
    ['nothing at all', []],
    ['a kind nobody knows', [9]],
    ['a pulse with more in it', [0, 0]],
    ['more of a frame that was not begun', [2, 1]],
    ['a beginning without its length', [1, 1, 0]],
    ['a frame of no bytes', [1, 0, 0, 0, 0]],
    ['a frame one byte longer than is taken', [1, 5, 0, 0, 0, 1]],
    ['more than was announced', [1, 1, 0, 0, 0, 1, 2]],
    ['a beginning with nothing of it', [1, 4, 0, 0, 0]],
  ] as const)('%s is a fault', ([, message]) => {
    expect(frameAssembler(4)(Uint8Array.from(message)).is).toBe('fault')
  })

  test('a beginning inside a frame, an empty piece, and a message over the limit are faults', () => {
    for (const second of [Uint8Array.of(1, 2, 0, 0, 0, 1), Uint8Array.of(2), new Uint8Array(CHUNK_BYTES + 1).fill(2)]) {
      const take = frameAssembler(CHUNK_BYTES * 4)
      expect(take(Uint8Array.of(1, 0, 128, 0, 0, 1)).is).toBe('nothing')
      expect(take(second).is).toBe('fault')
    }
  })
})

const frame = (seq: number, flags = 0): Uint8Array =>
  encodeFrame({ kind: 1, flags, channel: 1, seq, capturedAt: 1 }, [Uint8Array.of(seq & 255)])
const seqsOf = (frames: readonly (Uint8Array | null)[]): readonly (number | null)[] =>
  frames.map((one) => {
    const decoded = one && decodeFrame(one)
    return decoded?.ok ? decoded.header.seq : null
  })

describe('the joint of two paths', () => {
  test('stays on the relay until the direct path goes on where the relay is', () => {
    const joint = joinPaths()
    expect(seqsOf([joint.relay(frame(5, FRAME_KEY)), joint.relay(frame(6))])).toEqual([5, 6])
    // The direct path is behind: what it says is known already.
    expect(
      seqsOf([joint.direct(frame(4, FRAME_KEY | FRAME_REFRESH)), joint.direct(frame(5)), joint.direct(frame(6))]),
    ).toEqual([null, null, null])
    expect(joint.path).toBe('relay')
    expect(seqsOf([joint.direct(frame(7)), joint.relay(frame(7)), joint.direct(frame(8))])).toEqual([7, null, 8])
    expect(joint.path).toBe('direct')
  })

  test('moves with the first whole picture that is not older, at the turn of the numbers too', () => {
    const joint = joinPaths()
    joint.relay(frame(0xffff_fffe, FRAME_KEY))
    const moved = joint.direct(frame(1, FRAME_KEY | FRAME_REFRESH))
    expect(joint.path).toBe('direct')
    // It tells more than the relay did, so a viewer that is in place may not leave it out.
    expect(decodeFrame(moved as Uint8Array)).toMatchObject({
      header: { flags: FRAME_KEY, seq: 1 },
      payload: Uint8Array.of(1),
    })
  })

  test('falls back without a gap: nothing is shown but a whole picture, or just the next frame', () => {
    const joint = joinPaths()
    joint.relay(frame(1, FRAME_KEY))
    joint.direct(frame(1, FRAME_KEY | FRAME_REFRESH))
    joint.direct(frame(2))
    joint.fallBack()
    expect([joint.path, joint.isWaiting]).toEqual(['relay', true])
    expect(
      seqsOf([
        joint.relay(frame(2)),
        joint.relay(frame(4)),
        joint.relay(frame(5, FRAME_KEY | FRAME_REFRESH)),
        joint.relay(frame(6)),
      ]),
    ).toEqual([null, null, 5, 6])
    expect(joint.isWaiting).toBe(false)
    joint.direct(frame(6, FRAME_KEY))
    joint.fallBack()
    expect(seqsOf([joint.relay(frame(7))])).toEqual([7])
  })

  test('shows a viewer frames that leave it in its place, whichever way they come', () => {
    const joint = joinPaths()
    const place = startFramePlace()
    const verdicts: string[] = []
    const show = (shown: Uint8Array | null): void => {
      const decoded = shown && decodeFrame(shown)
      if (decoded?.ok) verdicts.push(`${decoded.header.seq} ${place.judge(decoded.header, true)}`)
    }
    show(joint.relay(frame(1, FRAME_KEY)))
    show(joint.relay(frame(2)))
    show(joint.direct(frame(2, FRAME_KEY | FRAME_REFRESH)))
    show(joint.direct(frame(3)))
    show(joint.relay(frame(3)))
    joint.fallBack()
    show(joint.relay(frame(4)))
    joint.direct(frame(9, FRAME_KEY))
    joint.fallBack()
    show(joint.relay(frame(12, FRAME_KEY | FRAME_REFRESH)))
    show(joint.relay(frame(13)))
    expect(verdicts).toEqual(['1 send', '2 send', '2 skip', '3 send', '4 send', '12 send', '13 send'])
  })

  test('bytes that are no frame are shown to nobody', () => {
    expect([joinPaths().relay(new Uint8Array(3)), joinPaths().direct(new Uint8Array(3))]).toEqual([null, null])
  })
})

describe('signals', () => {
  const candidate = { candidate: 'x'.repeat(400), sdpMid: '0', sdpMLineIndex: 0 }
  test('are read as they were written, the longest too, and fit what the hub passes on', () => {
    const longest: SignalBody[] = [
      { type: 'offer', attempt: 1, sdp: '\n'.repeat(MAX_SDP_CHARACTERS) },
      {
        type: 'candidates',
        attempt: 2,
        candidates: Array.from({ length: MAX_CANDIDATES_PER_SIGNAL }, () => candidate),
      },
      { type: 'refused', attempt: 3 },
    ]
    for (const body of longest) {
      expect(writeSignal(body).length).toBeLessThanOrEqual(MAX_SIGNAL_CHARACTERS)
      expect(readSignal(writeSignal(body))).toEqual(body)
    }
  })

  test.for([
    ['no JSON', '{'],
    ['of no kind', '{"type":"hello","attempt":1}'],
    ['without a try', '{"type":"refused"}'],
    [
      'with a description one too long',
      JSON.stringify({ type: 'offer', attempt: 1, sdp: 'x'.repeat(MAX_SDP_CHARACTERS + 1) }),
    ],
    [
      'with one candidate too many',
      JSON.stringify({
        type: 'candidates',
        attempt: 1,
        candidates: Array.from({ length: MAX_CANDIDATES_PER_SIGNAL + 1 }, () => candidate),
      }),
    ],
    [
      'with a candidate one too long',
      JSON.stringify({ type: 'candidates', attempt: 1, candidates: [{ ...candidate, candidate: 'x'.repeat(401) }] }),
    ],
  ] as const)('%s are none', ([, text]) => {
    expect(readSignal(text)).toBeNull()
  })
})

test('the library is never given more than it can hold, and gets the rest as it has room', async () => {
  const pipe = {
    bufferedAmount: 0,
    most: 0,
    gotBytes: 0,
    send: (message: Uint8Array) => {
      pipe.bufferedAmount += message.byteLength
      pipe.gotBytes += message.byteLength
      pipe.most = Math.max(pipe.most, pipe.bufferedAmount)
    },
  }
  const outbox = startOutbox(pipe)
  for (let index = 0; index < 5; index++) outbox.push(bytes(700_000))
  expect(pipe.most).toBeGreaterThan(LIBRARY_FULL_BYTES - 2 * CHUNK_BYTES)
  expect(outbox.waitingBytes).toBeGreaterThan(3_500_000)
  await until('all of it', () => {
    pipe.bufferedAmount = Math.max(0, pipe.bufferedAmount - 300_000)
    return pipe.gotBytes > 3_500_000
  })
  expect(pipe.most).toBeLessThanOrEqual(LIBRARY_FULL_BYTES)
  outbox.push(bytes(10))
  outbox.close()
  expect(outbox.waitingBytes).toBe(pipe.bufferedAmount)
})
