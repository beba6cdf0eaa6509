// Input of mouse and keyboard: what is written is read again, and nothing a peer sends does harm.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeInput,
  encodeInput,
  type InputEvent,
  MAX_INPUT_EVENTS,
  MAX_INPUT_TEXT_BYTES,
  MAX_KEY_NAME_BYTES,
  POINTER_BUTTONS,
} from '../../src/protocol/input.ts'

const u16 = fc.integer({ min: 0, max: 0xffff })
const i16 = fc.integer({ min: -0x8000, max: 0x7fff })
const place = { x: u16, y: u16 }
const shortText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((it) => Buffer.byteLength(it) <= 32)

const anyEvent: fc.Arbitrary<InputEvent> = fc.oneof(
  fc.record({ type: fc.constant('move' as const), ...place }),
  fc.record({
    type: fc.constant('button' as const),
    button: fc.nat({ max: POINTER_BUTTONS - 1 }),
    isDown: fc.boolean(),
    ...place,
  }),
  fc.record({ type: fc.constant('wheel' as const), dx: i16, dy: i16, ...place }),
  fc.record({
    type: fc.constant('key' as const),
    by: fc.constantFrom('symbol' as const, 'code' as const),
    name: shortText,
    isDown: fc.boolean(),
  }),
  fc.record({ type: fc.constant('text' as const), text: shortText }),
  fc.constant({ type: 'release' as const }),
)

const EVERY_TYPE: readonly InputEvent[] = [
  { type: 'move', x: 65_535, y: 0 },
  { type: 'button', button: 4, isDown: true, x: 1, y: 2 },
  { type: 'wheel', dx: -120, dy: 32_767, x: 3, y: 4 },
  { type: 'key', by: 'symbol', name: '뷁', isDown: true },
  { type: 'key', by: 'code', name: 'ControlLeft', isDown: false },
  { type: 'text', text: '한글 만세 🙂' },
  { type: 'release' },
]

describe('input', () => {
  it('gives back what was written, whatever the events', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        expect(decodeInput(encodeInput(events))).toEqual({ ok: true, events })
      }),
    )
  })

  it('keeps characters that decoders like to swallow', () => {
    const events: InputEvent[] = ['\ufeffa', '\u200d', '\r\n\t', 'e\u0301'].map((text) => ({ type: 'text', text }))
    expect(decodeInput(encodeInput(events))).toEqual({ ok: true, events })
  })

  it('has the documented bytes, little endian', () => {
    const hex = (event: InputEvent): string => Buffer.from(encodeInput([event])).toString('hex')
    expect(hex({ type: 'move', x: 0x0102, y: 0x0304 })).toBe('0100' + '01' + '0201' + '0403')
    expect(hex({ type: 'button', button: 2, isDown: true, x: 1, y: 2 })).toBe(
      '0100' + '02' + '02' + '01' + '0100' + '0200',
    )
    expect(hex({ type: 'wheel', dx: -1, dy: 120, x: 1, y: 2 })).toBe('0100' + '03' + 'ffff' + '7800' + '0100' + '0200')
    expect(hex({ type: 'key', by: 'code', name: 'KeyA', isDown: true })).toBe(
      '0100' + '04' + '01' + '01' + '0400' + '4b657941',
    )
    expect(hex({ type: 'text', text: '한' })).toBe('0100' + '05' + '0300' + 'ed959c')
    expect(hex({ type: 'release' })).toBe('0100' + '06')
  })

  it('may have as many events as the limit and not one more, on both sides', () => {
    const most = Array.from({ length: MAX_INPUT_EVENTS }, (): InputEvent => ({ type: 'release' }))
    const written = encodeInput(most)
    expect(decodeInput(written)).toEqual({ ok: true, events: most })
    expect(() => encodeInput([...most, { type: 'release' }])).toThrow(RangeError)
    const more = Uint8Array.of(...written, 6)
    new DataView(more.buffer).setUint16(0, MAX_INPUT_EVENTS + 1, true)
    expect(decodeInput(more)).toEqual({ ok: false, code: 'input.too-many' })
  })

  it.each([
    ['a text', MAX_INPUT_TEXT_BYTES, (text: string): InputEvent => ({ type: 'text', text }), 3],
    [
      'a key’s name',
      MAX_KEY_NAME_BYTES,
      (name: string): InputEvent => ({ type: 'key', by: 'code', name, isDown: true }),
      5,
    ],
  ] as const)('takes %s of its limit and not one byte longer, on both sides', (_, limit, event, lengthAt) => {
    const longest = event('x'.repeat(limit))
    const written = encodeInput([longest])
    expect(decodeInput(written)).toEqual({ ok: true, events: [longest] })
    expect(() => encodeInput([event('x'.repeat(limit + 1))])).toThrow(RangeError)
    expect(() => encodeInput([event(`${'x'.repeat(limit - 2)}한`)])).toThrow(RangeError)
    const longer = Uint8Array.of(...written, 0x78)
    new DataView(longer.buffer).setUint16(lengthAt, limit + 1, true)
    expect(decodeInput(longer)).toEqual({ ok: false, code: 'input.value' })
  })

  it('is refused when it is cut anywhere, and with anything behind its end', () => {
    const whole = encodeInput(EVERY_TYPE)
    for (let length = 0; length < whole.length; length++) {
      expect(decodeInput(whole.subarray(0, length)).ok, `${length} bytes`).toBe(false)
    }
    expect(decodeInput(Uint8Array.of(...whole, 0))).toEqual({ ok: false, code: 'input.value' })
  })

  it('is read the same from the middle of a larger buffer', () => {
    const whole = encodeInput(EVERY_TYPE)
    const buffer = Uint8Array.of(9, 9, 9, ...whole, 9)
    expect(decodeInput(buffer.subarray(3, -1))).toEqual({ ok: true, events: EVERY_TYPE })
  })

  it('is refused with a type, a button or a text it cannot have', () => {
    const one = (...bytes: number[]): ReturnType<typeof decodeInput> => decodeInput(Uint8Array.of(1, 0, ...bytes))
    for (const type of [0, 7, 255]) expect(one(type)).toEqual({ ok: false, code: 'input.type' })
    expect(one(2, POINTER_BUTTONS, 1, 0, 0, 0, 0)).toEqual({ ok: false, code: 'input.value' })
    expect(one(5, 0, 0)).toEqual({ ok: false, code: 'input.value' })
    expect(one(4, 0, 1, 0, 0)).toEqual({ ok: false, code: 'input.value' })
    for (const bad of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      expect(one(5, bad.length, 0, ...bad)).toEqual({ ok: false, code: 'input.value' })
    }
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = decodeInput(bytes)
        if (result.ok) expect(result.events.length).toBeLessThanOrEqual(MAX_INPUT_EVENTS)
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws when bytes of something right are changed', () => {
    const changes = fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 10 }), changes, (events, edits) => {
        const bytes = encodeInput(events)
        for (const [at, value] of edits) bytes[at % bytes.length] = value
        const result = decodeInput(bytes)
        for (const event of result.ok ? result.events : []) {
          if (event.type === 'button') expect(event.button).toBeLessThan(POINTER_BUTTONS)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
