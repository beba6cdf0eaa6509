// What went over the clipboard as its events tell it: which way, by whom and how much.
import type { Event } from '../../journal/event.ts'
import type { Exchanged } from './protocol.ts'

/** One text that was put on the customer's clipboard, or taken from it. */
export interface Exchange {
  readonly ask: string
  readonly direction: 'push' | 'pull'
  readonly customer: string
  readonly characters: number
  /** UTC milliseconds. */
  readonly at: number
}

/** The newest exchanges, oldest first. */
export type ClipboardState = readonly Exchange[]

/** Exchanges that stay in the state; older ones are in the journal only. */
export const KEPT_EXCHANGES = 20

/** Nothing exchanged. */
export const emptyClipboard: ClipboardState = []

const exchanged =
  (direction: Exchange['direction']) =>
  (state: ClipboardState, { ask, customer, characters }: Exchanged, { at }: Event): ClipboardState =>
    [...state, { ask, direction, customer, characters, at }].slice(-KEPT_EXCHANGES)

/** Reducers of clipboard events. */
export const clipboardReducers = {
  'clipboard.pushed': exchanged('push'),
  'clipboard.pulled': exchanged('pull'),
} as const
