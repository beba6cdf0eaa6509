// A menu under a button: choices in groups, worked with the mouse or the arrow keys.
import { element } from './element.ts'

/** One choice; with `isChecked` it is one of its group, otherwise something to do. */
export type MenuItem = {
  readonly label: string
  readonly isChecked?: boolean
  readonly isDisabled?: boolean
  readonly run: () => void
}
/** Choices that belong together. */
export type MenuGroup = { readonly title: string; readonly note?: string; readonly items: readonly MenuItem[] }

/** A menu. */
export type Menu = {
  readonly node: HTMLElement
  readonly button: HTMLButtonElement
  /** Opens it with the keyboard's focus on its first choice, or closes it. */
  toggle(): void
}

/** Makes a menu; `groups` is asked at each opening, `back` takes the focus when it was used or left. */
export function makeMenu(label: string, groups: () => readonly MenuGroup[], back: () => void): Menu {
  const list = element('div', { class: 'menu', aria: { role: 'menu', label } })
  const toggle = (): void => (list.hidden ? open() : close(true))
  const button = element('button', { text: label, aria: { haspopup: 'menu', expanded: 'false' }, click: toggle })
  const node = element('div', { class: 'with-menu' }, button, list)
  list.hidden = true

  const items = (): HTMLButtonElement[] => [...list.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const open = (): void => {
    list.replaceChildren(...groups().map((group) => makeGroup(group, () => close(true))))
    list.hidden = false
    button.setAttribute('aria-expanded', 'true')
    items()[0]?.focus()
  }
  const close = (isBack: boolean): void => {
    if (list.hidden) return
    list.hidden = true
    button.setAttribute('aria-expanded', 'false')
    if (isBack) back()
  }
  list.addEventListener('keydown', (event) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLButtonElement) // or none of them
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Escape') close(true)
    else if (next !== undefined) all.at(next % all.length)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  node.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && node.contains(relatedTarget))) close(false)
  })
  return { node, button, toggle }
}

function makeGroup({ title, note, items }: MenuGroup, close: () => void): HTMLElement {
  const rows = items.map(({ label, isChecked, isDisabled, run }) => {
    const role = isChecked === undefined ? 'menuitem' : 'menuitemradio'
    const choose = (): void => {
      close()
      run()
    }
    const checked = isChecked === undefined ? {} : { checked: String(isChecked) }
    const row = element('button', { text: label, aria: { role, ...checked }, set: { tabindex: '-1' }, click: choose })
    row.disabled = isDisabled ?? false
    return row
  })
  const head = element('div', { class: 'menu-title', text: title, aria: { hidden: 'true' } })
  const foot = note ? [element('div', { class: 'menu-note', text: note })] : []
  return element('div', { aria: { role: 'group', label: title } }, head, ...rows, ...foot)
}
