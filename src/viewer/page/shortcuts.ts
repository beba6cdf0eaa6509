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

/** Listens for the keys; those with Ctrl, Alt or Meta stay the browser's, and those in a text field the field's. */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (event.target instanceof Element && event.target.matches('input, textarea')) return
    const key = event.key.toLowerCase()
    const found = shortcuts.find((it) => it.key === key && (it.hasShift ?? event.shiftKey) === event.shiftKey)
    if (!found) return
    event.preventDefault()
    found.run()
  })
}

/** Makes the list of the keys, the way out of control, and what to do when it is slow. */
export function makeHelp(text: Text, shortcuts: readonly Shortcut[]): { node: HTMLDialogElement; toggle(): void } {
  const row = (label: string, said: string): HTMLElement[] => [
    element('dt', {}, element('kbd', { text: label })),
    element('dd', { text: said }),
  ]
  const rows = shortcuts.flatMap(({ label, help }) => row(label, text(help)))
  const others = [...row('Esc', text('keyEscape')), ...row('Ctrl Alt ⇧', text('keyLeave'))]
  const tips = (['tipPrograms', 'tipNetwork', 'tipColors', 'tipLine', 'tipHatched'] as const).map((key) =>
    element('li', { text: text(key) }),
  )
  const close = element('button', {
    class: 'close',
    text: '×',
    aria: { label: text('close') },
    set: { title: text('close') },
    click: () => node.close(),
  })
  const node: HTMLDialogElement = element(
    'dialog',
    { aria: { label: text('help') } },
    close,
    element('h1', { text: text('help') }),
    element('dl', {}, ...rows, ...others),
    element('h2', { text: text('tips') }),
    element('ul', {}, ...tips),
  )
  return { node, toggle: () => (node.open ? node.close() : node.showModal()) }
}
