// A line at the bottom of the window: what just happened, or what to do, with at most one button.
import { element } from './element.ts'

/** How long a line stays, in milliseconds. */
const STAY_MS = 6000

/** What is said. */
export type ToastText = {
  readonly text: string
  /** Stays until it is replaced or dismissed. */
  readonly isSticky?: boolean
  readonly button?: { readonly label: string; readonly run: () => void }
}

/** The line. */
export type Toast = { readonly node: HTMLElement; say(what: ToastText): void; hide(): void }

/** Makes a line that is not shown; `dismiss` names the button that takes it away. */
export function makeToast(dismiss: string): Toast {
  const line = element('span')
  const node = element('div', { class: 'toast', data: { away: 'true' }, aria: { role: 'status', live: 'polite' } })
  let timer: number | undefined
  const hide = (): void => {
    window.clearTimeout(timer)
    node.dataset.away = 'true'
    node.inert = true
  }
  return {
    node,
    hide,
    say({ text, isSticky, button }) {
      window.clearTimeout(timer)
      line.textContent = text
      const run = (): void => {
        hide()
        button?.run()
      }
      const act = button ? [element('button', { text: button.label, click: run })] : []
      const close = element('button', { class: 'round', text: '×', aria: { label: dismiss }, click: hide })
      node.replaceChildren(line, ...act, ...(button || isSticky ? [close] : []))
      node.dataset.away = 'false'
      node.inert = false
      if (!isSticky) timer = window.setTimeout(hide, STAY_MS)
    },
  }
}
