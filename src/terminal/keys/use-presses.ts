// The one place where a component hears the keyboard.
import { useInput } from 'ink'
import { keyPresses, type Press } from './press.ts'

/** Calls `onPress` for each key press while active; pasted text comes by `usePaste` instead. */
export function usePresses(onPress: (press: Press) => void, isActive: boolean): void {
  useInput(
    (input, key) => {
      for (const press of keyPresses(input, key)) onPress(press)
    },
    { isActive },
  )
}
