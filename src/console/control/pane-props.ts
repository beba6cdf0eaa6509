// What a pane is given: its slice of the mirror, where the rep is in it, and what it may do.
import { emptyPaneUi, type PaneAct, type PaneProps, type PaneSlice } from '../../features/pane.ts'
import { ALL_VIEWS, type AnyView } from '../../features/views.ts'
import { type DeskSession, myPlace } from '../desk/desk-state.ts'
import { type Area, frameOf } from '../frame/frame-of.ts'
import { paneKey } from '../ui/ui-state.ts'
import type { Control } from './control.ts'
import { paneAct } from './pane-act.ts'

/** The view of an id, or the first one. */
export function viewOf(id: string): AnyView {
  return ALL_VIEWS.find((view) => view.id === id) ?? (ALL_VIEWS[0] as AnyView) // there is at least one
}

/** The panes that are of use to this account. */
export function viewsFor({ desk }: Control): readonly AnyView[] {
  return ALL_VIEWS.filter(({ needs = [] }) => needs.every((name) => desk.state.can.has(name)))
}

/** What was written in a session and neither sent nor saved, by pane. */
export function draftsOf(control: Control, session: DeskSession): ReadonlyMap<string, string> {
  const drafts = new Map<string, string>()
  for (const view of ALL_VIEWS) {
    const ui = control.ui.state.panes.get(paneKey(session.id, view.id))
    const text = ui && view.unsent ? view.unsent(sliceOf(control, session, { view, drafts }) as never, ui) : ''
    if (text !== '') drafts.set(view.id, text)
  }
  return drafts
}

function sliceOf(
  { desk, ui }: Control,
  session: DeskSession,
  given: { readonly view: AnyView; readonly drafts: ReadonlyMap<string, string> },
): PaneSlice<unknown> {
  const { state, presence, join } = session
  return {
    core: state.core,
    part: given.view.slice ? state[given.view.slice] : null,
    me: myPlace(session, desk.state.me),
    connected: presence.connected,
    typing: presence.typing,
    join,
    readTo: ui.state.readTo.get(session.id) ?? 0,
    windows: ui.state.windows,
    statuses: desk.state.shares,
    drafts: given.drafts,
  }
}

/** The properties of one pane of one session, at its place on the screen. */
export function paneProps(control: Control, session: DeskSession, view: AnyView): PaneProps<never> {
  const { ui, t, locale } = control
  const { state } = ui
  const area: Area = frameOf(state).main
  const isRouted = state.route.at === 'session' && state.route.view === view.id
  const act: PaneAct = paneAct(control, session.id, view)
  return {
    slice: sliceOf(control, session, { view, drafts: draftsOf(control, session) }) as PaneSlice<never>, // the slice the view names
    ui: state.panes.get(paneKey(session.id, view.id)) ?? emptyPaneUi,
    act,
    t,
    locale,
    now: state.now,
    ...area,
    isFocused: isRouted && state.dialog === null,
    isTyping: isRouted && state.isTyping && state.dialog === null,
  }
}
