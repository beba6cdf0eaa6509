// What a person can find out about keys: the footer, the searchable help, the palette, the README's table.
import type { Translate } from '../../language/catalogue.ts'
import { cells } from '../text/cells.ts'
import { type Chord, formatChord, parseChord } from './chord.ts'
import { type BoundKey, type Keymap, matchChord } from './keymap.ts'

/** One line of help: keys, and what they do, in the reader's language. */
export type KeyHelp = {
  readonly id: string
  readonly scope: string
  /** As shown: `ctrl+n, tab`; empty when unbound. */
  readonly keys: string
  readonly help: string
}

/** One entry of the footer. */
export type FooterItem = { readonly key: string; readonly help: string }

/** What stands between two entries of the footer. */
export const FOOTER_GAP = '  '

/**
 * Searches the bindings by action, by description and by key; a query that is a key lists its actions first.
 *
 * @param query  empty for all
 */
export function searchKeys(keymap: Keymap, query: string, t: Translate): readonly KeyHelp[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const chord = parseChord(query.trim())
  const ranked = keymap.bindings.flatMap((binding) => {
    const entry = describe(binding, t)
    if (chord !== undefined && binding.chords.includes(chord)) return [{ entry, rank: 0 }]
    const text = `${entry.id} ${entry.help} ${entry.keys} ${entry.scope}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) return []
    const startsWell = words.length === 0 || entry.help.toLowerCase().startsWith(words[0] ?? '')
    return [{ entry, rank: startsWell ? 1 : 2 }]
  })
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry)
}

/**
 * Chooses the footer's entries, in the order of the scopes, as many as fit.
 *
 * @param scopes  the focused one first; a key that an earlier scope has taken is left out of later ones
 * @param width   cells
 */
export function footerItems(
  keymap: Keymap,
  scopes: readonly string[],
  { width, t }: { readonly width: number; readonly t: Translate },
): readonly FooterItem[] {
  const shown: FooterItem[] = []
  let used = 0
  for (const scope of scopes) {
    for (const binding of keymap.bindings) {
      const chord = binding.scope === scope ? reachable(keymap, binding, scopes) : undefined
      if (chord === undefined || binding.isQuiet === true) continue
      const item = { key: formatChord(chord), help: helpOf(binding, t) }
      const room = cells(item.key) + 1 + cells(item.help) + (shown.length > 0 ? FOOTER_GAP.length : 0)
      if (used + room > width) return shown
      used += room
      shown.push(item)
    }
  }
  return shown
}

function helpOf(binding: BoundKey, t: Translate): string {
  return (t as (key: BoundKey['help']) => string)(binding.help) // sentences about keys take no parameters
}

function reachable(keymap: Keymap, binding: BoundKey, scopes: readonly string[]): Chord | undefined {
  return binding.chords.find((chord) => matchChord(keymap, chord, scopes)?.id === binding.id)
}

function describe(binding: BoundKey, t: Translate): KeyHelp {
  const { id, scope, chords } = binding
  return { id, scope, keys: chords.map(formatChord).join(', '), help: helpOf(binding, t) }
}
