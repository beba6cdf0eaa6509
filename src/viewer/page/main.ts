// The viewer's page: connects to its host, shows the customer's screen, and lets the rep look, not touch.
import type { HostMessage, ViewerStatus } from '../wire.ts'
import { type Bar, makeBar } from './bar.ts'
import { makeDisplay } from './display.ts'
import { element } from './element.ts'
import { toggleFullscreen, watchFullscreen } from './fullscreen.ts'
import { connectHost, type HostLink } from './host-link.ts'
import { makeNote, type Note, type NoteText } from './note.ts'
import { newQualityMeter } from './quality.ts'
import { listenForShortcuts, makeHelp, type Shortcut } from './shortcuts.ts'
import { makeStage, type Stage, type View } from './stage.ts'
import { pageText, type Text } from './text.ts'

/** How often the quality line is renewed, in milliseconds. */
const QUALITY_MS = 500
/** How long the hint about full screen stays, in milliseconds. */
const HINT_MS = 7000

type Page = { readonly stage: Stage; readonly note: Note; readonly link: HostLink }
type State = { status: ViewerStatus; hasPicture: boolean }

function main(): void {
  const state: State = { status: { state: 'connecting' }, hasPicture: false }
  const meter = newQualityMeter(() => performance.now())
  const stage = makeStage()
  const note = makeNote()
  document.body.append(stage.node, note.node)
  // Until the host has said which language it speaks, the browser's will do.
  let text = pageText(navigator.language.startsWith('ko') ? 'ko' : 'en')
  let bar: Bar | null = null
  const say = (): void => note.show(noteFor(state, text))
  const become = (status: ViewerStatus): void => {
    state.status = status
    document.body.dataset.state = status.state
    stage.dim(state.hasPicture && (status.state === 'reconnecting' || status.state === 'ended'))
    bar?.status(status)
    bar?.quality(meter.read(), status)
    if (status.state !== 'live') bar?.wake()
    say()
  }
  const display = makeDisplay(stage.canvas, stage.pointer, {
    sized(size) {
      stage.resize(size)
      state.hasPicture = true
      say()
    },
    drawn({ seq, capturedAt }) {
      const latencyMs = Date.now() - capturedAt
      meter.drawn(latencyMs)
      link.send({ type: 'drawn', seq, latencyMs })
    },
    lost: () => link.send({ type: 'lost' }),
  })
  const welcome = (message: HostMessage & { type: 'welcome' }): void => {
    document.documentElement.lang = message.language
    document.title = message.title
    text = pageText(message.language)
    stage.describe(text('picture'))
    bar ??= dress({ stage, note, link }, text)
    bar.title(message.title)
    become(state.status)
  }
  const link = connectHost({
    message: (message) => (message.type === 'welcome' ? welcome(message) : become(message.status)),
    frame: (bytes) => display.show(bytes),
    closed(why) {
      become({ state: 'ended', reason: text(why === 'gone' ? 'hostGone' : 'refusedDetail') })
      if (why === 'refused') note.show({ title: text('refused'), detail: text('refusedDetail') })
    },
  })
  window.setInterval(() => bar?.quality(meter.read(), state.status), QUALITY_MS)
  say()
}

function noteFor({ status, hasPicture }: State, text: Text): NoteText {
  switch (status.state) {
    case 'connecting':
      return { title: text('connecting'), isBusy: true }
    case 'live':
      return hasPicture ? null : { title: text('waiting'), isBusy: true }
    case 'reconnecting':
      return {
        title: text('reconnecting'),
        isBusy: true,
        ...(hasPicture ? { detail: text('reconnectingDetail') } : {}),
      }
    case 'ended':
      return { title: text('ended'), detail: `${status.reason}\n${text('endedDetail')}`.trim() }
    default:
      return status satisfies never
  }
}

/** Puts the bar, the keys and the hint on the page, once its language is known. */
function dress({ stage, link }: Page, text: Text): Bar {
  const show = (view: View): void => {
    stage.show(view)
    bar.view(view, document.fullscreenElement !== null)
  }
  const stop = (): void => link.send({ type: 'stop' })
  const shortcuts: readonly Shortcut[] = [
    { key: 'f', label: 'F', help: 'keyFullscreen', run: toggleFullscreen },
    { key: '0', label: '0', help: 'keyFit', run: () => show('fit') },
    { key: '1', label: '1', help: 'keyActual', run: () => show('actual') },
    { key: 'b', label: 'B', help: 'keyBar', run: () => bar.toggle() },
    { key: 's', hasShift: true, label: '⇧ S', help: 'keyStop', run: stop },
    { key: '?', label: '?', help: 'keyHelp', run: () => help.toggle() },
  ]
  const help = makeHelp(text, shortcuts)
  const bar = makeBar(text, { show, stop, fullscreen: toggleFullscreen, help: () => help.toggle() })
  const hint = element('div', { class: 'hint', text: text('hintFullscreen') })
  document.body.append(bar.node, hint, help.node)
  window.setTimeout(() => {
    hint.dataset.away = 'true'
  }, HINT_MS)
  listenForShortcuts(shortcuts)
  watchFullscreen(stage.node, (isFullscreen) => {
    hint.dataset.away = 'true'
    bar.view(stage.view, isFullscreen)
  })
  for (const kind of ['pointermove', 'keydown', 'focusin'] as const) window.addEventListener(kind, () => bar.wake())
  bar.view('fit', false)
  bar.wake()
  stage.node.focus()
  return bar
}

main()
