// Starts what panes bring: an entry by its id, or the reason why it cannot be done now.
import { ALL_VIEWS } from '../../features/views.ts'
import { viewActionId } from './bindings.ts'
import { type Control, tell } from './control.ts'
import { sessionEntries } from './entries.ts'

/** Starts an entry of the session, or says why it cannot be done now. */
export function runEntry(control: Control, id: string): boolean {
  const entry = sessionEntries(control).find((one) => one.id === id)
  if (!entry) return false
  if (entry.why === null) entry.run()
  else tell(control, `${entry.label}: ${entry.why}`, { level: 'warning' })
  return true
}

/** Whether an id is one of the entries that panes bring, allowed or not. */
export function isEntryId(id: string): boolean {
  return ALL_VIEWS.some((view) => viewActionId(view.id) === id || view.actions.some((action) => action.id === id))
}
