// The keyboard map of an X server: which key, with which modifiers held, makes which symbol.
import { canonicalSymbol } from './symbols.ts'

const SHIFT = 1
const LOCK = 2
const FIRST_KEYCODE = 8
/** Which symbols a key may have to be held for a level of others: Shift, level three (AltGr) and level five. */
const LEVEL_SYMBOLS: ReadonlySet<number> = new Set([0xffe1, 0xffe2, 0xfe03, 0xfe11])
const NUM_LOCK = 0xff7f

/** How modifiers choose the level of a key: the level of the entry whose `modifiers` equal those held within `mask`. */
export type KeyType = {
  readonly mask: number
  readonly entries: readonly { readonly modifiers: number; readonly level: number }[]
}
/** One group (layout) of a key: its symbols, level after level. */
export type KeyGroup = { readonly type: KeyType; readonly symbols: readonly number[] }
/** The keys of a server by keycode, each with its groups. */
export type KeyTable = ReadonlyMap<number, readonly KeyGroup[]>

/** How a symbol is made: the key, and within `mask` exactly these modifiers. */
export type Stroke = { readonly keycode: number; readonly modifiers: number; readonly mask: number }

/** The map as it is searched. */
export type KeyMap = {
  /** How `symbol` is made while group number `group` is chosen, or `undefined` when no key makes it. */
  find(symbol: number, group: number): Stroke | undefined
  /** The key that makes `symbol` with no modifier, in any group. */
  plain(symbol: number): number | undefined
  /** The symbols of a key's first group; empty for a key that there is not. */
  symbolsAt(keycode: number): readonly number[]
  /** Modifier bits that a key sets while it is held. */
  modifiersOf(keycode: number): number
  /** The key to hold for one modifier bit. */
  carrier(bit: number): number | undefined
  /** The one symbol of a key that makes nothing else and is no modifier, zero for a spare one; `null` for other keys. */
  onlySymbol(keycode: number): number | null
  /** Keys that make nothing; never the first one, which no keyboard of Linux has and toolkits distrust. */
  readonly spare: readonly number[]
}

/**
 * Makes a searchable map.
 *
 * @param modifierRows  eight rows of keycodes: Shift, Lock, Control, Mod1 … Mod5
 */
export function makeKeyMap(table: KeyTable, modifierRows: readonly (readonly number[])[]): KeyMap {
  const bits = new Map<number, number>()
  for (const [row, keycodes] of modifierRows.entries()) {
    for (const keycode of keycodes) if (keycode !== 0) bits.set(keycode, (bits.get(keycode) ?? 0) | (1 << row))
  }
  const symbolAt = (keycode: number): number => table.get(keycode)?.[0]?.symbols[0] ?? 0
  const carriers = new Map<number, number>()
  let numLock = 0
  for (const [keycode, bit] of bits) {
    if (symbolAt(keycode) === NUM_LOCK) numLock |= bit
    if (LEVEL_SYMBOLS.has(symbolAt(keycode)) && !carriers.has(bit)) carriers.set(bit, keycode)
  }
  const holdable = [...carriers.keys()].reduce((all, bit) => all | bit, 0)
  const groups = new Map<number, ReadonlyMap<number, Stroke>>()
  const strokesOf = (group: number): ReadonlyMap<number, Stroke> => {
    const known = groups.get(group) ?? indexGroup(table, group, { holdable, numLock })
    groups.set(group, known)
    return known
  }
  const onlySymbol = (keycode: number): number | null => {
    const rows = table.get(keycode)
    if (!rows || rows.length > 1 || bits.has(keycode)) return null
    return rows.every(({ symbols }) => symbols.slice(1).every((symbol) => symbol === 0)) ? symbolAt(keycode) : null
  }
  return {
    find: (symbol, group) => strokesOf(group).get(canonicalSymbol(symbol)),
    plain: (symbol) => [...table.keys()].find((keycode) => symbolAt(keycode) === symbol),
    symbolsAt: (keycode) => table.get(keycode)?.[0]?.symbols ?? [],
    modifiersOf: (keycode) => bits.get(keycode) ?? 0,
    carrier: (bit) => carriers.get(bit),
    onlySymbol,
    spare: [...table.keys()].filter((keycode) => keycode > FIRST_KEYCODE && onlySymbol(keycode) === 0),
  }
}

type Means = { readonly holdable: number; readonly numLock: number }

function indexGroup(table: KeyTable, group: number, means: Means): ReadonlyMap<number, Stroke> {
  const found = new Map<number, Stroke>()
  for (const [keycode, rows] of table) {
    const row = rows[group % Math.max(1, rows.length)]
    // What the number pad makes depends on Num Lock; all of it is elsewhere too.
    if (!row || row.type.mask & means.numLock) continue
    for (const [level, symbol] of row.symbols.entries()) {
      const modifiers = symbol === 0 ? null : modifiersFor(row.type, level, means.holdable)
      if (modifiers === null) continue
      const known = found.get(canonicalSymbol(symbol))
      if (known && countBits(known.modifiers) <= countBits(modifiers)) continue
      found.set(canonicalSymbol(symbol), { keycode, modifiers, mask: row.type.mask & ~LOCK })
    }
  }
  return found
}

/** The fewest modifiers that choose a level with Caps Lock off, or `null` when none do. */
function modifiersFor(type: KeyType, level: number, holdable: number): number | null {
  const ways = type.entries.filter((it) => it.level === level && (it.modifiers & ~holdable) === 0)
  const isTaken = type.entries.some((it) => it.modifiers === 0 && it.level !== 0)
  const all = [...(level === 0 && !isTaken ? [0] : []), ...ways.map((it) => it.modifiers)]
  return all.sort((a, b) => countBits(a) - countBits(b) || Number(b === SHIFT) - Number(a === SHIFT))[0] ?? null
}

function countBits(value: number): number {
  let count = 0
  for (let rest = value; rest; rest &= rest - 1) count++
  return count
}
