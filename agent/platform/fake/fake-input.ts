// Mouse, keyboard, their owner and the clipboard of the drawn desktop.

import { DeskhandError } from '../../../src/protocol/error.ts'
import type { InputEvent } from '../../../src/protocol/input.ts'
import { MAX_CLIPBOARD_BYTES } from '../../../src/protocol/limits.ts'
import type { Rect } from '../../../src/protocol/screen.ts'
import type { Picture } from '../picture.ts'
import type { Clipboard, InputSink } from '../platform.ts'
import { drawField, fieldPlaces, MAX_FIELD_CHARACTERS } from './fake-field.ts'
import type { Part } from './fake-view.ts'

/** What has been done to the drawn desktop, and its owner's hand. */
export type FakeHands = {
  /** What the field holds. */
  typed(): string
  /** How often the button was clicked. */
  clicks(): number
  /** Names of what is held down: `Shift`, `KeyA`, `button 0`. */
  held(): readonly string[]
  /** Does as if the owner moved the mouse. */
  useAsOwner(): void
}

/** The input of one drawn desktop. */
export type FakeInput = {
  readonly hands: FakeHands
  /** Where input has put the pointer, or `null` while nobody has. */
  pointer(): { readonly x: number; readonly y: number } | null
  open(part: Part, picture: Picture): InputSink
  watchOwner(listener: () => void): { close(): Promise<void> }
  clipboard(): Clipboard
}

type KeyEvent = Extract<InputEvent, { type: 'key' }>
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'])

/** Begins with an empty field and clipboard; `damage` is told what looks different. */
export function openFakeInput(damage: (rects: readonly Rect[]) => void): FakeInput {
  const listeners = new Set<() => void>()
  const held = new Set<string>()
  let state = { typed: '', clicks: 0, isPressed: false }
  let pointer: { x: number; y: number } | null = null
  let copied = ''

  const show = (picture: Picture, change: Partial<typeof state>): void => {
    state = { ...state, ...change }
    damage(drawField(picture, state))
  }
  const write = (picture: Picture, text: string): void => {
    const typed = [...state.typed]
    for (const character of text.replaceAll('\r\n', '\n')) {
      if (character === '\b') typed.pop()
      else if (character === '\n') typed.length = 0
      else if (character >= ' ') typed.push(character)
    }
    show(picture, { typed: typed.slice(-MAX_FIELD_CHARACTERS).join('') })
  }
  const key = (picture: Picture, { by, name, isDown }: KeyEvent): void => {
    const isHeld = by === 'code' || MODIFIERS.has(name)
    if (isHeld && isDown) held.add(name)
    if (isHeld && !isDown) held.delete(name)
    if (!isDown || MODIFIERS.has(name)) return
    if (['Control', 'Alt', 'Meta', 'ControlLeft', 'AltLeft', 'MetaLeft'].some((it) => held.has(it))) return
    const text = by === 'code' ? characterOf(name, held.has('ShiftLeft') || held.has('ShiftRight')) : meaningOf(name)
    if (text) write(picture, text)
  }
  const click = (picture: Picture, { button, isDown }: Extract<InputEvent, { type: 'button' }>): void => {
    if (isDown) held.add(`button ${button}`)
    const wasHeld = isDown || held.delete(`button ${button}`)
    const isOnButton = pointer !== null && contains(fieldPlaces(picture.heightPx).button, pointer)
    if (button !== 0 || !wasHeld) return
    if (isDown) show(picture, { isPressed: isOnButton })
    else show(picture, { isPressed: false, clicks: state.clicks + Number(state.isPressed && isOnButton) })
  }
  const release = (picture: Picture): void => {
    held.clear()
    if (state.isPressed) show(picture, { isPressed: false })
  }
  const act = (part: Part, picture: Picture, event: InputEvent): void => {
    if ('x' in event) {
      const at = { x: part.area.x + event.x, y: part.area.y + event.y }
      const isUp = event.type === 'button' && !event.isDown
      const isInside = event.x < part.area.width && event.y < part.area.height
      if (!isUp && (!isInside || part.covered().some((it) => contains(it, at)))) return
      if (isInside) pointer = at
    }
    if (event.type === 'button') click(picture, event)
    else if (event.type === 'key') key(picture, event)
    else if (event.type === 'text') write(picture, event.text)
    else if (event.type === 'release') release(picture)
  }
  return {
    hands: {
      typed: () => state.typed,
      clicks: () => state.clicks,
      held: () => [...held],
      useAsOwner() {
        for (const listener of listeners) listener()
      },
    },
    pointer: () => pointer,
    open(part, picture) {
      show(picture, {})
      let isOpen = true
      return {
        async apply(events) {
          if (isOpen) for (const event of events) act(part, picture, event)
        },
        releaseAll: async () => release(picture),
        async close() {
          isOpen = false
          release(picture)
        },
      }
    },
    watchOwner(listener) {
      const told = (): void => listener()
      listeners.add(told)
      return {
        async close() {
          listeners.delete(told)
        },
      }
    },
    clipboard: () => ({
      readText: async () => copied,
      async writeText(text) {
        if (Buffer.byteLength(text) > MAX_CLIPBOARD_BYTES) {
          throw new DeskhandError('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES })
        }
        copied = text
      },
      close: () => Promise.resolve(),
    }),
  }
}

const NAMED: Readonly<Record<string, string>> = { Enter: '\n', Backspace: '\b', Space: ' ' }

function meaningOf(name: string): string {
  return NAMED[name] ?? ([...name].length === 1 ? name : '')
}

/** The letter or digit of a place on the keyboard, as on a US one. */
function characterOf(code: string, isShifted: boolean): string {
  const letter = /^(?:Key|Digit)(.)$/.exec(code)?.[1]
  if (letter === undefined) return NAMED[code] ?? ''
  return isShifted ? letter : letter.toLowerCase()
}

function contains(area: Rect, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height
}
