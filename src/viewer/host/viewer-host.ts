// The viewer's own small server on this machine: one page, one guarded WebSocket, one or several screens.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import type { Language } from '../../language/catalogue.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { type HostMessage, MAX_TABS } from '../wire.ts'
import { Door } from './door.ts'
import type { ViewerFeed } from './feed.ts'
import { pageFolder, servePage } from './page-files.ts'
import { hearPage } from './page-link.ts'
import { openRoom, type Room, type RoomCounts } from './room.ts'
import type { Seat } from './seat.ts'

export type { ViewerFeed } from './feed.ts'

/** What a viewer host is made of. */
export type ViewerHostOptions = {
  readonly feed: ViewerFeed
  /** Whose screen it is; may be hostile text. */
  readonly title: string
  readonly language: Language
  /** Whether to open the page in the user's browser. */
  readonly open?: boolean
  /** Whether the page begins with the drawing tools open (ANN-05). */
  readonly isDrawing?: boolean
}

/** What was passed on so far, all pages together. */
export type ViewerHostStats = {
  readonly pages: number
  readonly frames: number
  readonly dropped: number
  /** From capture to drawn, of the last frame drawn; `null` before the first. */
  readonly latencyMs: number | null
}

/** A running viewer. */
export type ViewerHost = {
  /** Opens the page once; the token in it is then used up. */
  readonly url: string
  /** Opens it once more after that page was closed, whose reload is then refused. */
  readonly nextUrl: string
  /** Opens that in this machine's browser. */
  openInBrowser(): Promise<void>
  /**
   * Shows one more screen, as a tab of its own.
   *
   * @returns takes the tab away
   * @throws RangeError  with more than `MAX_TABS`
   */
  addTab(tab: { readonly feed: ViewerFeed; readonly title: string }): () => void
  /** Takes away the tab it was started with, while others are left. */
  closeFirst(): void
  /** Told when the last page has been closed and did not come back. */
  onClosed(listener: () => void): void
  stats(): ViewerHostStats
  /** Input frames that were not passed on: too many, or while nobody here may control. */
  inputDropped(): number
  close(): Promise<void>
}

/** How long a closed page may take to come back, as on a reload, in milliseconds. */
const RETURN_WAIT_MS = 3000

/**
 * Starts a viewer on a free port of 127.0.0.1.
 *
 * @throws DeskhandError  `internal` when the page was not built
 */
export async function startViewerHost(options: ViewerHostOptions): Promise<ViewerHost> {
  const host = new Host(options)
  await host.listen()
  if (options.open) await host.openInBrowser()
  return host
}

/** A page that is in, where it sits, and which tab that is. */
type Guest = { readonly page: WebSocket; tab: number; room: Room; seat: Seat }

class Host implements ViewerHost {
  readonly #options: ViewerHostOptions
  readonly #folder = pageFolder()
  readonly #server = createServer((request, response) =>
    servePage(request, response, { authority: this.#authority, folder: this.#folder }),
  )
  readonly #door = new Door({
    authority: () => this.#authority,
    pages: () => this.#guests.size,
    admit: (page, nextToken) => this.#admit(page, nextToken),
  })
  readonly #rooms = new Map<number, Room>()
  readonly #guests = new Set<Guest>()
  readonly #closedListeners: (() => void)[] = []
  #past = { frames: 0, dropped: 0, inputDropped: 0 }
  #nextTab = 0
  #closeFirst = (): void => undefined
  url = ''
  #returnTimer: NodeJS.Timeout | undefined

  constructor(options: ViewerHostOptions) {
    this.#options = options
  }

  get #authority(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo | null)?.port}` // TCP, so never a pipe's name
  }

  get nextUrl(): string {
    return `http://${this.#authority}/#${this.#door.token}`
  }

  async openInBrowser(): Promise<void> {
    const { default: openBrowser } = await import('open')
    await openBrowser(this.nextUrl)
  }

  async listen(): Promise<void> {
    this.#server.on('upgrade', (request, socket, head) => this.#door.upgrade(request, socket, head))
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.url = this.nextUrl
    this.#closeFirst = this.addTab(this.#options)
  }

  addTab({ feed, title }: { readonly feed: ViewerFeed; readonly title: string }): () => void {
    if (this.#rooms.size >= MAX_TABS) throw new RangeError(`more than ${MAX_TABS} tabs`)
    const tab = this.#nextTab++
    this.#rooms.set(tab, openRoom(feed, title))
    for (const guest of this.#guests) this.#tellTabs(guest)
    return () => this.#removeTab(tab)
  }

  closeFirst(): void {
    this.#closeFirst()
  }

  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener)
  }

  stats(): ViewerHostStats {
    const rooms = [...this.#rooms.values()]
    const { frames, dropped } = this.#counts()
    const latencyMs = rooms.map((room) => room.latencyMs()).findLast((ms) => ms !== null) ?? null
    return { pages: this.#guests.size, frames, dropped, latencyMs }
  }

  inputDropped(): number {
    return this.#counts().inputDropped
  }

  #counts(): RoomCounts {
    return [...this.#rooms.values()].map((room) => room.counts()).reduce(sum, this.#past)
  }

  async close(): Promise<void> {
    clearTimeout(this.#returnTimer)
    this.#closedListeners.length = 0
    for (const room of this.#rooms.values()) room.close()
    this.#door.close()
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
    this.#door.terminate()
  }

  /** The last tab stays, with the reason why it has ended. */
  #removeTab(tab: number): void {
    const room = this.#rooms.get(tab)
    if (!room || this.#rooms.size === 1) return
    this.#rooms.delete(tab)
    const [first = 0] = this.#rooms.keys()
    for (const guest of this.#guests) {
      if (guest.tab === tab) this.#seat(guest, first)
      else this.#tellTabs(guest)
    }
    room.close()
    this.#past = sum(this.#past, room.counts())
  }

  #admit(page: WebSocket, nextToken: string): void {
    clearTimeout(this.#returnTimer)
    const { language, isDrawing = false } = this.#options
    tell(page, { type: 'welcome', nextToken, language, isDrawing })
    const [first] = this.#rooms.entries()
    if (!first) throw new Error('a viewer without a screen')
    const [tab, room] = first
    const guest: Guest = { page, tab, room, seat: room.enter(page) }
    this.#guests.add(guest)
    if (this.#rooms.size > 1) this.#tellTabs(guest)
    hearPage(page, { seat: () => guest.seat, select: (wanted) => this.#seat(guest, wanted) })
    page.once('close', () => this.#leave(guest))
  }

  #seat(guest: Guest, tab: number): void {
    const room = this.#rooms.get(tab)
    if (!room || guest.room === room) return
    guest.room.leave(guest.seat)
    Object.assign(guest, { tab, room, seat: room.enter(guest.page) })
    this.#tellTabs(guest)
  }

  #tellTabs({ page, tab }: Guest): void {
    const tabs = [...this.#rooms].map(([id, { title }]) => ({ id, title: safeText(title) }))
    tell(page, { type: 'tabs', tabs, current: tab })
  }

  #leave(guest: Guest): void {
    this.#guests.delete(guest)
    guest.room.leave(guest.seat)
    if (this.#guests.size > 0) return
    this.#returnTimer = setTimeout(() => {
      for (const listener of this.#closedListeners) listener()
    }, RETURN_WAIT_MS)
  }
}

function tell(page: WebSocket, message: HostMessage): void {
  page.send(JSON.stringify(message))
}

function sum(a: RoomCounts, b: RoomCounts): RoomCounts {
  return { frames: a.frames + b.frames, dropped: a.dropped + b.dropped, inputDropped: a.inputDropped + b.inputDropped }
}
