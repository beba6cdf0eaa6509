// Turns what Ink reports about the keyboard into presses: one chord each, with the text it would type.
import type { Key } from 'ink'
import { each } from '../text/cells.ts'
import { type Chord, type ChordParts, makeChord, type NamedKey } from './chord.ts'

/** One key press. */
export type Press = {
  readonly chord: Chord
  /** What the key types into a field; absent for keys that type nothing. */
  readonly text?: string
}

type Flags = Partial<Key>

/** Checked in this order: Ink sets exactly one of them for a named key. */
const NAMES: readonly (readonly [keyof Key, NamedKey])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]
const BYTES: Readonly<Record<string, NamedKey>> = { '\r': 'enter', '\t': 'tab', '\x1b': 'esc', '\x7f': 'backspace' }
/** The two-set Korean layout, so that shortcuts work while Korean is being typed. */
const KOREAN = 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ'
const LATIN = 'qwertyuiopasdfghjklzxcvbnmQWERTOP'

/**
 * Splits one report of Ink into presses.
 *
 * Keys typed quickly arrive together, as `jjj` or `yes\r`: each becomes a press of its own.
 */
export function keyPresses(input: string, key: Flags): readonly Press[] {
  if (key.eventType === 'release') return []
  const modifiers = modifiersOf(key)
  const name = NAMES.find(([flag]) => key[flag] === true)?.[1]
  if (name !== undefined) return [{ chord: makeChord({ key: name, modifiers }) }]
  if (input === '') return []
  if (modifiers.has('ctrl') || modifiers.has('alt') || modifiers.has('super'))
    return [{ chord: makeChord({ key: input === ' ' ? 'space' : input, modifiers }) }]
  return Array.from(each(input), pressOf)
}

function modifiersOf(key: Flags): ChordParts['modifiers'] {
  const all = [
    ['ctrl', key.ctrl],
    // Ink sets meta for a lone escape too
    ['alt', key.meta === true && key.escape !== true],
    ['shift', key.shift],
    ['super', key.super],
  ] as const
  return new Set(all.flatMap(([name, isHeld]) => (isHeld === true ? [name] : [])))
}

function pressOf(grapheme: string): Press {
  const none: ChordParts['modifiers'] = new Set()
  const named = BYTES[grapheme]
  if (named !== undefined) return { chord: makeChord({ key: named, modifiers: none }) }
  if (grapheme === '\r\n') return { chord: makeChord({ key: 'enter', modifiers: none }) }
  if (grapheme < ' ') {
    const letter = String.fromCharCode(grapheme.charCodeAt(0) + 0x60)
    return { chord: makeChord({ key: letter, modifiers: new Set(['ctrl']) }) }
  }
  const latin = LATIN[KOREAN.indexOf(grapheme)]
  const key = grapheme === ' ' ? 'space' : (latin ?? grapheme)
  return { chord: makeChord({ key, modifiers: none }), text: grapheme }
}
