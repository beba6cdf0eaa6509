// Starts what a key or the palette names, wherever it is declared.
import type { View } from '../../features/pane.ts'
import { isListMove, LIST_START, type ListMove, moveList } from '../../terminal/widgets/list-state.ts'
import { frameOf } from '../frame/frame-of.ts'
import { THUMBNAILS_HEIGHT } from '../frame/thumbnail-place.ts'
import { type Control, routedSession } from './control.ts'
import { paneProps, viewOf } from './pane-props.ts'
import { RUN, runNumber } from './run.ts'
import { isEntryId, runEntry } from './run-entry.ts'
import { placeOf, shownLines } from './session-lines.ts'
import { wantedThumbnails } from './thumbnails.ts'

/** Starts a binding by its id, from a key or from the palette. */
export function runBinding(control: Control, id: string): void {
  if (isListMove(id)) moveInList(control, id)
  else if (id.startsWith('tab.')) runNumber(control, Number(id.slice('tab.'.length)))
  else if (Object.hasOwn(RUN, id)) RUN[id as keyof typeof RUN](control)
  else if (isEntryId(id)) runEntry(control, id)
  else runPaneKey(control, id)
}

function runPaneKey(control: Control, id: string): void {
  const { route } = control.ui.state
  const session = routedSession(control)
  if (route.at !== 'session' || !session) return
  const view = viewOf(route.view)
  view.run[id]?.(paneProps(control, session, view))
}

function moveInList(control: Control, move: ListMove): void {
  const { ui, desk } = control
  const { route, list } = ui.state
  if (route.at === 'list') {
    const shown = shownLines(desk.state.list, list)
    const pictures = wantedThumbnails(control).length > 0 ? THUMBNAILS_HEIGHT : 0
    const size = { count: shown.length, height: Math.max(1, frameOf(ui.state).main.height - 1 - pictures) }
    const place = moveList(placeOf(shown, list), move, size)
    ui.dispatch({ type: 'list', change: { place, session: shown[place.cursor]?.id ?? null } })
    return
  }
  const session = routedSession(control)
  const view: View = viewOf(route.view)
  if (!session || !view.rows) return
  const props = paneProps(control, session, view)
  const { isChoice = false, ...size } = view.rows(props)
  if (isChoice) {
    const { cursor } = moveList({ cursor: props.ui.choice, top: 0 }, move, size)
    props.act.change({ choice: cursor, place: LIST_START })
  } else props.act.change((now) => ({ place: moveList(now.place, move, size) }))
}
