// Several screens in one window: a tab for each.
import type { Tab } from '../wire.ts'
import { element } from './element.ts'

/** The tabs. */
export type Tabs = { readonly node: HTMLElement; show(tabs: readonly Tab[], current: number): void }

/** What is done with a tab; `gone`: the one that was looked at is there no more. */
export type TabHandlers = { select(tab: number): void; gone(title: string): void }

/** Makes a row that is seen only with more than one tab; arrow keys go along it. */
export function makeTabs(label: string, { select, gone }: TabHandlers): Tabs {
  const node = element('div', { class: 'tabs', aria: { role: 'tablist', label } })
  let looked: Tab | undefined
  node.hidden = true
  node.addEventListener('keydown', (event) => {
    const all = [...node.querySelectorAll<HTMLButtonElement>('button')]
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = all.findIndex((one) => one.ariaSelected === 'true')
    const next = all.at((at + step) % all.length)
    next?.focus()
    next?.click()
  })
  return {
    node,
    show(tabs, current) {
      if (looked && !tabs.some(({ id }) => id === looked?.id)) gone(looked.title)
      looked = tabs.find(({ id }) => id === current)
      const hadFocus = node.contains(document.activeElement)
      node.hidden = tabs.length < 2
      document.body.dataset.tabs = String(!node.hidden)
      const buttons = tabs.map(({ id, title }) => {
        const isCurrent = id === current
        const set = { tabindex: isCurrent ? '0' : '-1', title }
        const aria = { role: 'tab', selected: String(isCurrent) }
        return element('button', { text: title, set, aria, click: () => select(id) })
      })
      node.replaceChildren(...buttons)
      if (hadFocus) buttons.find((one) => one.ariaSelected === 'true')?.focus()
    },
  }
}
