// Keeps the console's own state and tells who listens.
import { reduceUi, type UiAction } from './reduce-ui.ts'
import type { UiState } from './ui-state.ts'

/** The store of the console's own state. */
export interface UiStore {
  readonly state: UiState
  readonly dispatch: (action: UiAction) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** Makes the store. */
export function uiStore(initial: UiState): UiStore {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get state() {
      return state
    },
    dispatch: (action) => {
      const next = reduceUi(state, action)
      if (next === state) return
      state = next
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
