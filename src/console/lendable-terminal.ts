// Holds Ink's way to lend the terminal, which only a mounted component can get.
import { type SuspendTerminal, useApp } from 'ink'
import { createElement, type ReactElement, useEffect } from 'react'

/** The holder. */
export interface LendableTerminal {
  /** Null until the console is mounted. */
  readonly suspend: () => SuspendTerminal | null
  /** Wraps what is mounted. */
  readonly wrap: (node: ReactElement) => ReactElement
}

/** Makes the holder. */
export function lendableTerminal(): LendableTerminal {
  let held: SuspendTerminal | null = null
  function Holder({ children }: { readonly children: ReactElement }): ReactElement {
    const { suspendTerminal } = useApp()
    useEffect(() => {
      held = suspendTerminal
      return () => {
        held = null
      }
    }, [suspendTerminal])
    return children
  }
  return { suspend: () => held, wrap: (node) => createElement(Holder, null, node) }
}
