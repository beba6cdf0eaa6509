// Takes mouse reports and answers of the terminal out of its input, whatever the pieces it comes in.
import { type Answer, answerOf } from './answer.ts'
import { type MouseEvent, mouseEventOf } from './mouse.ts'

/** Who hears what is taken out; without a listener it is taken out all the same. */
export interface InputListener {
  readonly onMouse?: (event: MouseEvent) => void
  readonly onAnswer?: (answer: Answer) => void
}

/** A mouse report, the start (0) or end (1) of pasted text, or an answer. */
const TOKEN = /\x1b\[(?:<(\d{1,5});(\d{1,5});(\d{1,5})([Mm])|20([01])~|(\?[\d;]{1,64}[cS]|6;\d{1,5};\d{1,5}t))/g
/** What may become one of them, never longer than one can be. */
const UNFINISHED = /\x1b(?:\[(?:<[\d;]{0,18}|20?|20[01]|\?[\d;]{0,64}|6(?:;[\d;]{0,11})?)?)?$/
/** Such a piece is more than what a person's key may be: a lone ESC, or Alt and a bracket. */
const KEY_LENGTH = 2

/**
 * Makes the filter: text in, text without reports and answers out.
 *
 * Pasted text stays as it is. A piece that ends within a report is held until the rest comes, except for an ESC or
 * `ESC [` alone, which may be a key: they pass at once. What follows them is still heard, and passes too, so that Ink has
 * the sequence whole, which it drops.
 */
export function inputFilter({ onMouse, onAnswer }: InputListener): (text: string) => string {
  let before = ''
  let isHeld = false
  let isPasting = false
  return (text) => {
    const whole = before + text
    const passed = isHeld ? 0 : before.length
    const tail = UNFINISHED.exec(whole)?.[0] ?? ''
    const end = whole.length - tail.length
    const kept = whole.slice(0, end).replace(TOKEN, (found, ...groups) => {
      const [code, x, y, letter, paste, answer] = groups as (string | undefined)[]
      if (paste !== undefined) isPasting = paste === '0'
      if (paste !== undefined || isPasting) return found
      if (answer === undefined)
        hear(mouseEventOf(Number(code), { x: Number(x), y: Number(y), isDown: letter === 'M' }), onMouse)
      else hear(answerOf(answer), onAnswer)
      const at = groups[6] as unknown as number // what follows the groups is where it was found
      return at < passed ? found : ''
    })
    before = tail
    isHeld = !isPasting && end >= passed && tail.length > KEY_LENGTH
    return (isHeld ? kept : kept + tail).slice(passed)
  }
}

function hear<T>(heard: T | undefined, listener: ((heard: T) => void) | undefined): void {
  if (heard !== undefined) listener?.(heard)
}
