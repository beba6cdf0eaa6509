// The bar: whose screen this is, how well it arrives, how it is shown, and how to stop.
import type { ViewerStatus } from '../wire.ts'
import { element } from './element.ts'
import type { Quality } from './quality.ts'
import type { View } from './stage.ts'
import type { Text } from './text.ts'

/** What the bar's buttons do. */
export type BarActions = {
  show(view: View): void
  fullscreen(): void
  help(): void
  stop(): void
}

/** The bar. */
export type Bar = {
  readonly node: HTMLElement
  title(text: string): void
  status(status: ViewerStatus): void
  quality(quality: Quality, status: ViewerStatus): void
  view(view: View, isFullscreen: boolean): void
  /** Shows the bar for a while, or until `hide`. */
  wake(): void
  toggle(): void
}

/** How long the bar stays without the mouse or the keyboard, in milliseconds. */
const STAY_MS = 3000

/** Makes the bar. */
export function makeBar(text: Text, actions: BarActions): Bar {
  const dot = element('span', { class: 'dot', aria: { hidden: 'true' } })
  const name = element('span')
  const quality = element('div', { class: 'quality' })
  const who = element('div', { class: 'who' }, element('div', { class: 'title' }, dot, name), quality)
  const fit = element('button', { text: text('fit'), click: () => actions.show('fit') })
  const actual = element('button', { text: text('actual'), click: () => actions.show('actual') })
  const full = element('button', { text: text('fullscreen'), click: actions.fullscreen })
  const help = element('button', { class: 'round', text: '?', aria: { label: text('help') }, click: actions.help })
  const stop = element('button', { class: 'stop', text: text('stop'), click: actions.stop })
  const rule = (): HTMLElement => element('span', { class: 'rule' })
  const parts = [who, rule(), fit, actual, full, help, rule(), stop]
  const node = element('nav', { class: 'bar', aria: { label: text('controls') } }, ...parts)
  const sleep = sleeper(node)

  return {
    node,
    title(value) {
      name.textContent = value
      name.title = value
    },
    status({ state }) {
      dot.dataset.state = state
      stop.disabled = state === 'ended'
    },
    quality(value, status) {
      const path = status.state === 'live' ? text(PATH_KEYS[status.path]) : null
      const figures = value
        ? [text('fps', { count: value.framesPerSecond }), text('latency', { ms: value.latencyMs })]
        : [text('still')]
      quality.textContent = [text('viewOnly'), ...(path ? figures : []), path].filter((it) => it !== null).join(' · ')
    },
    view(view, isFullscreen) {
      fit.setAttribute('aria-pressed', String(view === 'fit'))
      actual.setAttribute('aria-pressed', String(view === 'actual'))
      full.textContent = text(isFullscreen ? 'leaveFullscreen' : 'fullscreen')
    },
    ...sleep,
  }
}

const PATH_KEYS = { direct: 'pathDirect', relay: 'pathRelay', local: 'pathLocal' } as const

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
