// Dialogs that ask for one text: what to type over there, and under which name to save a picture.
import { element } from './element.ts'

/** What is asked. */
export type AskOptions = {
  readonly title: string
  readonly detail?: string
  readonly label: string
  readonly value: string
  readonly isLong: boolean
  readonly yes: string
  readonly cancel: string
  /** A line under the text, renewed as it changes. */
  readonly note?: (value: string) => string
}

/** Asks; the text, or `null` when the reader thought better of it. */
export function askText(options: AskOptions): Promise<string | null> {
  const field = options.isLong
    ? element('textarea', { set: { rows: '7', placeholder: options.label }, aria: { label: options.label } })
    : element('input', { set: { type: 'text' }, aria: { label: options.label } })
  const note = element('p', { class: 'muted' })
  const yes = element('button', { class: 'primary', text: options.yes })
  const renew = (): void => {
    note.textContent = options.note?.(field.value) ?? ''
    yes.disabled = field.value === ''
  }
  const node: HTMLDialogElement = element('dialog', { class: 'ask', aria: { label: options.title } })
  return new Promise((resolve) => {
    const end = (value: string | null): void => {
      node.remove()
      resolve(value)
    }
    yes.addEventListener('click', () => end(field.value))
    const cancel = element('button', { text: options.cancel, click: () => end(null) })
    const detail = options.detail ? [element('p', { class: 'muted', text: options.detail })] : []
    const buttons = element('div', { class: 'buttons' }, cancel, yes)
    node.append(element('h1', { text: options.title }), ...detail, field, note, buttons)
    node.addEventListener('cancel', () => end(null))
    node.addEventListener('keydown', (event) => {
      event.stopPropagation()
      if (event.key === 'Enter' && !event.isComposing && !options.isLong && field.value) end(field.value)
    })
    field.addEventListener('input', renew)
    field.value = options.value
    renew()
    document.body.append(node)
    node.showModal()
    field.focus()
    field.select()
  })
}
