// What mouse reports of a terminal say, and how they are asked for.

/** What the mouse did; cells count from 0 at the top left. */
export type MouseEvent = {
  readonly kind: 'down' | 'up' | 'wheelUp' | 'wheelDown'
  readonly button: 'left' | 'middle' | 'right'
  readonly x: number
  readonly y: number
}

/** Asks for press, release and wheel only (1000), in decimal form without a limit of columns (1006). */
export const MOUSE_ON = '\x1b[?1000h\x1b[?1006h'
/** Ends it. */
export const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l'
const BUTTONS = ['left', 'middle', 'right'] as const

/**
 * Reads a report; undefined for what the program does not hear, such as motion.
 *
 * Bits of the code: 0-1 button, 2-4 modifiers, 5 motion, 6 wheel.
 *
 * @param at  cells as the report counts them, from 1
 * @see xterm control sequences, Extended coordinates (SGR)
 */
export function mouseEventOf(code: number, at: { x: number; y: number; isDown: boolean }): MouseEvent | undefined {
  const place = { x: Math.max(0, at.x - 1), y: Math.max(0, at.y - 1) }
  if ((code & 64) !== 0)
    return (code & 2) !== 0
      ? undefined
      : { kind: (code & 1) === 0 ? 'wheelUp' : 'wheelDown', button: 'middle', ...place }
  const button = BUTTONS[code & 3]
  if ((code & 32) !== 0 || button === undefined) return undefined
  return { kind: at.isDown ? 'down' : 'up', button, ...place }
}
