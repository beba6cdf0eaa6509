// The viewer's keys as data: what they do, and the list that shows them.
import { element } from './element.ts'
import type { Text, TextKey } from './text.ts'

/** One key and what it does. */
export type Shortcut = {
  /** As `KeyboardEvent.key` gives it, letters in lower case. */
  readonly key: string
  readonly hasShift?: boolean
  readonly label: string
  readonly help: TextKey
  readonly run: () => void
}

/** Listens for the keys; those with Ctrl, Alt or Meta stay the browser's. */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    const key = event.key.toLowerCase()
    const found = shortcuts.find((it) => it.key === key && (it.hasShift ?? event.shiftKey) === event.shiftKey)
    if (!found) return
    event.preventDefault()
    found.run()
  })
}

/** Makes the list of the keys. */
export function makeHelp(text: Text, shortcuts: readonly Shortcut[]): { node: HTMLDialogElement; toggle(): void } {
  const rows = shortcuts.flatMap(({ label, help }) => [
    element('dt', {}, element('kbd', { text: label })),
    element('dd', { text: text(help) }),
  ])
  const close = element('button', { class: 'close', text: text('close'), click: () => node.close() })
  const title = element('h1', { text: text('help') })
  const node: HTMLDialogElement = element('dialog', {}, title, element('dl', {}, ...rows), close)
  return { node, toggle: () => (node.open ? node.close() : node.showModal()) }
}
