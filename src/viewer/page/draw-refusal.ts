// What is said to who wants to draw and cannot; who controls is offered to leave control for it.
import type { Text, TextKey } from './text.ts'
import type { ToastText } from './toast.ts'

/** The line for a reason of `whyNotDraw`. @param instead  leaves control, then begins to draw */
export function drawRefusal(why: TextKey, text: Text, instead: readonly (() => void)[]): ToastText {
  if (why !== 'drawNotWhileControlling') return { text: text(why) }
  const run = (): void => {
    for (const step of instead) step()
  }
  return { text: text(why), button: { label: text('leaveAndDraw'), run } }
}
