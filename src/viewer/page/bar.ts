// The bar: whose screen this is, how well it arrives, who controls, what can be done with it, and how to stop.
import type { Control, Offers, ViewerStatus } from '../wire.ts'
import { element } from './element.ts'
import type { Menu } from './menu.ts'
import type { Quality } from './quality.ts'
import { rateText, type Text, type TextKey } from './text.ts'

/** What the bar is made of. */
export type BarParts = {
  readonly offers: Offers
  readonly view: Menu
  readonly keys: Menu
  readonly clipboard: Menu
  readonly askControl: () => void
  readonly leaveControl: () => void
  readonly draw: () => void
  readonly chat: () => void
  readonly help: () => void
  readonly stop: () => void
}

/** The bar. */
export type Bar = {
  readonly node: HTMLElement
  title(text: string): void
  status(status: ViewerStatus): void
  control(control: Control): void
  quality(quality: Quality, status: ViewerStatus): void
  drawing(isDrawing: boolean): void
  unread(count: number): void
  /** Shows the bar for a while, or until `toggle`. */
  wake(): void
  toggle(): void
}

/** How long the bar stays without the mouse or the keyboard, in milliseconds. */
const STAY_MS = 3000

/** Makes the bar. */
export function makeBar(text: Text, parts: BarParts): Bar {
  const { offers, view, keys, clipboard } = parts
  const dot = element('span', { class: 'dot', aria: { hidden: 'true' } })
  const name = element('span')
  const quality = element('div', { class: 'quality', set: { title: text('quality') } })
  const who = element('div', { class: 'who' }, element('div', { class: 'title' }, dot, name), quality)
  const chip = element('span', { class: 'chip', aria: { role: 'status', live: 'polite' } })
  const ask = element('button', { text: text('askControl'), click: parts.askControl })
  const leave = element('button', { text: text('leaveControl'), click: parts.leaveControl })
  const draw = element('button', { text: text('draw'), aria: { pressed: 'false' }, click: parts.draw })
  const chat = element('button', { text: text('chat'), click: parts.chat })
  const help = element('button', { class: 'round', text: '?', aria: { label: text('help') }, click: parts.help })
  const stop = element(
    'button',
    { class: 'stop', aria: { label: text(offers.ends ? 'stop' : 'leave') }, click: parts.stop },
    element('span', { class: 'long', text: text(offers.ends ? 'stop' : 'leave') }),
    element('span', { class: 'short', text: text(offers.ends ? 'stopShort' : 'leave') }),
  )
  chat.hidden = !offers.chat
  const rule = (): HTMLElement => element('span', { class: 'rule' })
  const afterControl = rule()
  const all = [
    who,
    rule(),
    chip,
    ask,
    leave,
    afterControl,
    draw,
    chat,
    view.node,
    keys.node,
    clipboard.node,
    help,
    rule(),
    stop,
  ]
  const node = element('nav', { class: 'bar', aria: { label: text('controls') } }, ...all)

  let now: Control = 'none'
  const setStatus = ({ state }: ViewerStatus): void => {
    dot.dataset.state = state
    chip.hidden = state !== 'live'
    afterControl.hidden = state !== 'live'
    ask.dataset.state = state // nothing can be asked while nothing is live
    // What is over is only looked at.
    draw.hidden = !offers.marks || state === 'ended'
    clipboard.node.hidden = !offers.clipboard || state !== 'live'
    stop.disabled = state === 'ended'
  }
  setStatus({ state: 'connecting' })

  return {
    node,
    title(value) {
      name.textContent = value
      name.title = value
    },
    status: setStatus,
    control(control) {
      now = control
      chip.textContent = text(CHIPS[control])
      chip.dataset.control = control
      ask.hidden = control !== 'none' || !offers.requestControl
      leave.hidden = control !== 'held'
      keys.node.hidden = control === 'none' || control === 'other'
    },
    quality: (value, status) => {
      quality.textContent = qualityLine(value, status, text)
    },
    drawing(isDrawing) {
      draw.setAttribute('aria-pressed', String(isDrawing))
      chip.textContent = text(isDrawing ? 'drawing' : CHIPS[now])
      chip.dataset.control = isDrawing ? '' : now
    },
    unread(count) {
      chat.dataset.unread = count > 0 ? String(Math.min(count, 99)) : ''
      chat.setAttribute('aria-label', count > 0 ? text('chatNew', { count }) : text('chat'))
    },
    ...sleeper(node),
  }
}

const CHIPS: Readonly<Record<Control, TextKey>> = {
  none: 'controlView',
  available: 'controlAvailable',
  held: 'controlHeld',
  owner: 'controlOwner',
  other: 'controlOther',
}
const PATHS = { direct: 'pathDirect', relay: 'pathRelay', local: 'pathLocal' } as const
const MODES = { standard: 'modeNowStandard', sampling: 'modeNowSampling' } as const

function qualityLine({ drawn, kbps }: Quality, status: ViewerStatus, text: Text): string {
  if (status.state !== 'live') return ''
  const figures = drawn
    ? [
        text('fps', { count: drawn.framesPerSecond }),
        text('latency', { ms: drawn.latencyMs }),
        rateText(Math.round(kbps), text),
      ]
    : [text('still')]
  return [text(PATHS[status.path]), text(MODES[status.mode]), ...figures].join(' · ')
}

function sleeper(node: HTMLElement): { wake(): void; toggle(): void } {
  let timer: number | undefined
  const hide = (): void => {
    if (!node.matches(':hover, :focus-within')) node.dataset.away = 'true'
    else timer = window.setTimeout(hide, STAY_MS)
  }
  const wake = (): void => {
    window.clearTimeout(timer)
    node.dataset.away = 'false'
    timer = window.setTimeout(hide, STAY_MS)
  }
  return {
    wake,
    toggle() {
      if (node.dataset.away === 'true') return wake()
      window.clearTimeout(timer)
      node.dataset.away = 'true'
    },
  }
}
