// Asks for a secret on the terminal without showing it.
import { EMPTY_LINE, edit, textOf } from './input-line.ts'
import { keyReader } from './keys.ts'
import type { Keyboard } from './terminal-front.ts'

/** What asking needs. */
export interface SecretPorts {
  readonly keyboard: Keyboard
  readonly screen: { write(text: string): unknown }
}

/** The secret; null when the customer gave up with Ctrl-C or Ctrl-D. */
export function askSecret({ keyboard, screen }: SecretPorts, question: string): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = keyReader()
    let line = EMPTY_LINE
    const end = (secret: string | null): void => {
      keyboard.off('data', read)
      keyboard.setRawMode(false)
      keyboard.pause()
      screen.write('\n')
      resolve(secret)
    }
    const read = (chunk: Uint8Array): void => {
      for (const key of reader.read(chunk)) {
        const isGivenUp = key.is === 'key' && (key.name === 'interrupt' || key.name === 'end-of-input')
        if (isGivenUp || (key.is === 'key' && key.name === 'enter')) {
          end(isGivenUp ? null : textOf(line))
          return
        }
        line = edit(line, key)
      }
    }
    screen.write(question)
    keyboard.setRawMode(true)
    keyboard.resume()
    keyboard.on('data', read)
  })
}
