// The viewer's page: connects to its host, shows the shared screen, and puts around it what the screen offers.
import type { HostMessage, ViewerStatus } from '../wire.ts'
import { type Display, makeDisplay } from './display.ts'
import { connectHost } from './host-link.ts'
import { makeNote, type NoteText } from './note.ts'
import type { OwnEnd } from './own-end.ts'
import { newQualityMeter } from './quality.ts'
import { makeStage } from './stage.ts'
import { type PageLanguage, pageText, type Text } from './text.ts'
import { Workspace } from './workspace.ts'

/** How often the quality line is renewed, in milliseconds. */
const QUALITY_MS = 500

class Page {
  readonly #meter = newQualityMeter(() => performance.now())
  readonly #stage = makeStage()
  readonly #note = makeNote()
  readonly #link = connectHost({
    message: (message) => this.#hear(message),
    frame: (bytes) => {
      this.#meter.received(bytes.byteLength)
      this.#display.show(bytes)
    },
    away: () => this.#status.state === 'live' && this.#become({ state: 'reconnecting' }),
    closed: (why) => this.#closed(why),
  })
  #display: Display = this.#newDisplay()
  // Until the host has said which language it speaks, the browser's will do.
  #language: PageLanguage = navigator.language.startsWith('ko') ? 'ko' : 'en'
  #text: Text = pageText(this.#language)
  #status: ViewerStatus = { state: 'connecting' }
  #hasPicture = false
  /** When the screen that is looked at began to be, UTC milliseconds. */
  #begunAt = 0
  #isDrawing = false
  #workspace: Workspace | null = null

  constructor() {
    document.documentElement.lang = this.#language
    document.body.append(this.#stage.node, this.#note.node)
    window.setInterval(() => this.#workspace?.quality(this.#meter.read()), QUALITY_MS)
    this.#say()
  }

  /** A display of its own for each screen: what the one before still decodes is drawn nowhere. */
  #newDisplay(): Display {
    const { canvas, pointer } = this.#stage
    const isCurrent = (): boolean => this.#stage.canvas === canvas
    return makeDisplay(canvas, pointer, {
      sized: (config) => {
        if (!isCurrent()) return
        this.#stage.resize(config)
        this.#hasPicture = true
        this.#workspace?.sized(config)
        this.#say()
      },
      drawn: ({ seq, capturedAt }) => {
        if (!isCurrent()) return
        const latencyMs = Date.now() - capturedAt
        // what was waiting for the page says nothing of the way
        if (capturedAt >= this.#begunAt) this.#meter.drawn(latencyMs)
        this.#link.send({ type: 'drawn', seq, latencyMs })
      },
      lost: () => isCurrent() && this.#link.send({ type: 'lost' }),
      noVideo: () => isCurrent() && this.#link.send({ type: 'set', options: { mode: 'standard' } }),
    })
  }

  #hear(message: HostMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#language = message.language
        document.documentElement.lang = message.language
        this.#isDrawing = message.isDrawing
        break
      case 'feed':
        this.#begin(message)
        break
      case 'status':
        this.#become(message.status)
        break
      case 'options':
        this.#workspace?.options(message.options)
        break
      case 'clipboard':
        this.#workspace?.clipboard.told(message.told)
        break
      case 'not-given':
        this.#workspace?.toast.say({ text: message.problem, isSticky: true })
        break
      case 'tabs':
        this.#workspace?.tabs.show(message.tabs, message.current)
        break
      case 'list':
        this.#workspace?.list(message)
        break
      default:
        message satisfies never
    }
  }

  #begin(feed: HostMessage & { type: 'feed' }): void {
    const { title, audience } = feed
    this.#begunAt = Date.now()
    const text = pageText(this.#language, audience)
    this.#text = text
    document.title = audience === 'customer' && title ? text('showsYou', { name: title }) : title
    document.body.dataset.audience = audience
    if (this.#workspace) {
      this.#stage.renew()
      this.#display.close()
      this.#display = this.#newDisplay()
      this.#hasPicture = false
    }
    this.#workspace ??= new Workspace({ stage: this.#stage, link: this.#link, text, feed, isDrawing: this.#isDrawing })
    this.#workspace.begin({ ...feed, title: document.title })
    this.#stage.describe(text('picture'))
  }

  #become(told: ViewerStatus): void {
    const own = this.#workspace?.ending.how ?? null
    const status: ViewerStatus = told.state === 'ended' && own ? { ...told, reason: this.#text(own) } : told
    this.#status = status
    document.body.dataset.state = status.state
    // It said that something is being shown.
    if (status.state === 'ended' && document.body.dataset.audience === 'customer') document.title = this.#text('ended')
    this.#stage.dim(this.#hasPicture && (status.state === 'reconnecting' || status.state === 'ended'))
    this.#workspace?.status(status)
    this.#say()
  }

  #closed(why: 'refused' | 'gone'): void {
    const text = this.#text
    if (why === 'gone' && this.#status.state === 'ended') return // it has said why
    this.#become({ state: 'ended', reason: text(why === 'gone' ? 'hostGone' : 'refusedDetail') })
    if (why === 'refused') this.#note.show({ title: text('refused'), detail: text('refusedDetail') })
  }

  #say(): void {
    const title = this.#text(isOver(this.#workspace?.ending.how) ? 'ended' : 'leftTitle')
    this.#note.show(noteFor(this.#status, this.#hasPicture, { text: this.#text, ended: title }))
  }
}

/** Who joined, or could not tell the other side, has only left. */
function isOver(own: OwnEnd | null | undefined): boolean {
  return own !== 'youLeft' && own !== 'stopUntold'
}

type Words = { readonly text: Text; readonly ended: string }

function noteFor(status: ViewerStatus, hasPicture: boolean, { text, ended }: Words): NoteText {
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
      return { title: ended, detail: `${status.reason}\n${text('endedDetail')}`.trim() }
    default:
      return status satisfies never
  }
}

new Page()
