// The keyboard of the customer's display as input needs it: its map, its state, and every symbol made by some key.
import type { XEvent } from 'x11'
import type { Injector } from './injector.ts'
import { type KeyMap, makeKeyMap, type Stroke } from './key-map.ts'
import { openSpareKeys } from './spare-keys.ts'
import { readXkbMap } from './xkb-map.ts'

const CAPS_LOCK = 0b10
const ALL_PARTS = 0xff
/** Numbers of XKB events. */
const MAP_EVENTS: ReadonlySet<number> = new Set([0, 1])
const STATE_EVENT = 2

/** The keyboard of one display, shared by all who put input into it. */
export type Keyboard = {
  /** Resolves when the map is known again after it was changed; `undefined` when it is known now. */
  refreshed(): Promise<void> | undefined
  map(): KeyMap
  /** How a symbol is made at this moment, borrowed keys included. */
  strokeOf(symbol: number): Stroke | undefined
  /**
   * Borrows keys for those of the symbols that no key makes.
   *
   * @returns 0, or how many milliseconds to wait before the first of them can have one; `null` when there are no keys
   */
  borrow(symbols: readonly number[]): number | null
  /** Presses and releases one key; Caps Lock does not count while `press` runs. */
  withoutCapsLock(press: () => void): void
  /** To be called for every symbol typed. */
  used(symbol: number): void
  /** Puts back what was changed. */
  close(): void
}

/**
 * Reads the map of the keyboard that injected keys belong to, and follows it.
 *
 * It is not asked for the keyboard all programs see: that one takes over the map of whichever keyboard was used last.
 */
export async function openKeyboard({ connection, devices }: Injector): Promise<Keyboard> {
  const { ask, client } = connection
  const xkb = await connection.extension('xkb')
  const { NewKeyboardNotify, MapNotify, StateNotify } = xkb.EventType
  const wanted = NewKeyboardNotify | MapNotify | StateNotify
  xkb.SelectEvents(xkb.UseCoreKbd, wanted, 0, wanted, ALL_PARTS, ALL_PARTS)
  const readMap = async (): Promise<KeyMap> => {
    const rows = await ask<readonly (readonly number[])[]>((reply) => client.GetModifierMapping(reply))
    return makeKeyMap(await readXkbMap(connection, devices.keyboard), rows)
  }
  let state = await ask<{ lockedMods: number; group: number }>((reply) => xkb.GetState(xkb.UseCoreKbd, reply))
  let map = await readMap()
  let isStale = false
  let refreshing: Promise<void> | undefined
  const spare = await openSpareKeys(connection, map)

  const follow = ({ xkbType, seq, lockedMods, group }: XEvent): void => {
    if (xkbType === STATE_EVENT) state = { lockedMods: lockedMods ?? 0, group: group ?? 0 }
    else if (xkbType !== undefined && MAP_EVENTS.has(xkbType) && !spare.isOwnChange(seq)) isStale = true
  }
  connection.onEvent(follow)
  const refresh = async (): Promise<void> => {
    while (isStale) {
      isStale = false
      map = await readMap()
      spare.remap(map)
    }
    refreshing = undefined
  }
  return {
    refreshed() {
      if (isStale) refreshing ??= refresh()
      return refreshing
    },
    map: () => map,
    strokeOf: (symbol) => spare.strokeOf(symbol) ?? map.find(symbol, state.group),
    borrow: (symbols) => spare.bind(symbols.filter((it) => !map.find(it, state.group))),
    withoutCapsLock(press) {
      const lock = state.lockedMods & CAPS_LOCK
      const set = (locked: number): void =>
        xkb.LatchLockState(xkb.UseCoreKbd, CAPS_LOCK, locked, false, 0, 0, 0, false, 0)
      if (lock) set(0)
      press()
      if (lock) set(lock)
    },
    used: spare.used,
    close: spare.giveBack,
  }
}
