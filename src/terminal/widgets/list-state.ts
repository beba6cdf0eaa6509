// Where a person is in a list: the cursor and the first visible row, never the rows themselves.
import type { Binding } from '../keys/keymap.ts'

/** A place in a list. */
export type ListState = {
  /** Index of the row the cursor is on. */
  readonly cursor: number
  /** Index of the first visible row. */
  readonly top: number
}

/** How big the list and its window are, in rows. */
export type ListSize = { readonly count: number; readonly height: number }

/** The start of every list. */
export const LIST_START: ListState = { cursor: 0, top: 0 }

const STEPS = {
  'list.down': ({ cursor }: ListState) => cursor + 1,
  'list.up': ({ cursor }: ListState) => cursor - 1,
  'list.halfDown': ({ cursor }: ListState, { height }: ListSize) => cursor + Math.max(1, height >> 1),
  'list.halfUp': ({ cursor }: ListState, { height }: ListSize) => cursor - Math.max(1, height >> 1),
  'list.pageDown': ({ cursor }: ListState, { height }: ListSize) => cursor + Math.max(1, height - 1),
  'list.pageUp': ({ cursor }: ListState, { height }: ListSize) => cursor - Math.max(1, height - 1),
  'list.first': () => 0,
  'list.last': (_: ListState, { count }: ListSize) => count - 1,
} as const

/** A movement in a list, named like its key binding. */
export type ListMove = keyof typeof STEPS

/** The keys of every list, in the scope `list`. */
export const LIST_KEYS: readonly (Binding & { readonly id: ListMove })[] = [
  { id: 'list.down', chords: ['j', 'down'], scope: 'list', help: 'terminal.key.list.down' },
  { id: 'list.up', chords: ['k', 'up'], scope: 'list', help: 'terminal.key.list.up' },
  { id: 'list.first', chords: ['g', 'home'], scope: 'list', help: 'terminal.key.list.first', isQuiet: true },
  { id: 'list.last', chords: ['G', 'end'], scope: 'list', help: 'terminal.key.list.last', isQuiet: true },
  { id: 'list.halfDown', chords: ['ctrl+d'], scope: 'list', help: 'terminal.key.list.halfDown', isQuiet: true },
  { id: 'list.halfUp', chords: ['ctrl+u'], scope: 'list', help: 'terminal.key.list.halfUp', isQuiet: true },
  { id: 'list.pageDown', chords: ['pagedown'], scope: 'list', help: 'terminal.key.list.pageDown', isQuiet: true },
  { id: 'list.pageUp', chords: ['pageup'], scope: 'list', help: 'terminal.key.list.pageUp', isQuiet: true },
]

/** Tells whether an action moves in a list. */
export function isListMove(id: string): id is ListMove {
  return Object.hasOwn(STEPS, id)
}

/** Moves the cursor, and the window as little as keeps the cursor in it. */
export function moveList(state: ListState, move: ListMove, size: ListSize): ListState {
  return goTo(state, STEPS[move](state, size), size)
}

/** Puts the cursor on a row, clamped to the rows there are. */
export function goTo(state: ListState, index: number, { count, height }: ListSize): ListState {
  const cursor = Math.max(0, Math.min(index, count - 1))
  const rows = Math.max(1, height)
  const lowest = Math.max(0, count - rows)
  const top = Math.min(Math.max(Math.min(state.top, cursor), cursor - rows + 1), lowest)
  return { cursor, top: Math.max(0, top) }
}

/** The same place after the list or the window changed its size. */
export function clampList(state: ListState, size: ListSize): ListState {
  return goTo(state, state.cursor, size)
}
