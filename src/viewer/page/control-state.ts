// Who controls, as this page means it: the host's word, and whether the reader has clicked in the picture here.
import type { Control, ViewerStatus } from '../wire.ts'

/** What this page may do with mouse and keyboard; `none` also while nothing is live. */
export function controlOf(status: ViewerStatus, isIn: boolean): Control {
  if (status.state !== 'live') return 'none'
  if (status.control === 'available' || status.control === 'held') return isIn ? 'held' : 'available'
  return status.control
}

/** Whether a press in the picture takes control. */
export function canEnter(control: Control): boolean {
  return control === 'available' || control === 'owner'
}

/** Whether the reader stays in control when the host's word changes: until it is taken back, or the link breaks. */
export function staysIn(before: ViewerStatus, next: ViewerStatus): boolean {
  if (next.state !== 'live') return false
  if (next.control === 'owner') return before.state === 'live' && before.control === 'owner'
  return next.control === 'available' || next.control === 'held'
}
