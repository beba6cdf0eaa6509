// The mouse, for those who switched it on: the wheel moves, a click puts the cursor, a second click opens.
import { parseChord } from '../../terminal/keys/chord.ts'
import type { MouseEvent } from '../../terminal/mouse.ts'
import { frameOf } from '../frame/frame-of.ts'
import type { Control } from './control.ts'
import { press } from './press.ts'
import { runBinding } from './run-binding.ts'
import { placeOf, shownLines } from './session-lines.ts'

const WHEEL = { wheelUp: 'up', wheelDown: 'down' } as const
/** Rows above the first line of the list: its header. */
const HEADER_ROWS = 1

/** Does what the mouse means where it is. */
export function pressMouse(control: Control, event: MouseEvent): void {
  const { ui, desk } = control
  if (event.kind === 'wheelUp' || event.kind === 'wheelDown') {
    const chord = parseChord(WHEEL[event.kind])
    if (chord && !ui.state.isTyping) press(control, { chord })
    return
  }
  const { route, dialog, list } = ui.state
  if (event.kind !== 'down' || event.button !== 'left' || dialog || route.at !== 'list') return
  const { main } = frameOf(ui.state)
  const shown = shownLines(desk.state.list, list)
  const place = placeOf(shown, list)
  const row = event.y - main.y - HEADER_ROWS
  const line = row < 0 || row >= main.height - HEADER_ROWS ? undefined : shown[place.top + row]
  if (!line || event.x >= main.width) return
  if (line.id === shown[place.cursor]?.id) runBinding(control, 'sessions.open')
  else ui.dispatch({ type: 'list', change: { place: { ...place, cursor: place.top + row }, session: line.id } })
}
