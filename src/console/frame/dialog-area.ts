// Where dialogs stand: in place of the pane, or on the whole of a tray, which has no room beside it.
import type { UiState } from '../ui/ui-state.ts'
import { type Area, frameOf } from './frame-of.ts'

/** The rectangle of a dialog. Session and customer stay in sight wherever there is room for both. */
export function dialogArea(ui: Pick<UiState, 'columns' | 'rows' | 'layout' | 'route'>): Area {
  const { main, title } = frameOf(ui)
  if (ui.layout === 'tray') return { x: 0, y: 0, width: ui.columns, height: Math.max(1, ui.rows - 1) }
  return title ? { ...main, y: title.y, height: main.height + title.height } : main
}
