// Where the rep is in the console: everything that is neither in a journal nor heard from the hub.
import type { PaneUi, ViewerWindow } from '../../features/pane.ts'
import type { Edit } from '../../terminal/widgets/edit.ts'
import { editOf } from '../../terminal/widgets/edit.ts'
import { LIST_START, type ListState } from '../../terminal/widgets/list-state.ts'
import type { ToastLevel } from '../../terminal/widgets/toast.tsx'
import type { DialogState } from './dialog-state.ts'

/** The three layouts (CON-01). */
export const LAYOUTS = ['dashboard', 'tray', 'multi'] as const
/** One of the layouts. */
export type Layout = (typeof LAYOUTS)[number]

/** What is on the screen: the list of sessions, or one pane of one session. */
export type Route =
  | { readonly at: 'list' }
  | { readonly at: 'session'; readonly session: string; readonly view: string }

/** How the list of sessions is sorted. */
export const SORTS = ['newest', 'state', 'customer', 'topic'] as const
/** One way to sort the list. */
export type Sort = (typeof SORTS)[number]

/** Where the rep is in the list of sessions. */
export interface ListUi {
  readonly place: ListState
  /** The session the cursor is on: lists grow at their start. */
  readonly session: string | null
  readonly filter: Edit
  readonly isFiltering: boolean
  readonly sort: Sort
}

/** Something the rep is told in one line. */
export interface Notice {
  readonly id: number
  readonly level: ToastLevel
  /** Not safe yet. */
  readonly text: string
  /** UTC milliseconds. */
  readonly at: number
  /** Stays until it is dismissed (PRM-03). */
  readonly needsOk: boolean
  /** A later notice about the same thing takes its place. */
  readonly about: string | null
}

/** The whole of it. */
export interface UiState {
  readonly layout: Layout
  /** The administrator has fixed the layout (CON-06). */
  readonly isLocked: boolean
  /** Cells of the terminal. */
  readonly columns: number
  readonly rows: number
  /** UTC milliseconds, to the second. */
  readonly now: number
  readonly route: Route
  /** Whether the pane's field has the keys. */
  readonly isTyping: boolean
  readonly dialog: DialogState | null
  readonly list: ListUi
  /** By `session view`. */
  readonly panes: ReadonlyMap<string, PaneUi>
  /** Seq of the newest chat event seen, by session. */
  readonly readTo: ReadonlyMap<string, number>
  readonly notices: readonly Notice[]
  /** The last of everything the rep was told, newest first. */
  readonly told: readonly Notice[]
  /** By channel. */
  readonly windows: ReadonlyMap<number, ViewerWindow>
  /** Whether the rep wants small pictures of screens under the list. */
  readonly hasThumbnails: boolean
  /** Rows of characters and colours that show a screen, by session. */
  readonly thumbnails: ReadonlyMap<string, readonly string[]>
  readonly isEnding: boolean
}

/** A console that has just been opened. */
export function initialUi(given: Pick<UiState, 'layout' | 'columns' | 'rows' | 'now'>): UiState {
  return {
    ...given,
    isLocked: false,
    route: { at: 'list' },
    isTyping: false,
    dialog: null,
    list: { place: LIST_START, session: null, filter: editOf(), isFiltering: false, sort: 'newest' },
    panes: new Map(),
    readTo: new Map(),
    notices: [],
    told: [],
    windows: new Map(),
    hasThumbnails: true,
    thumbnails: new Map(),
    isEnding: false,
  }
}

/** The name under which a pane's state is kept. */
export function paneKey(session: string, view: string): string {
  return `${session} ${view}`
}
