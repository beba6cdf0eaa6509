// Going from place to place; text that was written and not sent is never left behind unasked (CCH-16).
import { editOf } from '../../terminal/widgets/edit.ts'
import { type DeskSession, myPlace } from '../desk/desk-state.ts'
import { paneKey, type Route } from '../ui/ui-state.ts'
import { type Control, routedSession } from './control.ts'
import { confirm } from './dialogs.ts'
import { draftsOf, viewOf, viewsFor } from './pane-props.ts'

/** The sessions that have a tab, oldest first: those the rep is in that go on, and the one on the screen. */
export function openSessions({ desk, ui }: Control): readonly DeskSession[] {
  const { route } = ui.state
  const all = [...desk.state.sessions.values()].sort((a, b) => a.state.core.startedAt - b.state.core.startedAt)
  return all.filter((session) => {
    if (route.at === 'session' && route.session === session.id) return true
    return session.state.core.phase !== 'ended' && myPlace(session, desk.state.me) !== null
  })
}

/** Shows a session, where the rep was in it. */
export function openSession(control: Control, session: string, view?: string): void {
  control.desk.follow(session)
  const { route } = control.ui.state
  const wanted = view ?? (route.at === 'session' ? route.view : viewOf('').id)
  void goTo(control, { at: 'session', session, view: wanted })
}

/** Goes somewhere; leaving a session with unsent text asks first. */
export async function goTo(control: Control, to: Route): Promise<void> {
  const from = routedSession(control)
  const isLeaving = from !== null && (to.at !== 'session' || to.session !== from.id)
  if (isLeaving && !(await mayLeave(control, [from]))) return
  control.ui.dispatch({ type: 'go', to })
}

/** Leaves the console, asking first when text was not sent; a second wish to leave is not asked about. */
export async function quit(control: Control, code = 0): Promise<void> {
  const { ui, desk } = control
  if (ui.state.isEnding) {
    control.ports.end(code)
    return
  }
  if (!(await mayLeave(control, [...desk.state.sessions.values()], true))) return
  ui.dispatch({ type: 'ending' })
  control.ports.end(code)
}

async function mayLeave(control: Control, sessions: readonly DeskSession[], isQuitting = false): Promise<boolean> {
  const { t } = control
  const drafts = sessions.flatMap((session) =>
    [...draftsOf(control, session)].map(([view, text]) => ({ view, text, session })),
  )
  const first = drafts[0]
  if (!first) return true
  const answer = await confirm(control, {
    title: t('console.unsent.title'),
    text: `${t('console.unsent.text', { pane: t(viewOf(first.view).title), number: first.session.state.core.number })}\n\n  ${first.text.slice(0, 200)}`,
    choices: [
      { id: 'stay', label: t('console.unsent.stay') },
      ...(isQuitting ? [] : [{ id: 'keep', label: t('console.unsent.keep') }]),
      { id: 'drop', label: t('console.unsent.drop'), isDangerous: true },
    ],
  })
  if (answer === 'drop') for (const draft of drafts) dropDraft(control, draft.session.id, draft.view)
  return answer === 'keep' || answer === 'drop'
}

function dropDraft(control: Control, session: string, view: string): void {
  control.ui.dispatch({ type: 'pane', key: paneKey(session, view), change: () => ({ edit: editOf(), base: null }) })
}

/** Goes to the next or an earlier session among the open ones. */
export function stepSession(control: Control, step: number): void {
  const open = openSessions(control)
  const { route } = control.ui.state
  if (route.at !== 'session' || open.length === 0) return
  const at = open.findIndex((session) => session.id === route.session)
  const next = open[(at + step + open.length) % open.length]
  if (next && next.id !== route.session) openSession(control, next.id)
}

/** Goes to the next or an earlier pane of the session. */
export function stepPane(control: Control, step: number): void {
  const { route } = control.ui.state
  if (route.at !== 'session') return
  const views = viewsFor(control)
  const at = views.findIndex((view) => view.id === route.view)
  const next = views[(at + step + views.length) % views.length]
  if (next) control.ui.dispatch({ type: 'go', to: { ...route, view: next.id } })
}
