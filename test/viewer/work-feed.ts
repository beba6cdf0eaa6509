// A feed with everything a viewer can offer, driven by a test: what the page did is kept, what it is told is settable.

import { openFakePlatform } from '../../agent/platform/fake/fake-platform.ts'
import { type ScreenStream, startScreenStream } from '../../agent/screen/screen-stream.ts'
import type { ShareOptions } from '../../src/features/shares/protocol.ts'
import { decodeInput, type InputEvent } from '../../src/protocol/input.ts'
import type { Mark } from '../../src/protocol/marks.ts'
import type { ChangingList, ViewerFeed } from '../../src/viewer/host/feed.ts'
import type {
  Audience,
  ChatLine,
  Control,
  Prompt,
  PromptAnswer,
  ViewerOptions,
  ViewerStatus,
} from '../../src/viewer/wire.ts'

/** A list that a test changes. */
export type OpenList<T> = ChangingList<T> & { change(next: readonly T[]): void }

/** A feed, what a page did with it, and what a test does to it. */
export type WorkFeed = {
  readonly feed: ViewerFeed
  readonly stream: ScreenStream
  /** Every input event, in order. */
  readonly input: InputEvent[]
  /** What was asked beside input, as sentences. */
  readonly asked: string[]
  readonly marks: OpenList<Mark>
  readonly chat: OpenList<ChatLine>
  readonly prompts: OpenList<Prompt>
  /** What is on the customer's clipboard; null: they say no. */
  readonly theirs: { text: string | null; answered: Promise<void> }
  control(control: Control): void
  become(status: ViewerStatus): void
  setOptions(options: Partial<ViewerOptions>): void
  close(): Promise<void>
}

/** What differs from a rep who may control. */
export type WorkFeedOptions = {
  readonly audience?: Audience
  readonly control?: Control
  readonly options?: Partial<ViewerOptions>
  readonly language?: 'en' | 'ko'
  readonly isJoined?: boolean
  readonly widthPx?: number
  readonly heightPx?: number
}

function openList<T>(): OpenList<T> {
  const listeners = new Set<() => void>()
  let entries: readonly T[] = []
  return {
    list: () => entries,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change(next) {
      entries = next
      for (const listener of listeners) listener()
    },
  }
}

/** Begins to draw a desktop and to listen. */
export async function workFeed(wanted: WorkFeedOptions = {}): Promise<WorkFeed> {
  const { audience = 'rep', control = 'available', language = 'en', widthPx = 1280, heightPx = 800 } = wanted
  const platform = await openFakePlatform({ clock: Date.now, language, widthPx, heightPx })
  const input: InputEvent[] = []
  const asked: string[] = []
  const theirs: WorkFeed['theirs'] = { text: '', answered: Promise.resolve() }
  const [marks, chat, prompts] = [openList<Mark>(), openList<ChatLine>(), openList<Prompt>()]
  const listeners = new Set<{ frame(frame: Uint8Array): void; status(status: ViewerStatus): void }>()
  let status: ViewerStatus = { state: 'live', path: 'direct', mode: 'standard', control }
  let options: ViewerOptions = { mode: 'auto', colors: 'true', maxKbps: null, monitor: null, ...wanted.options }
  let nextMark = 1
  const become = (next: ViewerStatus): void => {
    status = next
    for (const listener of listeners) listener.status(next)
  }
  const setOptions = (next: Partial<ViewerOptions>): void => {
    options = { ...options, ...next }
    become(status)
  }
  const source = await platform.openScreen()
  const stream = startScreenStream({
    source,
    channel: 1,
    send: (frame) => {
      for (const listener of listeners) listener.frame(frame)
    },
    bufferedBytes: () => 0,
    clock: Date.now,
    failed: (error) => become({ state: 'ended', reason: error.message }),
  })
  const feed: ViewerFeed = {
    audience,
    isJoined: wanted.isJoined ?? false,
    get status() {
      return status
    },
    get options() {
      return options
    },
    subscribe(frame, changed) {
      const listener = { frame, status: changed }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh: () => stream.refresh(),
    stop: () => become({ state: 'ended', reason: '' }),
    input(payload) {
      const read = decodeInput(payload)
      if (read.ok) input.push(...read.events)
    },
    set: (next: Partial<ShareOptions>) => {
      asked.push(`set ${JSON.stringify(next)}`)
      setOptions(next)
    },
    requestControl: async () => {
      asked.push('control')
      if (theirs.text === null) throw new Error('The customer said no\u202e.')
    },
    releaseControl: () => void asked.push('release'),
    marks: {
      ...marks,
      add: (mark) => marks.change([...marks.list(), { ...mark, id: `m${nextMark++}` }]),
      remove: (id) => marks.change(marks.list().filter((one) => one.id !== id)),
      clear: () => marks.change([]),
    },
    chat: {
      ...chat,
      send: (text) =>
        chat.change([...chat.list(), { id: `c${chat.list().length}`, from: 'me', isMine: true, text, at: Date.now() }]),
    },
    clipboard: {
      put: async (text) => {
        asked.push('put')
        if (theirs.text === null) throw new Error('the customer said no')
        theirs.text = text
      },
      get: async () => {
        asked.push('get')
        await theirs.answered
        if (theirs.text === null) throw new Error('the customer said no')
        return theirs.text
      },
    },
    prompts: {
      ...prompts,
      answer: (id: string, answer: PromptAnswer) => {
        asked.push(`${id} ${answer}`)
        prompts.change(prompts.list().filter((one) => one.id !== id))
      },
    },
  }
  return {
    feed,
    stream,
    theirs,
    input,
    asked,
    marks,
    chat,
    prompts,
    become,
    setOptions,
    control: (next) => become({ state: 'live', path: 'direct', mode: 'standard', control: next }),
    async close() {
      await stream.stop()
      await platform.close()
    },
  }
}
