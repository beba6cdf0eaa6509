// A terminal's input for Ink, which knows no mouse and no answers: they are taken out before it reads the keys.
import { PassThrough } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { type InputListener, inputFilter } from './input-filter.ts'
import { MOUSE_OFF, MOUSE_ON } from './mouse.ts'
import type { Input, Output } from './print/io.ts'

/** An input without mouse reports and answers. */
export type TerminalInput = {
  readonly stdin: Input
  /** Switches reporting off; safe to call at any time, also twice. */
  readonly stop: () => void
}

/**
 * Wraps a terminal's input so that mouse reports and answers go to their listeners and all else passes through.
 *
 * The mouse is asked for where somebody hears it. Reporting follows raw mode: while the terminal is lent to another
 * program, that program gets everything.
 */
export function terminalInput(tty: Input, output: Output, listener: InputListener): TerminalInput {
  const filter = inputFilter(listener)
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
    if (listener.onMouse) output.write(isRaw ? MOUSE_ON : MOUSE_OFF)
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

function callIfThere(tty: Input, name: 'ref' | 'unref'): void {
  const method = (tty as { ref?: () => void; unref?: () => void })[name] // only sockets and terminals have them
  method?.call(tty)
}
