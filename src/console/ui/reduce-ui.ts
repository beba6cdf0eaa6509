// The one reducer of the console's own state: pure, total, and untouched parts keep their identity.
import { emptyPaneUi, type PaneUi, type ViewerWindow } from '../../features/pane.ts'
import type { DialogState } from './dialog-state.ts'
import type { Layout, ListUi, Notice, Route, UiState } from './ui-state.ts'

/** How long a notice that needs no answer stays, in milliseconds. */
export const NOTICE_MS = 8_000
/** Notices that wait behind the one shown. */
export const MAX_NOTICES = 20

/** Notices kept to be looked at again. */
export const MAX_TOLD = 100

/** Everything that can happen to the console's own state. */
export type UiAction =
  | { readonly type: 'go'; readonly to: Route }
  | { readonly type: 'layout'; readonly layout: Layout; readonly isLocked?: boolean }
  | { readonly type: 'size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'typing'; readonly isTyping: boolean }
  | { readonly type: 'dialog'; readonly dialog: DialogState | null }
  | { readonly type: 'list'; readonly change: Partial<ListUi> }
  | { readonly type: 'pane'; readonly key: string; readonly change: (ui: PaneUi) => Partial<PaneUi> }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'dismiss'; readonly id?: number; readonly about?: string }
  | { readonly type: 'read'; readonly session: string; readonly seq: number }
  | { readonly type: 'window'; readonly channel: number; readonly window: ViewerWindow | null }
  | { readonly type: 'redraw' }
  | { readonly type: 'thumbnails'; readonly isOn: boolean }
  | { readonly type: 'thumbnail'; readonly session: string; readonly rows: readonly string[] | null }
  | { readonly type: 'ending' }

/** Applies one action. */
export function reduceUi(ui: UiState, action: UiAction): UiState {
  switch (action.type) {
    case 'go':
      return { ...ui, route: action.to, isTyping: false, list: { ...ui.list, isFiltering: false } }
    case 'layout':
      return { ...ui, layout: action.layout, isLocked: action.isLocked ?? ui.isLocked }
    case 'size':
      return { ...ui, columns: action.columns, rows: action.rows }
    case 'tick':
      return tick(ui, action.now)
    case 'typing':
      return ui.isTyping === action.isTyping ? ui : { ...ui, isTyping: action.isTyping }
    case 'dialog':
      return { ...ui, dialog: action.dialog }
    case 'list':
      return { ...ui, list: { ...ui.list, ...action.change } }
    case 'pane':
      return changePane(ui, action.key, action.change)
    case 'notice':
      return {
        ...ui,
        notices: addNotice(ui.notices, action.notice),
        told: [action.notice, ...ui.told].slice(0, MAX_TOLD),
      }
    case 'dismiss':
      return dismiss(ui, action)
    case 'read':
      return readTo(ui, action.session, action.seq)
    case 'window':
      return { ...ui, windows: withWindow(ui.windows, action.channel, action.window) }
    case 'redraw':
      return { ...ui }
    case 'thumbnails':
      return { ...ui, hasThumbnails: action.isOn }
    case 'thumbnail':
      return withThumbnail(ui, action.session, action.rows)
    case 'ending':
      return { ...ui, isEnding: true }
    default:
      return action satisfies never
  }
}

function withThumbnail(ui: UiState, session: string, rows: readonly string[] | null): UiState {
  const before = ui.thumbnails.get(session)
  if (rows ? rows.join() === before?.join() : !before) return ui
  const thumbnails = new Map(ui.thumbnails)
  if (rows) thumbnails.set(session, rows)
  else thumbnails.delete(session)
  return { ...ui, thumbnails }
}

function tick(ui: UiState, at: number): UiState {
  const now = at - (at % 1000)
  const notices = ui.notices.filter((one) => one.needsOk || one.at + NOTICE_MS > now)
  if (now === ui.now && notices.length === ui.notices.length) return ui
  return { ...ui, now, notices: notices.length === ui.notices.length ? ui.notices : notices }
}

function changePane(ui: UiState, key: string, change: (pane: PaneUi) => Partial<PaneUi>): UiState {
  const before = ui.panes.get(key) ?? emptyPaneUi
  return { ...ui, panes: new Map(ui.panes).set(key, { ...before, ...change(before) }) }
}

/** The newest is shown first; one about the same thing takes the place of an earlier one. */
function addNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  const others = notices.filter((one) => one.about === null || one.about !== notice.about)
  return [notice, ...others].slice(0, MAX_NOTICES)
}

function dismiss(ui: UiState, which: { readonly id?: number; readonly about?: string }): UiState {
  const notices = ui.notices.filter((one) =>
    which.about === undefined ? one.id !== (which.id ?? ui.notices[0]?.id) : one.about !== which.about,
  )
  return notices.length === ui.notices.length ? ui : { ...ui, notices }
}

function readTo(ui: UiState, session: string, seq: number): UiState {
  if ((ui.readTo.get(session) ?? 0) >= seq) return ui
  return { ...ui, readTo: new Map(ui.readTo).set(session, seq) }
}

function withWindow(
  windows: UiState['windows'],
  channel: number,
  window: ViewerWindow | null,
): ReadonlyMap<number, ViewerWindow> {
  const next = new Map(windows)
  if (window) next.set(channel, window)
  else next.delete(channel)
  return next
}
