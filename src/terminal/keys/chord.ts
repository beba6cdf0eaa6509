// Names of keys: parsing what a person writes in the configuration, and showing keys on the screen.

declare const brand: unique symbol
/** One key with its modifiers in canonical form: `ctrl+n`, `G`, `shift+tab`, `?`, `space`. */
export type Chord = string & { readonly [brand]: 'chord' }

const NAMED = [
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
  'enter',
  'esc',
  'tab',
  'space',
  'backspace',
  'delete',
] as const
/** Keys that have a name instead of a character. */
export type NamedKey = (typeof NAMED)[number]

const ALIASES: Readonly<Record<string, NamedKey>> = {
  return: 'enter',
  escape: 'esc',
  pgup: 'pageup',
  pgdn: 'pagedown',
  del: 'delete',
  bs: 'backspace',
}
const MODIFIERS = ['ctrl', 'alt', 'shift', 'super'] as const
type Modifier = (typeof MODIFIERS)[number]
const MODIFIER_ALIASES: Readonly<Record<string, Modifier>> = {
  control: 'ctrl',
  meta: 'alt',
  option: 'alt',
  cmd: 'super',
  win: 'super',
}
/** Terminals send the same byte for these as for the key beside them. */
const SAME_BYTE: Readonly<Record<string, NamedKey>> = {
  'ctrl+i': 'tab',
  'ctrl+m': 'enter',
  'ctrl+[': 'esc',
  'ctrl+h': 'backspace',
}
const SHOWN: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
}

/** What a chord is made of. */
export type ChordParts = { readonly key: string; readonly modifiers: ReadonlySet<Modifier> }

/**
 * Reads a chord as people write them: any case of names, `meta` for `alt`, modifiers in any order.
 *
 * @param text  as `Ctrl+N`, `alt+enter`, `g`, `+`, `ctrl++`
 * @returns the canonical chord, or undefined when it is not one key a terminal can send
 */
export function parseChord(text: string): Chord | undefined {
  const cut = text.length > 1 ? text.lastIndexOf('+', text.length - 2) : -1
  const key = text.slice(cut + 1)
  const modifiers = new Set<Modifier>()
  for (const word of cut < 0 ? [] : text.slice(0, cut).toLowerCase().split('+')) {
    const modifier = MODIFIERS.find((known) => known === word) ?? MODIFIER_ALIASES[word]
    if (modifier === undefined) return undefined
    modifiers.add(modifier)
  }
  const lower = key.toLowerCase()
  const named = NAMED.find((known) => known === lower) ?? ALIASES[lower] ?? (key === ' ' ? 'space' : undefined)
  if (named === undefined && ([...key].length !== 1 || /[\p{C}\p{Z}]/u.test(key))) return undefined
  return makeChord({ key: named ?? key, modifiers })
}

/** Builds the canonical chord: control keys are lower case, a shifted letter is its capital. */
export function makeChord({ key, modifiers }: ChordParts): Chord {
  const isCharacter = [...key].length === 1
  const isShifted = isCharacter && modifiers.has('shift') && !modifiers.has('ctrl')
  const character = isShifted ? key.toUpperCase() : modifiers.has('ctrl') && isCharacter ? key.toLowerCase() : key
  const kept = MODIFIERS.filter((modifier) => modifiers.has(modifier) && !(modifier === 'shift' && isShifted))
  const chord = [...kept, character].join('+')
  return (SAME_BYTE[chord] ?? chord) as Chord // built here from known parts
}

/** A chord as it is shown on the screen: arrows as arrows, names as they are. */
export function formatChord(chord: Chord): string {
  const cut = chord.length > 1 ? chord.lastIndexOf('+', chord.length - 2) : -1
  const key = chord.slice(cut + 1)
  return chord.slice(0, cut + 1) + (SHOWN[key] ?? key)
}
