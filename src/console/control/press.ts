// The one path of input: the open dialog, then the pane's field, then the pane, then the frame.
import type { View } from '../../features/pane.ts'
import { matchChord } from '../../terminal/keys/keymap.ts'
import type { Press } from '../../terminal/keys/press.ts'
import { pasteField, pressField } from '../../terminal/widgets/field-press.ts'
import { LIST_START } from '../../terminal/widgets/list-state.ts'
import { type Control, routedSession } from './control.ts'
import { paneProps, viewOf } from './pane-props.ts'
import { pasteDialog, pressDialog } from './press-dialog.ts'
import { scopesOf } from './press-scopes.ts'
import { RUN } from './run.ts'
import { runBinding } from './run-binding.ts'

/** Does what a key means where the rep is. */
export function press(control: Control, key: Press): void {
  const { ui, keymap } = control
  const { dialog, isTyping, list, route } = ui.state
  if (matchChord(keymap, key.chord, ['always'])) {
    RUN['console.interrupt'](control)
    return
  }
  if (dialog) {
    pressDialog(control, dialog, key)
    return
  }
  if (route.at === 'list' && list.isFiltering) {
    pressFilter(control, key)
    return
  }
  const found = matchChord(keymap, key.chord, scopesOf(control))
  if (found) runBinding(control, found.id)
  else if (isTyping) pressPaneField(control, key)
}

/** Takes pasted text: into the dialog, the filter or the pane's field; elsewhere a paste means nothing. */
export function paste(control: Control, text: string): void {
  const { ui } = control
  const { dialog, isTyping, list, route } = ui.state
  if (dialog) pasteDialog(control, dialog, text)
  else if (route.at === 'list' && list.isFiltering)
    ui.dispatch({ type: 'list', change: { filter: pasteField(list.filter, text, { width: 40 }), place: LIST_START } })
  else if (isTyping) pastePaneField(control, text)
}

function pressFilter(control: Control, key: Press): void {
  const { ui, keymap } = control
  const found = matchChord(keymap, key.chord, ['filter'])?.id
  if (found === 'filter.done') ui.dispatch({ type: 'list', change: { isFiltering: false } })
  else if (found === 'filter.clear') {
    RUN['sessions.clear'](control)
    ui.dispatch({ type: 'list', change: { isFiltering: false } })
  } else {
    const outcome = pressField(ui.state.list.filter, key, { width: 40 })
    if (outcome && outcome.submitted === undefined)
      ui.dispatch({ type: 'list', change: { filter: outcome.edit, place: LIST_START, session: null } })
  }
}

function pressPaneField(control: Control, key: Press): void {
  const { route } = control.ui.state
  const session = routedSession(control)
  if (route.at !== 'session' || !session) return
  const view: View = viewOf(route.view)
  const props = paneProps(control, session, view)
  const outcome = view.field && pressField(props.ui.edit, key, view.field.options(props))
  if (!outcome || !view.field) return
  props.act.change({ edit: outcome.edit })
  const isChanged = outcome.edit.text !== props.ui.edit.text
  if (isChanged && view.saysTyping) control.desk.typing(session.id, outcome.edit.text !== '')
  if (outcome.submitted !== undefined) view.field.submit(outcome.submitted, props)
}

function pastePaneField(control: Control, text: string): void {
  const { route } = control.ui.state
  const session = routedSession(control)
  if (route.at !== 'session' || !session) return
  const view: View = viewOf(route.view)
  const props = paneProps(control, session, view)
  if (view.field) props.act.change({ edit: pasteField(props.ui.edit, text, view.field.options(props)) })
}
