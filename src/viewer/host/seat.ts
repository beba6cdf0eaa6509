// One page in front of one screen: frames go out as fast as it draws them, and what it does there comes in.

import type { WebSocket } from 'ws'
import type { ShareOptions } from '../../features/shares/protocol.ts'
import { peekHeader } from '../../protocol/frame.ts'
import { startFramePlace } from '../../protocol/frame-place.ts'
import type { Mark } from '../../protocol/marks.ts'
import { MAX_MARKS } from '../../protocol/marks.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import {
  type ChatLine,
  type HostMessage,
  MAX_CHAT_LINES,
  MAX_PROMPTS,
  MAX_UNDRAWN_FRAMES,
  type PageMessage,
  PROMPT_PATIENCE_MS,
  type Prompt,
  type ViewerStatus,
} from '../wire.ts'
import { openClipboardDesk } from './clipboard-desk.ts'
import type { ViewerFeed } from './feed.ts'
import { openInputGate } from './input-gate.ts'
import { type ListSync, syncList } from './list-sync.ts'

/** With more than this unsent, the page is slow, in bytes. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024
/** A refresh that did not come is asked for again after this time, in milliseconds. */
const REFRESH_PATIENCE_MS = 500

/** What a page can say once it is seated. */
export type SeatedMessage = Exclude<PageMessage, { readonly type: 'hello' | 'select' }>

/** Where a page sits. */
export type SeatOptions = {
  readonly page: WebSocket
  readonly feed: ViewerFeed
  readonly title: string
  readonly drawn: (latencyMs: number) => void
}

/** A page in front of a screen. */
export type Seat = {
  /** Sends the frame, or drops it when the page is slow: newer ones will do. */
  offer(frame: Uint8Array): void
  /** Asks for a refresh when the page waits for one and has room. */
  catchUp(): void
  status(status: ViewerStatus): void
  hear(message: SeatedMessage): void
  /** @returns false when it was no input */
  input(payload: Uint8Array): boolean
  /** The page goes to another screen or closes; what it holds goes up. */
  leave(): void
  counts(): { readonly sent: number; readonly dropped: number; readonly inputDropped: number }
}

/** Seats a page and tells it what the screen is and can do. */
export function takeSeat(options: SeatOptions): Seat {
  const { page, feed, title } = options
  const tell = (message: HostMessage): void => page.send(JSON.stringify(message))
  const pictures = sendPictures(options)
  const gate = openInputGate({
    pass: (payload) => feed.input?.(payload),
    isOpen: () => feed.input !== undefined && mayControl(feed.status),
    now: () => performance.now(),
  })
  const told = new Map<string, string>()
  const tellChanged = (message: HostMessage): void => {
    const text = JSON.stringify(message)
    if (told.get(message.type) !== text) page.send(text)
    told.set(message.type, text)
  }
  const status = (next: ViewerStatus): void => {
    if (!mayControl(next)) gate.release()
    tellChanged({ type: 'status', status: safeStatus(next) })
    if (feed.options) tellChanged({ type: 'options', options: feed.options })
  }
  tell({ type: 'feed', title: safeText(title), audience: feed.audience, offers: offersOf(feed) })
  status(feed.status)
  const lists = syncLists(feed, page, tell)
  const clipboard = openClipboardDesk(feed.clipboard, tell)
  const notGiven = (error: Error): void => tell({ type: 'not-given', problem: safeText(error.message) })
  const hear = (message: SeatedMessage): void => {
    if (message.type === 'drawn') pictures.drawn(message.latencyMs)
    else if (message.type === 'clipboard-put') clipboard.put(message)
    else if (message.type === 'clipboard-get') clipboard.get()
    else if (message.type === 'request-control') feed.requestControl?.().catch(notGiven)
    else if (message.type === 'lost') pictures.lost()
    else if (message.type === 'answer') {
      const at = lists.prompts?.toldAt(message.id) ?? null
      if (at !== null && performance.now() - at >= PROMPT_PATIENCE_MS) feed.prompts?.answer(message.id, message.answer)
    } else doAsTold(feed, message)
  }
  return {
    offer: pictures.offer,
    catchUp: pictures.catchUp,
    status,
    hear,
    input: (payload) => gate.take(payload) !== 'faulty',
    leave() {
      gate.release()
      clipboard.leave()
      for (const list of Object.values(lists)) list?.stop()
    },
    counts: () => ({ ...pictures.counts(), inputDropped: gate.dropped() }),
  }
}

type Heard = 'drawn' | 'lost' | 'answer' | 'request-control' | 'clipboard-put' | 'clipboard-get'
type Told = Exclude<SeatedMessage, { readonly type: Heard }>

/** What a message means to the feed. */
const DOES: { readonly [T in Told['type']]: (feed: ViewerFeed, message: Extract<Told, { type: T }>) => void } = {
  stop: (feed) => feed.stop(),
  set: (feed, { options }) => feed.set?.(definedOf(options)),
  'release-control': (feed) => feed.releaseControl?.(),
  mark: (feed, { mark }) => feed.marks?.add(mark),
  erase: (feed, { id }) => feed.marks?.remove(id),
  'erase-all': (feed) => feed.marks?.clear(),
  say: (feed, { text }) => feed.chat?.send(text),
}

function doAsTold<T extends Told['type']>(feed: ViewerFeed, message: Extract<Told, { type: T }>): void {
  DOES[message.type as T](feed, message)
}

function definedOf(options: Extract<PageMessage, { type: 'set' }>['options']): Partial<ShareOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function mayControl(status: ViewerStatus): boolean {
  return status.state === 'live' && status.control !== 'none' && status.control !== 'other'
}

function offersOf(feed: ViewerFeed): Extract<HostMessage, { type: 'feed' }>['offers'] {
  return {
    options: feed.set !== undefined,
    marks: feed.marks !== undefined,
    chat: feed.chat !== undefined,
    prompts: feed.prompts !== undefined,
    requestControl: feed.requestControl !== undefined,
    clipboard: feed.clipboard !== undefined,
    ends: !feed.isJoined,
  }
}

/** Names in a reason come from the customer's machine and could turn the rest of the line around. */
function safeStatus(status: ViewerStatus): ViewerStatus {
  return status.state === 'ended' ? { state: 'ended', reason: safeText(status.reason) } : status
}

type Tell = (message: HostMessage) => void

function syncLists({ marks, chat, prompts }: ViewerFeed, page: WebSocket, tell: Tell): Record<string, ListSync | null> {
  const hasRoom = (): boolean => page.bufferedAmount < MAX_UNSENT_BYTES
  const safeMark = (mark: Mark): Mark => ({ ...mark, text: safeText(mark.text) })
  const safeLine = (line: ChatLine): ChatLine => ({
    ...line,
    from: safeText(line.from),
    text: safeText(line.text, { multiline: true }),
  })
  const safePrompt = (prompt: Prompt): Prompt => ({
    ...prompt,
    title: safeText(prompt.title),
    detail: safeText(prompt.detail, { multiline: true }),
  })
  const of =
    <T>(name: 'marks' | 'chat' | 'prompts', safe: (one: T) => T) =>
    (added: readonly T[], removed: readonly string[]): void =>
      tell({ type: 'list', of: name, added: added.map(safe), removed } as HostMessage) // `safe` is that list's own
  return {
    marks: marks ? syncList({ source: marks, max: MAX_MARKS, hasRoom, tell: of('marks', safeMark) }) : null,
    chat: chat ? syncList({ source: chat, max: MAX_CHAT_LINES, hasRoom, tell: of('chat', safeLine) }) : null,
    prompts: prompts ? syncList({ source: prompts, max: MAX_PROMPTS, hasRoom, tell: of('prompts', safePrompt) }) : null,
  }
}

function sendPictures({ page, feed, drawn }: SeatOptions) {
  const place = startFramePlace()
  let undrawn = 0
  let sent = 0
  let askedAt = Number.NEGATIVE_INFINITY
  const hasRoom = (): boolean => undrawn < MAX_UNDRAWN_FRAMES && page.bufferedAmount < MAX_UNSENT_BYTES
  const catchUp = (): void => {
    const now = performance.now()
    if (!place.isLost() || undrawn > 0 || now - askedAt < REFRESH_PATIENCE_MS) return
    askedAt = now
    feed.refresh()
  }
  return {
    catchUp,
    counts: () => ({ sent, dropped: place.dropped() }),
    drawn(latencyMs: number) {
      undrawn = Math.max(0, undrawn - 1)
      drawn(latencyMs)
      catchUp()
    },
    lost() {
      place.lose()
      undrawn = 0
      catchUp()
    },
    offer(frame: Uint8Array) {
      const peeked = peekHeader(frame)
      if (!peeked.ok) return
      const verdict = place.judge(peeked.header, hasRoom())
      if (verdict === 'drop') catchUp()
      if (verdict !== 'send') return
      askedAt = Number.NEGATIVE_INFINITY
      undrawn++
      sent++
      page.send(frame)
    },
  }
}
