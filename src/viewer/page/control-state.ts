// Who controls, as this page means it: the host's word, and whether the reader has clicked in the picture here.
import type { Control, ViewerStatus } from '../wire.ts'
import type { TextKey } from './text.ts'

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

/** The pointer has one owner: who controls does not draw, and nobody draws into another's work. */
export function whyNotDraw(status: ViewerStatus, control: Control): TextKey | null {
  if (status.state === 'reconnecting') return 'drawAway'
  if (status.state !== 'live') return 'drawNoPicture'
  if (control === 'held') return 'drawNotWhileControlling'
  return control === 'other' ? 'drawNotWhileOther' : null
}

/** What is said to who asked the customer something: a question has mouse and keyboard until it is answered. */
export const ASKED_SAID: readonly TextKey[] = ['ownerAsked']
/** What is said when control changes. */
export const CONTROL_SAID: Readonly<Partial<Record<Control, readonly TextKey[]>>> = {
  available: ['clickToControl'],
  held: ['youControl', 'leaveChord'],
  owner: ['ownerControls'],
  other: ['otherControls'],
}
