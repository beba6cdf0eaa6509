// The chat beside the picture.
import { MAX_CHAT_CHARACTERS } from '../../protocol/limits.ts'
import type { ChatLine, ViewerStatus } from '../wire.ts'
import { element } from './element.ts'
import type { Text } from './text.ts'

/** The chat. */
export type ChatPanel = {
  readonly node: HTMLElement
  change(added: readonly ChatLine[], removed: readonly string[]): void
  clear(): void
  toggle(): void
  /** Nothing can be written while nothing would arrive: what was written is kept. */
  become(state: ViewerStatus['state']): void
}

/** What the chat does. */
export type ChatHandlers = {
  send(text: string): void
  unread(count: number): void
  /** Takes the focus when the chat was closed. */
  back(): void
}

/** Makes a closed chat. */
export function makeChatPanel(text: Text, { send, unread, back }: ChatHandlers): ChatPanel {
  const list = element('ol', { class: 'lines', aria: { live: 'polite', label: text('chat') } })
  const empty = element('p', { class: 'muted', text: text('chatEmpty') })
  const field = element('textarea', {
    set: { rows: '2', placeholder: text('chatWrite') },
    aria: { label: text('chatWrite') },
  })
  const say = (): void => {
    const said = [...field.value.trim()].slice(0, MAX_CHAT_CHARACTERS).join('')
    if (said && !button.disabled) send(said)
    if (!button.disabled) field.value = ''
    field.focus()
  }
  const button = element('button', { class: 'primary', text: text('chatSend'), click: say })
  const close = element('button', { class: 'round', text: '×', aria: { label: text('close') }, click: () => toggle() })
  const head = element('header', {}, element('h1', { text: text('chat') }), close)
  const why = element('p', { class: 'muted', aria: { role: 'status' } })
  const foot = element('footer', {}, field, button)
  const node = element('aside', { class: 'chat', aria: { label: text('chat') } }, head, empty, list, why, foot)
  node.hidden = true
  let waiting = 0
  const toggle = (): void => {
    node.hidden = !node.hidden
    document.body.dataset.chat = String(!node.hidden)
    waiting = 0
    unread(0)
    list.scrollTop = list.scrollHeight
    if (node.hidden) back()
    else field.focus()
  }
  node.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Escape') toggle()
    if (event.target !== field || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    say()
  })
  const clear = (): void => {
    list.replaceChildren()
    empty.hidden = false
  }
  return {
    node,
    toggle,
    clear,
    become(state) {
      button.disabled = state !== 'live'
      field.disabled = state === 'ended'
      why.hidden = state === 'live'
      why.textContent = state === 'live' ? '' : text(state === 'ended' ? 'chatOver' : 'chatAway')
    },
    change(added, removed) {
      for (const id of removed) list.querySelector(`[data-id="${CSS.escape(id)}"]`)?.remove()
      list.append(...added.map((line) => makeLine(line, text)))
      empty.hidden = list.childElementCount > 0
      list.scrollTop = list.scrollHeight
      waiting += node.hidden ? added.filter((line) => !line.isMine).length : 0
      unread(waiting)
    },
  }
}

function makeLine({ id, from, isMine, text: said, at }: ChatLine, text: Text): HTMLElement {
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
  const who = element('span', { class: 'from', text: `${isMine ? text('you') : from} · ${time}` })
  return element('li', { data: { id, mine: String(isMine) } }, who, element('span', { class: 'said', text: said }))
}
