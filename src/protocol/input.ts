// What someone does with mouse and keyboard in a shared picture, as the payload of an input frame.

/** The most events of one input frame. */
export const MAX_INPUT_EVENTS = 256
/** The longest text typed at once, in UTF-8 bytes. */
export const MAX_INPUT_TEXT_BYTES = 4096
/** The longest name of a key, in UTF-8 bytes. */
export const MAX_KEY_NAME_BYTES = 32
/** Wheel units of one notch, as the browsers and X count them. */
export const WHEEL_NOTCH = 120

/** Mouse buttons in the order of `MouseEvent.button`: left, middle, right, back, forward. */
export const POINTER_BUTTONS = 5

/** One thing done; places are pixels of the shared picture, from its top left corner. */
export type InputEvent =
  | { readonly type: 'move'; readonly x: number; readonly y: number }
  | {
      readonly type: 'button'
      readonly button: number
      readonly isDown: boolean
      readonly x: number
      readonly y: number
    }
  /** `dx`, `dy`: `WHEEL_NOTCH` for one notch to the right or down. */
  | { readonly type: 'wheel'; readonly dx: number; readonly dy: number; readonly x: number; readonly y: number }
  /**
   * A key goes down or up.
   *
   * `by: 'symbol'`: `name` is what the key means to the one who presses it, as `KeyboardEvent.key` (`a`, `é`, `Enter`):
   * whatever layout the other machine has. `by: 'code'`: `name` is the place on the keyboard, as `KeyboardEvent.code`.
   */
  | { readonly type: 'key'; readonly by: 'symbol' | 'code'; readonly name: string; readonly isDown: boolean }
  /** Characters that came from an input method, a dead key or a paste: typed whole. */
  | { readonly type: 'text'; readonly text: string }
  /** Every key and button that is held goes up: the focus or the link is lost. */
  | { readonly type: 'release' }

/** The events as bytes on the wire. */
const TYPES = { move: 1, button: 2, wheel: 3, key: 4, text: 5, release: 6 } as const satisfies Record<
  InputEvent['type'],
  number
>

/** Why bytes are not input. */
export type InputFault = 'input.short' | 'input.type' | 'input.value' | 'input.too-many'

/** The events of a payload, or why there are none. */
export type InputResult =
  | { readonly ok: true; readonly events: readonly InputEvent[] }
  | { readonly ok: false; readonly code: InputFault }

const utf8 = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Writes events as the payload of one input frame.
 *
 * @throws RangeError  with more than `MAX_INPUT_EVENTS` events or a text over its limit: the caller splits first
 */
export function encodeInput(events: readonly InputEvent[]): Uint8Array {
  if (events.length > MAX_INPUT_EVENTS) throw new RangeError(`${events.length} input events`)
  return Uint8Array.from([...u16(events.length), ...events.flatMap(encodeOne)])
}

function encodeOne(event: InputEvent): number[] {
  const type = TYPES[event.type]
  switch (event.type) {
    case 'move':
      return [type, ...u16(event.x), ...u16(event.y)]
    case 'button':
      return [type, event.button, event.isDown ? 1 : 0, ...u16(event.x), ...u16(event.y)]
    case 'wheel':
      return [type, ...u16(event.dx & 0xffff), ...u16(event.dy & 0xffff), ...u16(event.x), ...u16(event.y)]
    case 'key':
      return [type, event.by === 'code' ? 1 : 0, event.isDown ? 1 : 0, ...text(event.name, MAX_KEY_NAME_BYTES)]
    case 'text':
      return [type, ...text(event.text, MAX_INPUT_TEXT_BYTES)]
    case 'release':
      return [type]
    default:
      return event satisfies never
  }
}

/** Reads the payload of an input frame; one faulty event makes the whole faulty. Never throws. */
export function decodeInput(payload: Uint8Array): InputResult {
  const reader = { view: new DataView(payload.buffer, payload.byteOffset, payload.byteLength), at: 0, payload }
  const fault = (code: InputFault): InputResult => ({ ok: false, code })
  try {
    const count = takeU16(reader)
    if (count > MAX_INPUT_EVENTS) return fault('input.too-many')
    const events: InputEvent[] = []
    for (let index = 0; index < count; index++) {
      const event = readOne(reader)
      if (typeof event === 'string') return fault(event)
      events.push(event)
    }
    return reader.at === payload.byteLength ? { ok: true, events } : fault('input.value')
  } catch (error) {
    if (error instanceof RangeError) return fault('input.short') // the view ends before the value does
    if (error instanceof TypeError) return fault('input.value') // not UTF-8
    throw error
  }
}

interface Reader {
  readonly view: DataView
  readonly payload: Uint8Array
  at: number
}

function readOne(reader: Reader): InputEvent | InputFault {
  switch (takeU8(reader)) {
    case TYPES.move:
      return { type: 'move', ...place(reader) }
    case TYPES.button: {
      const [button, isDown] = [takeU8(reader), takeU8(reader) === 1]
      return button < POINTER_BUTTONS ? { type: 'button', button, isDown, ...place(reader) } : 'input.value'
    }
    case TYPES.wheel: {
      const [dx, dy] = [takeI16(reader), takeI16(reader)]
      return { type: 'wheel', dx, dy, ...place(reader) }
    }
    case TYPES.key: {
      const [by, isDown] = [takeU8(reader) === 1 ? 'code' : 'symbol', takeU8(reader) === 1] as const
      const name = takeText(reader, MAX_KEY_NAME_BYTES)
      return name ? { type: 'key', by, name, isDown } : 'input.value'
    }
    case TYPES.text: {
      const typed = takeText(reader, MAX_INPUT_TEXT_BYTES)
      return typed ? { type: 'text', text: typed } : 'input.value'
    }
    case TYPES.release:
      return { type: 'release' }
    default:
      return 'input.type'
  }
}

function place(reader: Reader): { readonly x: number; readonly y: number } {
  return { x: takeU16(reader), y: takeU16(reader) }
}

function takeU8(reader: Reader): number {
  return reader.view.getUint8(reader.at++)
}

function takeU16(reader: Reader): number {
  reader.at += 2
  return reader.view.getUint16(reader.at - 2, true)
}

function takeI16(reader: Reader): number {
  reader.at += 2
  return reader.view.getInt16(reader.at - 2, true)
}

function takeText(reader: Reader, maxBytes: number): string | null {
  const bytes = takeU16(reader)
  if (bytes > maxBytes) return null
  const end = reader.at + bytes
  if (end > reader.payload.byteLength) throw new RangeError('the text ends before it should')
  const value = strict.decode(reader.payload.subarray(reader.at, end))
  reader.at = end
  return value
}

function text(value: string, maxBytes: number): number[] {
  const bytes = utf8.encode(value)
  if (bytes.byteLength > maxBytes) throw new RangeError(`a text of ${bytes.byteLength} bytes`)
  return [...u16(bytes.byteLength), ...bytes]
}

const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255]
