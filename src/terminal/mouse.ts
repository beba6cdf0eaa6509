// Takes mouse reports out of the terminal's input before Ink, which knows no mouse, reads the keys.
import { PassThrough } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Input, Output } from './print/io.ts'

/** What the mouse did; cells count from 0 at the top left. */
export type MouseEvent = {
  readonly kind: 'down' | 'up' | 'wheelUp' | 'wheelDown'
  readonly button: 'left' | 'middle' | 'right'
  readonly x: number
  readonly y: number
}

/** An input without mouse reports. */
export type MouseInput = {
  readonly stdin: Input
  /** Switches reporting off; safe to call at any time, also twice. */
  readonly stop: () => void
}

/** Press, release and wheel only (1000), in decimal form without a limit of columns (1006). */
const MOUSE_ON = '\x1b[?1000h\x1b[?1006h'
const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l'
const TOKEN = /\x1b\[<(\d{1,5});(\d{1,5});(\d{1,5})([Mm])|\x1b\[20([01])~/g
/** A report that has not arrived whole; never held longer than a report can be. */
const UNFINISHED = /\x1b\[<[\d;]{0,18}$/
const BUTTONS = ['left', 'middle', 'right'] as const

/**
 * Wraps a terminal's input so that mouse reports go to `onMouse` and all else passes through, pasted text untouched.
 *
 * Reporting follows raw mode: while the terminal is lent to another program, that program gets everything.
 *
 * @see xterm control sequences, Extended coordinates (SGR)
 */
export function mouseInput(tty: Input, output: Output, onMouse: (event: MouseEvent) => void): MouseInput {
  const filter = mouseFilter(onMouse)
  const decoder = new StringDecoder('utf8')
  const through = new PassThrough()
  let isOn = false
  const onData = (chunk: Buffer | string) => {
    const text = filter(typeof chunk === 'string' ? chunk : decoder.write(chunk))
    if (text !== '') through.write(text)
  }
  const setRawMode = (isRaw: boolean) => {
    tty.setRawMode?.(isRaw)
    if (isRaw === isOn) return stdin
    isOn = isRaw
    output.write(isRaw ? MOUSE_ON : MOUSE_OFF)
    if (isRaw) tty.on('data', onData).resume()
    else tty.off('data', onData).pause()
    return stdin
  }
  const stdin: Input = Object.assign(through, {
    isTTY: true,
    setRawMode,
    ref: () => callIfThere(tty, 'ref'),
    unref: () => callIfThere(tty, 'unref'),
  })
  tty.once('end', () => through.end())
  return { stdin, stop: () => void (isOn && setRawMode(false)) }
}

/** Makes the filter itself: text in, text without reports out, whatever the pieces it comes in. */
export function mouseFilter(onMouse: (event: MouseEvent) => void): (text: string) => string {
  let rest = ''
  let isPasting = false
  return (text) => {
    const whole = rest + text
    const held = isPasting ? '' : (UNFINISHED.exec(whole)?.[0] ?? '')
    rest = held
    return whole.slice(0, whole.length - held.length).replace(TOKEN, (found, ...groups: (string | undefined)[]) => {
      const [code, x, y, end, paste] = groups
      if (paste !== undefined) isPasting = paste === '0'
      if (paste !== undefined || isPasting) return found
      const event = eventOf(Number(code), { x: Number(x) - 1, y: Number(y) - 1, isDown: end === 'M' })
      if (event !== undefined) onMouse(event)
      return ''
    })
  }
}

/** Bits of the code: 0-1 button, 2-4 modifiers, 5 motion, 6 wheel. */
function eventOf(code: number, at: { x: number; y: number; isDown: boolean }): MouseEvent | undefined {
  const { x, y, isDown } = at
  const place = { x: Math.max(0, x), y: Math.max(0, y) }
  if ((code & 64) !== 0)
    return (code & 2) !== 0
      ? undefined
      : { kind: (code & 1) === 0 ? 'wheelUp' : 'wheelDown', button: 'middle', ...place }
  const button = BUTTONS[code & 3]
  if ((code & 32) !== 0 || button === undefined) return undefined
  return { kind: isDown ? 'down' : 'up', button, ...place }
}

function callIfThere(tty: Input, name: 'ref' | 'unref'): void {
  const method = (tty as { ref?: () => void; unref?: () => void })[name] // only sockets and terminals have them
  method?.call(tty)
}
