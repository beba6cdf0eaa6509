// Types: makes any symbol with the customer's keyboard, whatever is held, and keeps account of what is held.
import type { Injector } from './injector.ts'
import type { Stroke } from './key-map.ts'
import type { Keyboard } from './keyboard.ts'
import { charactersOf, shortcutLetter, symbolOf } from './symbols.ts'

/** The most characters sent before the server must have taken them, so that a long text can be stopped. */
export const TEXT_BURST = 32
/** How many characters are looked at for keys to borrow at once. */
const LOOK_AHEAD = 64
const SHIFT = 0b1
/** Control, Mod1 (Alt) and Mod4 (Meta): with one of them a letter is a shortcut. */
const SHORTCUT = 0b0100_1100

/** What is in the way of a symbol: milliseconds to wait, or no way at all. */
type Obstacle = number | null

/** One person's hands on the keyboard. */
export type Typist = {
  /** Presses a key until `letGo`. */
  hold(keycode: number): void
  letGo(keycode: number): void
  /** Lets go of everything and drops what is still to be typed. */
  release(): void
  /** Presses and releases the key of something that is no character, such as an arrow. */
  tapNamed(symbol: number): Promise<void> | undefined
  /**
   * Presses and releases what makes a character.
   *
   * @param isText  whether the modifiers held were needed to make the character, as AltGr is, and are not a shortcut
   */
  tapCharacter(character: string, isText: boolean): Promise<void> | undefined
  /** Types a whole text in order. */
  type(text: string): Promise<void>
}

/** Puts hands on a keyboard. */
export function openTypist(injector: Injector, keyboard: Keyboard): Typist {
  const held = new Set<number>()
  let turn = 0

  const heldModifiers = (): number => [...held].reduce((all, keycode) => all | keyboard.map().modifiersOf(keycode), 0)

  /** Presses a key with exactly the wanted modifiers out of `mask`, and holds what was held again. */
  const tap = ({ keycode, modifiers, mask }: Stroke): void => {
    const { modifiersOf, carrier } = keyboard.map()
    const lifted = [...held].filter((it) => modifiersOf(it) & mask & ~modifiers)
    const missing = modifiers & ~heldModifiers()
    const added = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((row) => (missing & (1 << row) ? (carrier(1 << row) ?? []) : []))
    keyboard.withoutCapsLock(() => {
      for (const it of lifted) injector.key(it, false)
      for (const it of added) injector.key(it, true)
      // A key that is held down already has to come up first to go down.
      if (held.has(keycode)) injector.key(keycode, false)
      injector.key(keycode, true)
      if (!held.has(keycode)) injector.key(keycode, false)
      for (const it of added.toReversed()) injector.key(it, false)
      for (const it of lifted) injector.key(it, true)
    })
  }

  /** Finds the key of a symbol, borrowing one when needed, and says what is in the way otherwise. */
  const reach = (symbol: number, next: readonly number[] = []): Stroke | { readonly obstacle: Obstacle } => {
    const known = keyboard.strokeOf(symbol)
    if (known) return known
    const obstacle = keyboard.borrow([symbol, ...next])
    return keyboard.strokeOf(symbol) ?? { obstacle }
  }

  const once = (symbol: number, change: (stroke: Stroke) => Stroke): Promise<void> | undefined => {
    const found = reach(symbol)
    if (!('obstacle' in found)) {
      keyboard.used(symbol)
      return void tap(change(found))
    }
    if (found.obstacle === null) return undefined
    const began = turn
    return later(found.obstacle).then(() => (turn === began ? once(symbol, change) : undefined))
  }

  return {
    hold(keycode) {
      if (held.has(keycode)) return
      held.add(keycode)
      injector.key(keycode, true)
    },
    letGo(keycode) {
      if (held.delete(keycode)) injector.key(keycode, false)
    },
    release() {
      turn++
      for (const keycode of held) injector.key(keycode, false)
      held.clear()
    },
    tapNamed(symbol) {
      const keycode = keyboard.map().plain(symbol)
      if (keycode !== undefined) return void tap({ keycode, modifiers: 0, mask: 0 })
      return once(symbol, (stroke) => ({ ...stroke, modifiers: 0, mask: 0 }))
    },
    tapCharacter(character, isText) {
      const modifiers = heldModifiers()
      const isShortcut = !isText && (modifiers & SHORTCUT) !== 0
      const meant = isShortcut ? shortcutLetter(character) : character
      const symbol = symbolOf(meant)
      if (symbol === null) return undefined
      const isLetter = isShortcut && meant.toLowerCase() !== meant.toUpperCase()
      if (isLetter) return once(symbol, (stroke) => ({ ...stroke, mask: stroke.mask & ~SHIFT }))
      return once(symbol, isShortcut ? asItIs : withoutShortcut)
    },
    async type(text) {
      const began = turn
      const characters = charactersOf(text)
      const symbols = characters.map(symbolOf).filter((symbol) => symbol !== null)
      let at = 0
      while (at < symbols.length && turn === began) {
        let obstacle: Obstacle = 0
        injector.together(() => {
          for (const end = Math.min(symbols.length, at + TEXT_BURST); at < end; at++) {
            const symbol = symbols[at] ?? 0
            const found = reach(symbol, symbols.slice(at + 1, at + LOOK_AHEAD))
            if ('obstacle' in found) {
              obstacle = found.obstacle
              if (obstacle !== null) return
            } else {
              keyboard.used(symbol)
              tap(withoutShortcut(found))
            }
          }
        })
        if (obstacle) await later(obstacle)
        else if (at < symbols.length) await injector.connection.sync()
        await keyboard.refreshed()
      }
    },
  }
}

const asItIs = (stroke: Stroke): Stroke => stroke

/** Characters of a text are no shortcuts: whatever of Control, Alt and Meta is held does not count for them. */
const withoutShortcut = (stroke: Stroke): Stroke => ({ ...stroke, mask: stroke.mask | SHORTCUT })

function later(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
