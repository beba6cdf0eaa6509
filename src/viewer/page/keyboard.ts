// The keyboard while in control: keys one by one, and what an input method, a dead key or the emoji picker makes whole.
import type { InputEvent } from '../../protocol/input.ts'
import { element } from './element.ts'
import { type KeyMode, type KeySystem, type KeyTranslator, makeKeyTranslator } from './key-translator.ts'
import { makeLeaveChord } from './leave-chord.ts'

/** What the keyboard does. */
export type KeyboardHandlers = {
  send(...events: readonly InputEvent[]): void
  /** Text made by an input method, or pasted. */
  text(text: string, isPaste: boolean): void
  leave(): void
  /** The keyboard goes elsewhere: what is held goes up. */
  lost(): void
}

/** The keyboard of the picture. */
export type Keyboard = {
  readonly node: HTMLElement
  readonly mode: KeyMode
  /** Takes the keyboard; what an input method shows appears at this place of the window. */
  focus(at: { readonly x: number; readonly y: number }): void
  hasFocus(): boolean
  blur(): void
  setMode(mode: KeyMode): void
  /** Forgets the held keys; whether any was held. */
  forget(): boolean
}

/** How long a `Control` may turn out to be an `AltGr`, in milliseconds. */
const ALT_GRAPH_MS = 60

/** Makes a keyboard that does nothing before it has the focus. */
export function makeKeyboard(label: string, handlers: KeyboardHandlers): Keyboard {
  const { area, button, bubble, node } = makeNodes(label)
  const system = systemOf(navigator.platform)
  const chord = makeLeaveChord()
  let mode: KeyMode = 'symbol'
  let keys: KeyTranslator = makeKeyTranslator(mode, system)
  const target = (): HTMLElement => (mode === 'symbol' ? area : button)
  const send = (events: readonly InputEvent[]): void => {
    if (events.length > 0) handlers.send(...events)
  }

  node.addEventListener('keydown', (event) => {
    event.stopPropagation()
    chord.down(event)
    const { events, isTaken } = keys.down(event)
    send(events)
    if (isTaken) event.preventDefault()
    window.setTimeout(() => send(keys.settle()), ALT_GRAPH_MS)
  })
  node.addEventListener('keyup', (event) => {
    event.stopPropagation()
    const { events, isTaken } = keys.up(event)
    send(events)
    if (isTaken) event.preventDefault()
    if (chord.up()) handlers.leave()
  })
  node.addEventListener('paste', (event) => {
    event.preventDefault()
    handlers.text(event.clipboardData?.getData('text/plain') ?? '', true)
  })
  node.addEventListener('focusout', handlers.lost)
  hearComposition(area, bubble, {
    text: (text) => handlers.text(text, false),
    enter: () => send((['keydown', 'keyup'] as const).map((kind) => enterKey(kind === 'keydown'))),
  })

  return {
    node,
    get mode() {
      return mode
    },
    focus({ x, y }) {
      node.style.transform = `translate(${x}px, ${y}px)`
      target().focus({ preventScroll: true })
    },
    hasFocus: () => node.contains(document.activeElement),
    blur: () => target().blur(),
    setMode(next) {
      const hadFocus = node.contains(document.activeElement)
      mode = next
      keys = makeKeyTranslator(mode, system)
      if (hadFocus) target().focus({ preventScroll: true })
    },
    forget: () => keys.forget(),
  }
}

/** An input method works in the text area; the button keeps it away where keys go by their place. */
function makeNodes(label: string) {
  const off = { autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', tabindex: '-1' }
  const area = element('textarea', { class: 'catcher', set: { ...off, rows: '1' }, aria: { label } })
  const button = element('button', { class: 'catcher', set: { tabindex: '-1' }, aria: { label } })
  const bubble = element('div', { class: 'composing', aria: { hidden: 'true' } })
  bubble.hidden = true
  const node = element('div', { class: 'keyboard' }, area, button, bubble)
  return { area, button, bubble, node }
}

type Composed = { text(text: string): void; enter(): void }

function hearComposition(area: HTMLTextAreaElement, bubble: HTMLElement, { text, enter }: Composed): void {
  const show = (composing: string): void => {
    bubble.textContent = composing
    bubble.hidden = composing === ''
  }
  area.addEventListener('compositionupdate', ({ data }) => show(data))
  area.addEventListener('compositionend', ({ data }) => {
    show('')
    area.value = ''
    if (data) text(data)
  })
  area.addEventListener('input', (event) => {
    const { isComposing, inputType } = event as InputEvent_ // what a text area tells
    if (isComposing) return
    const value = area.value
    area.value = ''
    // Safari puts in what was composed only after the composition's end has told it.
    if (inputType === 'insertFromComposition') return
    if (inputType === 'insertLineBreak' || inputType === 'insertParagraph') enter()
    else if (value) text(value)
  })
}
type InputEvent_ = globalThis.InputEvent

function enterKey(isDown: boolean): InputEvent {
  return { type: 'key', by: 'symbol', name: 'Enter', isDown }
}

function systemOf(platform: string): KeySystem {
  if (platform.startsWith('Win')) return 'windows'
  return platform.startsWith('Mac') ? 'mac' : 'other'
}
