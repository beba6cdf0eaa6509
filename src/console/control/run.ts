// What each of the console's own keys does: a total record, so that a key without an action does not compile.
import { safeText } from '../../terminal/text/safe-text.ts'
import { timeOfDay } from '../../terminal/text/time.ts'
import { editOf } from '../../terminal/widgets/edit.ts'
import { LIST_START } from '../../terminal/widgets/list-state.ts'
import { LAYOUTS, SORTS } from '../ui/ui-state.ts'
import type { FrameKey } from './bindings.ts'
import { type Control, routedSession, tell } from './control.ts'
import { openDialog, page } from './dialogs.ts'
import { entriesOfTab, sessionEntries, tabsWithEntries } from './entries.ts'
import { goTo, openSession, openSessions, quit, stepPane, stepSession } from './navigate.ts'
import { chosenLine } from './session-lines.ts'
import { assist, startSession } from './start.ts'
import { toggleThumbnails } from './thumbnails.ts'

type DialogKey = Extract<FrameKey, `${'form' | 'choose' | 'page' | 'review' | 'search' | 'filter'}.${string}`>

/** The console's own actions; those of an open dialog are in `press-dialog.ts`. */
export const RUN: { readonly [K in Exclude<FrameKey, DialogKey>]: (control: Control) => void } = {
  'help.open': (control) => void openDialog(control, { is: 'help', query: editOf(), place: LIST_START }),
  'palette.open': (control) => void openDialog(control, { is: 'palette', query: editOf(), place: LIST_START }),
  'notice.ok': ({ ui }) => ui.dispatch({ type: 'dismiss' }),
  'typing.ok': ({ ui }) => ui.dispatch({ type: 'dismiss' }),
  'notice.list': showNotices,
  'layout.next': nextLayout,
  'console.quit': (control) => void quit(control),
  'console.interrupt': (control) => void quit(control),
  'sessions.open': (control) => {
    const line = chosenLine(control)
    if (line) openSession(control, line.id)
  },
  'session.start': (control) => void startSession(control),
  'session.assist': (control) => void assist(control),
  'sessions.filter': ({ ui }) => ui.dispatch({ type: 'list', change: { isFiltering: true } }),
  'sessions.sort': ({ ui }) => {
    const { sort } = ui.state.list
    const next = SORTS[(SORTS.indexOf(sort) + 1) % SORTS.length] ?? 'newest'
    ui.dispatch({ type: 'list', change: { sort: next, place: LIST_START, session: null } })
  },
  'sessions.everyone': (control) => {
    const { desk, t } = control
    if (desk.state.me?.isAdmin) desk.setEveryone(!desk.state.list.isEveryone)
    else tell(control, t('console.list.onlyAdmin'))
  },
  'sessions.thumbnails': toggleThumbnails,
  'sessions.refresh': ({ desk }) => void desk.refresh(),
  'sessions.clear': ({ ui }) => ui.dispatch({ type: 'list', change: { filter: editOf(), place: LIST_START } }),
  'session.back': (control) => void goTo(control, { at: 'list' }),
  'pane.next': (control) => stepPane(control, 1),
  'pane.previous': (control) => stepPane(control, -1),
  'session.next': (control) => stepSession(control, 1),
  'session.previous': (control) => stepSession(control, -1),
  'typing.stop': (control) => {
    const session = routedSession(control)
    if (session) control.desk.typing(session.id, false)
    control.ui.dispatch({ type: 'typing', isTyping: false })
  },
}

/** Everything the rep was told, newest first, in full. */
function showNotices(control: Control): void {
  const { ui, t, locale } = control
  const lines = ui.state.told.map((one) => `${timeOfDay(one.at, locale)}  ${safeText(one.text)}`)
  const text = lines.length > 0 ? lines.join('\n') : t('console.notice.none')
  page(control, { title: t('console.notice.title'), text, copies: text })
}

function nextLayout(control: Control): void {
  const { ui, t } = control
  if (ui.state.isLocked) {
    tell(control, t('console.layout.locked'))
    return
  }
  const layout = LAYOUTS[(LAYOUTS.indexOf(ui.state.layout) + 1) % LAYOUTS.length] ?? 'dashboard'
  ui.dispatch({ type: 'layout', layout })
}

/** A number key: a tab of the dashboard, or a session of the other layouts. */
export function runNumber(control: Control, number: number): void {
  const { layout, route } = control.ui.state
  if (route.at !== 'session') return
  if (layout !== 'dashboard') {
    const session = openSessions(control)[number - 1]
    if (session) openSession(control, session.id)
    return
  }
  const entries = sessionEntries(control)
  const tab = tabsWithEntries(control, entries)[number - 1]
  const view = tab && entriesOfTab(entries, tab).find((entry) => entry.view !== null)
  view?.run()
}
