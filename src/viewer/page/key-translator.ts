// From the browser's keys to input: by what a key means to the one who presses it, or by its place on the keyboard.
import type { InputEvent } from '../../protocol/input.ts'

/** How keys are named. */
export type KeyMode = 'symbol' | 'code'
/** The system the browser runs on, where its keyboards differ. */
export type KeySystem = 'windows' | 'mac' | 'other'

/** What is read of a `KeyboardEvent`. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'repeat' | 'isComposing' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'
>

/** What a stroke amounts to; one that is not taken is left to the browser and its input method. */
export type Translation = { readonly events: readonly InputEvent[]; readonly isTaken: boolean }

/** Translates strokes and knows which keys are held. */
export type KeyTranslator = {
  down(stroke: KeyStroke): Translation
  up(stroke: KeyStroke): Translation
  /** A `Control` that was held back is one after all; asked a moment after a stroke. */
  settle(): readonly InputEvent[]
  /** Forgets all keys; whether any was held. */
  forget(): boolean
}

type KeyEvent = Extract<InputEvent, { type: 'key' }>
type Held = Pick<KeyEvent, 'by' | 'name'>

/** The key code of whatever an input method takes for itself. */
const PROCESSED = 229
/** These change what later keys mean here, and mean nothing there. */
const LOCAL = new Set(
  'CapsLock NumLock ScrollLock AltGraph Fn FnLock HangulMode HanjaMode JunjaMode KanjiMode KanaMode Convert'.split(' '),
)
const MODIFIERS = { Shift: 'shiftKey', Control: 'ctrlKey', Alt: 'altKey', Meta: 'metaKey' } as const
const NOTHING: Translation = { events: [], isTaken: false }

/** Begins with no key held. */
export function makeKeyTranslator(mode: KeyMode, system: KeySystem): KeyTranslator {
  const held = new Map<string, Held>()
  let isDead = false
  /** On Windows `AltGr` comes as a `Control` first, which nobody pressed. */
  let heldBack: KeyStroke | null = null

  const press = (stroke: KeyStroke): InputEvent[] => {
    const place = stroke.code || stroke.key
    const known = held.get(place)
    if (known && stroke.repeat) return [{ type: 'key', ...known, isDown: true }]
    const now = nameOf(stroke, mode)
    held.set(place, now)
    return [
      ...(known ? [{ type: 'key', ...known, isDown: false } as const] : []),
      { type: 'key', ...now, isDown: true },
    ]
  }
  const lift = (place: string): InputEvent[] => {
    const known = held.get(place)
    held.delete(place)
    return known ? [{ type: 'key', ...known, isDown: false }] : []
  }
  const settle = (): InputEvent[] => {
    const stroke = heldBack
    heldBack = null
    return stroke ? press(stroke) : []
  }
  /** A modifier that is up by now although nobody told. */
  const lost = (stroke: KeyStroke): InputEvent[] =>
    [...held].flatMap(([place, { name }]) => {
      const flag = MODIFIERS[name.replace(/(Left|Right)$/, '') as keyof typeof MODIFIERS]
      return flag && !stroke[flag] && !isModifier(stroke.key) ? lift(place) : []
    })

  const down = (stroke: KeyStroke): Translation => {
    const isAltGraph = stroke.key === 'AltGraph'
    if (isAltGraph) heldBack = null
    const before = [...settle(), ...lost(stroke)]
    const taken = (...events: InputEvent[]): Translation => ({ events: [...before, ...events], isTaken: true })
    if (system === 'windows' && stroke.key === 'Control' && stroke.code === 'ControlLeft' && !stroke.repeat) {
      heldBack = stroke
      return taken()
    }
    if (mode === 'code') return stroke.code ? taken(...press(stroke)) : NOTHING
    const left = { events: before, isTaken: false }
    if (stroke.key === 'Dead') isDead = true
    if (stroke.key === 'Dead' || LOCAL.has(stroke.key)) return left
    if (isDead && !isModifier(stroke.key)) {
      isDead = false
      if (isCharacter(stroke.key) && !stroke.ctrlKey && !stroke.metaKey) return left
    }
    if (system === 'mac') return taken(...pressOnMac(stroke, { press, lift }))
    return stroke.key === 'Unidentified' && !stroke.code ? left : taken(...press(stroke))
  }
  return {
    down: (stroke) => (isComposed(stroke) ? { events: settle(), isTaken: false } : down(stroke)),
    up(stroke) {
      const events = [...settle(), ...lift(stroke.code || stroke.key)]
      return { events, isTaken: events.length > 0 }
    },
    settle,
    forget() {
      const any = held.size > 0
      held.clear()
      heldBack = null
      isDead = false
      return any
    },
  }
}

/** A Mac makes characters with Option, and does not tell what goes up while Command is down. */
function pressOnMac(
  stroke: KeyStroke,
  { press, lift }: { press: (stroke: KeyStroke) => InputEvent[]; lift: (place: string) => InputEvent[] },
): InputEvent[] {
  if (stroke.key === 'Alt') return []
  const pressed = press(stroke)
  const isTap = stroke.metaKey && !isModifier(stroke.key)
  const events = isTap ? [...pressed, ...lift(stroke.code || stroke.key)] : pressed
  if (!stroke.altKey || isCharacter(stroke.key) || isModifier(stroke.key)) return events
  const alt = { type: 'key', by: 'symbol', name: 'Alt' } as const
  return [{ ...alt, isDown: true }, ...events, { ...alt, isDown: false }]
}

function nameOf({ key, code }: KeyStroke, mode: KeyMode): Held {
  const isKnown = key !== '' && key !== 'Unidentified'
  return mode === 'symbol' && isKnown ? { by: 'symbol', name: key } : { by: 'code', name: code }
}

function isComposed(stroke: KeyStroke): boolean {
  return stroke.isComposing || stroke.keyCode === PROCESSED || stroke.key === 'Process'
}

function isModifier(key: string): boolean {
  return key in MODIFIERS || key === 'AltGraph'
}

function isCharacter(key: string): boolean {
  return [...key].length === 1
}
