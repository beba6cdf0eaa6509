// Questions to the customer: answered by a person's own click, never by a program's and never before it could be read.
import { PROMPT_PATIENCE_MS, type Prompt, type PromptAnswer } from '../wire.ts'
import { element } from './element.ts'
import type { Text } from './text.ts'

/** The questions. */
export type Prompts = {
  readonly node: HTMLElement
  change(added: readonly Prompt[], removed: readonly string[]): void
  clear(): void
}

const TICK_MS = 1000

/** Makes a place for questions, the oldest in front. */
export function makePrompts(text: Text, answer: (id: string, answer: PromptAnswer) => void): Prompts {
  const node = element('div', { class: 'prompts', aria: { live: 'assertive' } })
  const cards = new Map<string, { readonly card: HTMLElement; readonly end: () => void }>()
  const remove = (id: string): void => {
    cards.get(id)?.end()
    cards.get(id)?.card.remove()
    cards.delete(id)
  }
  return {
    node,
    change(added, removed) {
      for (const id of removed) remove(id)
      for (const prompt of added) {
        const made = makeCard(prompt, text, (given) => answer(prompt.id, given))
        cards.set(prompt.id, made)
        node.append(made.card)
      }
    },
    clear() {
      for (const id of [...cards.keys()]) remove(id)
    },
  }
}

function makeCard(prompt: Prompt, text: Text, answer: (answer: PromptAnswer) => void) {
  let seenAt: number | null = null
  let isAnswered = false
  const choose =
    (given: PromptAnswer) =>
    (event: MouseEvent): void => {
      const isRead = seenAt !== null && performance.now() - seenAt >= PROMPT_PATIENCE_MS
      if (!event.isTrusted || !isRead || isAnswered) return
      isAnswered = true
      for (const button of buttons) button.disabled = true
      answer(given)
    }
  const yes = element('button', { class: 'primary', text: text('promptYes'), click: choose('yes') })
  const session = element('button', { text: text('promptSession'), click: choose('session') })
  const no = element('button', { text: text('promptNo'), click: choose('no') })
  const buttons = [no, ...(prompt.hasSession ? [session] : []), yes]
  const left = element('p', { class: 'muted', aria: { role: 'timer', live: 'off' } }) // not read out each second
  const title = element('strong', { text: prompt.title })
  const detail = element('p', { text: prompt.detail })
  const row = element('div', { class: 'buttons' }, ...buttons)
  const card = element('section', { class: 'prompt', aria: { role: 'alertdialog', label: prompt.title } })
  card.append(title, detail, left, row)
  card.addEventListener('keydown', (event) => event.stopPropagation())
  // What is covered or in another tab is not seen; the time to read begins when it is.
  const watcher = new IntersectionObserver(([entry]) => {
    seenAt = entry?.isIntersecting && !document.hidden ? performance.now() : null
  })
  watcher.observe(card)
  const tick = (): void => {
    const seconds = prompt.expiresAt === null ? null : Math.ceil((prompt.expiresAt - Date.now()) / TICK_MS)
    left.textContent = seconds === null ? '' : text('promptLeft', { count: Math.max(0, seconds) })
  }
  tick()
  const timer = window.setInterval(tick, TICK_MS)
  const end = (): void => {
    window.clearInterval(timer)
    watcher.disconnect()
  }
  return { card, end }
}
