// What a key of the other side does: by its place on the keyboard, or by what it means there.
import type { InputEvent } from '../../../../src/protocol/input.ts'
import { KEY_CODES } from './key-codes.ts'
import type { Keyboard } from './keyboard.ts'
import { MODIFIER_SYMBOLS, NAMED_SYMBOLS } from './symbols.ts'
import type { Typist } from './typist.ts'

type KeyEvent = Extract<InputEvent, { type: 'key' }>

/** The keys of one person. */
export type Keys = {
  act(event: KeyEvent): Promise<void> | undefined
  /** Everything is up. */
  forget(): void
}

/**
 * Starts with nothing held.
 *
 * Keys by their meaning go down and up at once, with each repeat again: a link that stalls cannot make the customer's
 * machine repeat a Delete, and the modifiers a character needs there cannot mix with the next one's. Only modifiers,
 * and keys by their place, are held as long as they are held on the other side.
 */
export function openKeys(typist: Typist, keyboard: Keyboard): Keys {
  let isAltGraph = false
  const byCode = ({ name, isDown }: KeyEvent): undefined => {
    const keycode = KEY_CODES.get(name)
    if (keycode === undefined) return
    if (isDown) typist.hold(keycode)
    else typist.letGo(keycode)
  }
  const modifier = (symbol: number, isDown: boolean): undefined => {
    const keycode = keyboard.map().plain(symbol)
    if (keycode === undefined) return
    if (isDown) typist.hold(keycode)
    else typist.letGo(keycode)
  }
  const bySymbol = ({ name, isDown }: KeyEvent): Promise<void> | undefined => {
    const symbol = MODIFIER_SYMBOLS[name]
    if (symbol !== undefined) return modifier(symbol, isDown)
    // It made the character that comes next and is not needed here; Windows sends a Control along with it.
    if (name === 'AltGraph') isAltGraph = isDown
    if (!isDown) return undefined
    const named = NAMED_SYMBOLS[name]
    if (named !== undefined) return typist.tapNamed(named)
    if ([...name].length === 1) return typist.tapCharacter(name, isAltGraph)
    // Some layouts make several characters with one key; names this program does not know are plain ASCII.
    return /^[\x20-\x7e]+$/.test(name) ? undefined : typist.type(name)
  }
  return {
    act: (event) => (event.by === 'code' ? byCode(event) : bySymbol(event)),
    forget() {
      isAltGraph = false
    },
  }
}
