// Keys as data: which key does what where, with the reader's own choices applied and conflicts found.
import type { MessageKey, Translate } from '../../language/catalogue.ts'
import { type Chord, formatChord, parseChord } from './chord.ts'

/** One action and the keys that start it. */
export type Binding = {
  /** What happens, dotted: `pane.next`. */
  readonly id: string
  /** As people write them; the first one is shown in the footer. */
  readonly chords: readonly string[]
  /** Where it holds: a pane, a dialog, or `global`. */
  readonly scope: string
  /** The catalogue's sentence of what it does. */
  readonly help: MessageKey
  /** Kept out of the footer, not out of the help. */
  readonly isQuiet?: boolean
}

/** A binding whose chords are canonical. */
export type BoundKey = Omit<Binding, 'chords'> & { readonly chords: readonly Chord[] }

/** The user's own keys: action to chords; an empty list unbinds. */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>

/** What is wrong with the keys; the program goes on with the defaults. */
export type KeyProblem =
  | { readonly code: 'invalid'; readonly chord: string; readonly action: string }
  | { readonly code: 'unknownAction'; readonly action: string }
  | { readonly code: 'taken'; readonly chord: Chord; readonly first: string; readonly second: string }

/** All bindings of a program. */
export type Keymap = {
  readonly bindings: readonly BoundKey[]
  readonly problems: readonly KeyProblem[]
  /** By `scope chord`. */
  readonly index: ReadonlyMap<string, BoundKey>
}

/**
 * Puts bindings and the user's overrides together.
 *
 * Overrides that make no sense are reported and leave the default; of two actions on one key in one scope the first
 * keeps it and the conflict is reported.
 */
export function makeKeymap(defaults: readonly Binding[], overrides: KeyOverrides = {}): Keymap {
  const problems: KeyProblem[] = []
  for (const action of Object.keys(overrides))
    if (!defaults.some(({ id }) => id === action)) problems.push({ code: 'unknownAction', action })
  const bindings = defaults.map((binding) => bind(binding, overrides, problems))
  const index = new Map<string, BoundKey>()
  for (const binding of bindings) {
    for (const chord of binding.chords) {
      const place = `${binding.scope} ${chord}`
      const first = index.get(place)
      if (first === undefined) index.set(place, binding)
      else if (first.id !== binding.id) problems.push({ code: 'taken', chord, first: first.id, second: binding.id })
    }
  }
  return { bindings, problems, index }
}

/** Finds what a chord does, the focused scope first. */
export function matchChord(keymap: Keymap, chord: Chord, scopes: readonly string[]): BoundKey | undefined {
  for (const scope of scopes) {
    const found = keymap.index.get(`${scope} ${chord}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** A problem with the keys as a sentence. */
export function describeKeyProblem(problem: KeyProblem, t: Translate): string {
  if (problem.code === 'invalid') return t('terminal.chord.invalid', { chord: problem.chord })
  if (problem.code === 'unknownAction') return t('terminal.chord.unknownAction', { action: problem.action })
  const { chord, first, second } = problem
  return t('terminal.chord.taken', { chord: formatChord(chord), first, second })
}

function bind(binding: Binding, overrides: KeyOverrides, problems: KeyProblem[]): BoundKey {
  const own = Object.hasOwn(overrides, binding.id) ? overrides[binding.id] : undefined
  const wanted = own?.map((text) => ({ text, chord: parseChord(text) }))
  for (const { text, chord } of wanted ?? [])
    if (chord === undefined) problems.push({ code: 'invalid', chord: text, action: binding.id })
  const isGood = wanted?.every(({ chord }) => chord !== undefined) ?? false
  const texts = isGood && own !== undefined ? own : binding.chords
  return { ...binding, chords: texts.flatMap((text) => parseChord(text) ?? []) }
}
