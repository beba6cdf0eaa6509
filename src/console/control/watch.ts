// What the console does by itself when something happens: tells, rings, opens windows, notes what was read.

import { asDeskhandError } from '../../protocol/error.ts'
import { spellNumber } from '../../protocol/id.ts'
import { senderOf } from '../../session/rules.ts'
import { myPlace } from '../desk/desk-state.ts'
import type { Happening } from '../desk/followed.ts'
import { newsOf } from '../desk/news.ts'
import { LAYOUTS, type Layout, type UiState } from '../ui/ui-state.ts'
import { type Control, tell } from './control.ts'
import { lookAtShares } from './look-at-shares.ts'
import { beginOwn } from './own-shown.ts'
import { paneProps, viewOf } from './pane-props.ts'
import { errorSentence } from './tell-error.ts'
import { watchThumbnails } from './watch-thumbnails.ts'
import { openWindow } from './windows.ts'

/** Starts watching; the answer ends it. */
export function watch(control: Control, given: { readonly hasOwnLayout: boolean }): () => void {
  const { desk, ui } = control
  const first = new Set<string>()
  let shown: UiState['route'] = ui.state.route
  let isSettled = false
  const stops = [
    desk.onHappening((happening) => happened(control, happening)),
    desk.onNotice((code, details) => noticed(control, code, details)),
    lookAtShares(control),
    watchThumbnails(control),
    desk.subscribe(() => {
      for (const session of desk.state.sessions.values())
        if (session.isLive && !first.has(session.id)) {
          first.add(session.id)
          ui.dispatch({ type: 'read', session: session.id, seq: session.state.core.seq })
        }
      if (!isSettled && Object.hasOwn(desk.state.settings, 'console.layout')) {
        isSettled = true
        settleLayout(control, given.hasOwnLayout)
      }
    }),
    ui.subscribe(() => {
      if (ui.state.route === shown) return
      markRead(control, shown)
      shown = ui.state.route
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The site's layout holds unless the rep chose one; a fixed one always does (CON-06). */
function settleLayout({ desk, ui }: Control, hasOwnLayout: boolean): void {
  const wanted = desk.state.settings['console.layout'] as Layout
  const isLocked = desk.state.settings['console.locked'] === true
  const isKnown = LAYOUTS.includes(wanted)
  if (isKnown && (isLocked || !hasOwnLayout)) ui.dispatch({ type: 'layout', layout: wanted, isLocked })
}

/** What was on the screen until now has been read. */
function markRead(control: Control, route: UiState['route']): void {
  if (route.at !== 'session') return
  const session = control.desk.state.sessions.get(route.session)
  const view = viewOf(route.view)
  if (!session || !view.newest) return
  const seq = view.newest(paneProps(control, session, view).slice)
  control.ui.dispatch({ type: 'read', session: route.session, seq })
}

function happened(control: Control, happening: Happening): void {
  const { desk, ui, t, ports } = control
  const { event, session, after } = happening
  const { route } = ui.state
  const isHere = route.at === 'session' && route.session === session
  const account = desk.state.me?.account ?? null
  const isRead = event.type === 'chat.sent' && isHere && viewOf(route.view).newest !== undefined
  const news = newsOf(happening, { t, account }, !isHere)
  if (news?.rings) ports.ring(`${spellNumber(after.core.number)} ${news.text}`)
  if (news && !isRead) {
    const { level, needsOk = false, about } = news
    tell(control, news.text, { level, needsOk, ...(about === undefined ? {} : { about }) })
  }
  if (event.type === 'activity.started') startedHere(control, happening)
  if (event.type.startsWith('consent.')) {
    const { ask } = event.data as { readonly ask?: string } // events about an ask name it
    beginOwn(control, after.core.asks.get(ask ?? ''))
  }
  if (event.type === 'participant.joined' || event.type === 'participant.turned-away')
    ui.dispatch({ type: 'dismiss', about: `knock ${event.stream}` })
}

/**
 * What this rep asked to see opens by itself once it runs (DSK-01); a window that shows it already stays, as when control
 * is added.
 */
function startedHere(control: Control, { event, session, after }: Happening): void {
  const { desk } = control
  const id = (event.data as { readonly ask: string }).ask // the type says so
  const ask = after.core.asks.get(id)
  const followed = desk.state.sessions.get(session)
  const me = followed && myPlace(followed, desk.state.me)
  if (!ask?.channel || ask.by !== me?.id || senderOf(ask) === me.id) return
  const open = control.windows.get(ask.channel)?.window
  if (open && open.state !== 'ended') return
  // the mirror tells of the event before the store has it: the window opens with the next turn
  setImmediate(() => {
    desk.settleNow()
    void openWindow(control, session, id)
  })
}

function noticed(control: Control, code: string, details: Readonly<Record<string, unknown>>): void {
  const { t } = control
  if (code === 'codes.guessed') {
    const address = String(details.address ?? '')
    const tries = Number(details.tries ?? 0)
    tell(control, t('console.news.guessed', { address, tries }), { level: 'warning', about: `guess ${address}` })
  }
  if (code === 'failed')
    tell(control, errorSentence(control, asDeskhandError(details.error)), { level: 'error', about: 'failed' })
}
