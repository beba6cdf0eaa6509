// What the X server calls the characters and keys that browsers name: key symbols ("keysyms").
import table from 'x11/lib/keysyms.js'

const UNICODE = 0x01000000
const LAST_LEGACY = 0x20ff
/** The letters of a Korean keyboard in the places of a … z: what shortcuts mean by them. */
const HANGUL_KEYS = 'ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ'

/** The modifiers a browser names, and the key that is held for each. */
export const MODIFIER_SYMBOLS: Readonly<Record<string, number>> = {
  Shift: 0xffe1,
  Control: 0xffe3,
  Alt: 0xffe9,
  Meta: 0xffeb,
  Super: 0xffeb,
  OS: 0xffeb,
}

const FUNCTION_KEYS = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`F${index + 1}`, 0xffbe + index]))

/** Keys that are no characters, by their name in `KeyboardEvent.key`; locks and dead keys are left out on purpose. */
export const NAMED_SYMBOLS: Readonly<Record<string, number>> = {
  ...FUNCTION_KEYS,
  Backspace: 0xff08,
  Tab: 0xff09,
  Clear: 0xff0b,
  Enter: 0xff0d,
  Pause: 0xff13,
  ScrollLock: 0xff14,
  Escape: 0xff1b,
  Convert: 0xff23,
  NonConvert: 0xff22,
  Hiragana: 0xff25,
  Katakana: 0xff26,
  ZenkakuHankaku: 0xff2a,
  KanaMode: 0xff2d,
  HangulMode: 0xff31,
  HanjaMode: 0xff34,
  JunjaMode: 0xff38,
  KanjiMode: 0xff21,
  Home: 0xff50,
  ArrowLeft: 0xff51,
  ArrowUp: 0xff52,
  ArrowRight: 0xff53,
  ArrowDown: 0xff54,
  PageUp: 0xff55,
  PageDown: 0xff56,
  End: 0xff57,
  Select: 0xff60,
  PrintScreen: 0xff61,
  Execute: 0xff62,
  Insert: 0xff63,
  Undo: 0xff65,
  Redo: 0xff66,
  ContextMenu: 0xff67,
  Find: 0xff68,
  Cancel: 0xff69,
  Help: 0xff6a,
  Delete: 0xffff,
  AudioVolumeDown: 0x1008ff11,
  AudioVolumeMute: 0x1008ff12,
  AudioVolumeUp: 0x1008ff13,
  MediaPlayPause: 0x1008ff14,
  MediaStop: 0x1008ff15,
  MediaTrackPrevious: 0x1008ff16,
  MediaTrackNext: 0x1008ff17,
  BrowserSearch: 0x1008ff1b,
  BrowserBack: 0x1008ff26,
  BrowserForward: 0x1008ff27,
  BrowserRefresh: 0x1008ff29,
  BrowserHome: 0x1008ff18,
  BrowserFavorites: 0x1008ff30,
  Copy: 0x1008ff57,
  Cut: 0x1008ff58,
  Paste: 0x1008ff6d,
}

/** Control characters that a text may hold, as the keys that make them. */
const TYPED_CONTROLS: Readonly<Record<string, number>> = { '\n': 0xff0d, '\r': 0xff0d, '\t': 0xff09, '\b': 0xff08 }

let legacy: ReadonlyMap<number, number> | null = null

/** Reads the character from the comments of the table: `(Ş) LATIN CAPITAL LETTER S WITH CEDILLA`. */
function legacySymbols(): ReadonlyMap<number, number> {
  if (legacy) return legacy
  const found = new Map<number, number>()
  for (const { code, description } of Object.values(table)) {
    const character = /^\((.)\) /u.exec(description ?? '')?.[1]
    if (character && code > 0xff && code <= LAST_LEGACY) found.set(code, ofCodePoint(character.codePointAt(0) ?? 0))
  }
  legacy = found
  return found
}

/** One number for symbols that mean the same character; symbols of keys stay as they are. */
export function canonicalSymbol(symbol: number): number {
  if (symbol >= UNICODE && symbol < UNICODE + 0x100) return symbol - UNICODE
  return legacySymbols().get(symbol) ?? symbol
}

/** The symbol of one character to type, or `null` for what no key can make: control characters, half a surrogate. */
export function symbolOf(character: string): number | null {
  const point = character.codePointAt(0) ?? 0
  const control = TYPED_CONTROLS[character]
  if (control !== undefined) return control
  if (point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0xd800 && point <= 0xdfff)) return null
  return ofCodePoint(point)
}

/** The characters of a text in the order to type them: composed, with one Enter for each end of a line. */
export function charactersOf(text: string): string[] {
  return [...text.normalize('NFC').replaceAll('\r\n', '\n')]
}

/** What a letter means in a shortcut: small, and on a Korean keyboard the Latin letter in its place. */
export function shortcutLetter(character: string): string {
  const place = HANGUL_KEYS.indexOf(character)
  if (place >= 0) return String.fromCharCode(97 + place)
  const small = character.toLowerCase()
  return [...small].length === 1 ? small : character
}

function ofCodePoint(point: number): number {
  return point < 0x100 ? point : UNICODE + point
}
