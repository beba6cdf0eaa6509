// When the bar shows itself: when it may be wanted, and not over what is being worked on; and it takes no keyboard away.
import type { Bar } from './bar.ts'

/** How near to the upper edge the mouse calls the bar while it controls, in CSS pixels. */
const EDGE_PX = 6

/** Wakes the bar at moves and keys; while the other machine is controlled, those are its own, but for the upper edge. */
export function wakeOnUse(
  bar: Bar,
  { isControlled, keyboard }: { isControlled(): boolean; readonly keyboard: HTMLElement },
): void {
  window.addEventListener('pointermove', ({ clientY }) => {
    if (!isControlled() || clientY < EDGE_PX) bar.wake()
  })
  for (const kind of ['keydown', 'focusin'] as const) {
    window.addEventListener(kind, ({ target }) => {
      if (!(target instanceof Node && keyboard.contains(target))) bar.wake()
    })
  }
}

/** A click on a tool leaves the keyboard where it is. */
export function keepFocus(node: HTMLElement): void {
  node.addEventListener('mousedown', (event) => event.preventDefault())
}
