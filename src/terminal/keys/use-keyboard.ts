// The one place where a component hears the keyboard and the clipboard.
import { useInput, usePaste } from 'ink'
import { keyPresses, type Press } from './press.ts'

/** What hears the keyboard. */
export type KeyboardListener = {
  readonly onPress: (press: Press) => void
  /** Gets text pasted as one piece; leaving it out ignores pastes, so that pasted text never acts as keys. */
  readonly onPaste?: (text: string) => void
  readonly isActive: boolean
}

/** Calls the listener for each key press and paste while active. */
export function useKeyboard({ onPress, onPaste, isActive }: KeyboardListener): void {
  useInput(
    (input, key) => {
      for (const press of keyPresses(input, key)) onPress(press)
    },
    { isActive },
  )
  usePaste((text) => onPaste?.(text), { isActive })
}
