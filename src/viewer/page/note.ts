// The card over the picture: waiting, reconnecting, ended.
import { element } from './element.ts'

/** What the card says; `null` takes it away. */
export type NoteText = { readonly title: string; readonly detail?: string; readonly isBusy?: boolean } | null

/** The card. */
export type Note = { readonly node: HTMLElement; show(text: NoteText): void }

/** Makes a card that is not shown. */
export function makeNote(): Note {
  const spinner = element('div', { class: 'spinner', aria: { hidden: 'true' } })
  const title = element('strong')
  const detail = element('span')
  const node = element('div', { class: 'note', aria: { role: 'status', live: 'polite' } }, spinner, title, detail)
  node.hidden = true
  return {
    node,
    show(text) {
      node.hidden = text === null
      spinner.hidden = !text?.isBusy
      title.textContent = text?.title ?? ''
      detail.textContent = text?.detail ?? ''
      detail.hidden = !text?.detail
    },
  }
}
