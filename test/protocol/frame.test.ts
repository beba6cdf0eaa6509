// Stream frames: what is written is read again, and nothing a peer sends does harm.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeFrame,
  encodeFrame,
  FRAME_HEADER_BYTES,
  FRAME_KEY,
  FRAME_KINDS,
  FRAME_REFRESH,
  type FrameHeader,
  MAX_FRAME_PAYLOAD_BYTES,
  MAX_FRAME_TIME_MS,
  nextSeq,
  peekHeader,
} from '../../src/protocol/frame.ts'
import { startFramePlace } from '../../src/protocol/frame-place.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/limits.ts'

const header = (more: Partial<FrameHeader> = {}): FrameHeader => ({
  kind: FRAME_KINDS.screen,
  flags: 0,
  channel: 7,
  seq: 1,
  capturedAt: 1_790_000_000_000.25,
  ...more,
})
const u32 = fc.integer({ min: 0, max: 0xffffffff })

describe('a frame', () => {
  it('gives back what was written, whatever the payload and its pieces', () => {
    fc.assert(
      fc.property(u32, u32, fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 5 }), (channel, seq, chunks) => {
        const written = header({ channel, seq, flags: FRAME_KEY })
        const read = decodeFrame(encodeFrame(written, chunks))
        expect(read).toEqual({ ok: true, header: written, payload: Uint8Array.from(Buffer.concat(chunks)) })
      }),
    )
  })

  it('has the documented 24 bytes of header, little endian', () => {
    const bytes = encodeFrame(
      header({ flags: FRAME_KEY | FRAME_REFRESH, channel: 0x01020304, seq: 5, capturedAt: 1.5 }),
      [new Uint8Array(3)],
    )
    expect(Buffer.from(bytes.subarray(0, FRAME_HEADER_BYTES)).toString('hex')).toBe(
      '01' + '01' + '0300' + '04030201' + '05000000' + '03000000' + '000000000000f83f',
    )
  })

  it('is refused when one byte is missing or too many, at every length', () => {
    const whole = encodeFrame(header(), [Uint8Array.of(1, 2, 3)])
    for (let length = 0; length < whole.length; length++) {
      expect(decodeFrame(whole.subarray(0, length))).toEqual({ ok: false, code: 'frame.short' })
    }
    expect(decodeFrame(Uint8Array.of(...whole, 0))).toEqual({ ok: false, code: 'frame.long' })
  })

  it('is refused with a version, kind, flags or time it cannot have', () => {
    const change = (edit: (view: DataView) => void): ReturnType<typeof peekHeader> => {
      const bytes = encodeFrame(header(), [])
      edit(new DataView(bytes.buffer))
      return peekHeader(bytes)
    }
    expect(change((view) => view.setUint8(0, 2))).toEqual({ ok: false, code: 'frame.version' })
    expect(change((view) => view.setUint8(1, 0))).toEqual({ ok: false, code: 'frame.kind' })
    expect(change((view) => view.setUint16(2, FRAME_REFRESH, true))).toEqual({ ok: false, code: 'frame.flags' })
    for (const time of [Number.NaN, -1, Number.POSITIVE_INFINITY, MAX_FRAME_TIME_MS + 2]) {
      expect(change((view) => view.setFloat64(16, time, true))).toEqual({ ok: false, code: 'frame.time' })
    }
    expect(change((view) => view.setFloat64(16, MAX_FRAME_TIME_MS, true))).toMatchObject({ ok: true })
  })

  it('may be as large as the limit and not one byte larger, on both sides', () => {
    const largest = encodeFrame(header(), [new Uint8Array(MAX_FRAME_PAYLOAD_BYTES)])
    expect(largest.byteLength).toBe(MAX_FRAME_BYTES)
    expect(peekHeader(largest)).toMatchObject({ ok: true, payloadBytes: MAX_FRAME_PAYLOAD_BYTES })
    expect(() => encodeFrame(header(), [new Uint8Array(MAX_FRAME_PAYLOAD_BYTES + 1)])).toThrow(RangeError)
    const larger = new Uint8Array(MAX_FRAME_BYTES + 1)
    larger.set(largest)
    expect(peekHeader(larger)).toEqual({ ok: false, code: 'frame.long' })
  })

  it('counts on from the last number to the first', () => {
    expect(nextSeq(0xffffffff)).toBe(0)
    expect(nextSeq(0x7fffffff)).toBe(0x80000000)
  })
})

describe('the place of a receiver', () => {
  const key = (seq: number): FrameHeader => header({ seq, flags: FRAME_KEY })
  const refresh = (seq: number): FrameHeader => header({ seq, flags: FRAME_KEY | FRAME_REFRESH })

  it('begins with a key frame and goes on frame by frame', () => {
    const place = startFramePlace()
    expect(place.judge(header({ seq: 4 }), true)).toBe('drop')
    expect(place.judge(key(5), true)).toBe('send')
    expect(place.judge(header({ seq: 6 }), true)).toBe('send')
    expect(place.dropped()).toBe(0)
  })

  it('is lost by a drop or a gap until a key frame, and every frame until then is counted', () => {
    const place = startFramePlace()
    place.judge(key(0xfffffffe), true)
    expect(place.judge(header({ seq: 0xffffffff }), false)).toBe('drop')
    expect(place.judge(header({ seq: 0 }), true)).toBe('drop')
    expect(place.isLost()).toBe(true)
    expect(place.judge(refresh(0), true)).toBe('send')
    expect(place.judge(header({ seq: 1 }), true)).toBe('send')
    expect(place.judge(header({ seq: 3 }), true)).toBe('drop')
    expect(place.dropped()).toBe(3)
  })

  it('is not disturbed by a refresh that someone else needed', () => {
    const place = startFramePlace()
    place.judge(key(9), true)
    expect(place.judge(refresh(9), true)).toBe('skip')
    expect(place.judge(header({ seq: 10 }), true)).toBe('send')
  })
})
