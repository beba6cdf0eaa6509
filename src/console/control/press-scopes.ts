// Which keys hold where the rep is.
import type { DialogState } from '../ui/dialog-state.ts'
import type { Control } from './control.ts'
import { viewOf } from './pane-props.ts'

/**
 * The scopes whose keys hold now, the focused one first.
 *
 * @param dialog  the open dialog; null asks what would hold without it
 */
export function scopesOf({ ui }: Control, dialog = ui.state.dialog): readonly string[] {
  const { route, isTyping, list } = ui.state
  if (dialog) return dialogScopes(dialog.is)
  if (route.at === 'list') return list.isFiltering ? ['filter', 'always'] : ['sessions', 'list', 'global', 'always']
  if (isTyping) return [`${route.view}.typing`, 'typing', 'always']
  return [route.view, 'session', ...(viewOf(route.view).rows ? ['list'] : []), 'global', 'always']
}

function dialogScopes(is: DialogState['is']): readonly string[] {
  if (is === 'confirm') return ['dialog', 'always']
  if (is === 'choose') return ['choose', 'list', 'always']
  if (is === 'form') return ['form', 'form.choice', 'always']
  return is === 'help' || is === 'palette' ? ['search', 'always'] : [is, 'always']
}
