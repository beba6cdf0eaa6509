// What the pages' forms have in common: one send at a time, a busy button, a problem said where it is read.
import { asDeskhandError, type DeskhandError } from '../../protocol/error.ts'
import { sayError } from './text.ts'

/** A form brought to life. */
export interface Form {
  readonly node: HTMLFormElement
  value(name: string): string
  field(name: string): HTMLInputElement
  /** Shows a problem, or takes it away. */
  problem(text: string | null): void
}

/**
 * Sends a form through `send` instead of the browser.
 *
 * @param send  what to do; a throw is shown unless `explain` deals with it
 */
export function startForm(
  id: string,
  send: (form: Form) => Promise<void>,
  explain: (error: DeskhandError, form: Form) => boolean = () => false,
): void {
  const node = document.getElementById(id) as HTMLFormElement // the hub's own page has this form
  const button = node.querySelector('button') as HTMLButtonElement // and one button in it
  const form = readForm(node)
  const label = button.textContent ?? ''
  button.disabled = false
  node.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.disabled || !isComplete(node)) return
    form.problem(null)
    button.disabled = true
    button.textContent = node.dataset.working ?? label
    try {
      await send(form)
    } catch (thrown) {
      const error = asDeskhandError(thrown)
      if (!explain(error, form)) form.problem(sayError(error))
    } finally {
      button.disabled = false
      button.textContent = label
    }
  })
}

function readForm(node: HTMLFormElement): Form {
  const field = (name: string): HTMLInputElement => node.elements.namedItem(name) as HTMLInputElement // our own names
  const line = node.querySelector<HTMLElement>('.problem')
  return {
    node,
    field,
    value: (name) => field(name).value,
    problem: (text) => {
      if (!line) return
      line.textContent = text ?? ''
      line.hidden = text === null
    },
  }
}

/** Lets the browser point at what is missing, in its own words and language. */
function isComplete(node: HTMLFormElement): boolean {
  for (const field of node.querySelectorAll('input')) {
    const isBlank = field.required && field.value.trim() === ''
    if (isBlank) field.value = ''
  }
  return node.reportValidity()
}
