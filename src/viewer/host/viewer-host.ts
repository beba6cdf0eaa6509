// The viewer's own small server on this machine: one page, one guarded WebSocket, frames passed on as fast as drawn.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Language } from '../../language/catalogue.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import {
  CLOSE_PROTOCOL,
  CLOSE_REFUSED,
  HELLO_WAIT_MS,
  type HostMessage,
  MAX_PAGE_MESSAGE_BYTES,
  MAX_PAGES,
  readPageMessage,
  type ViewerStatus,
} from '../wire.ts'
import { type EarlyFrames, earlyFrames } from './early-frames.ts'
import { pageFolder, servePage } from './page-files.ts'
import { type PageLink, startPageLink } from './page-link.ts'

/** Where the pictures come from: a link to the hub, or a stream on this machine. */
export type ViewerFeed = {
  readonly status: ViewerStatus
  /**
   * Begins to be told every frame and every change of the status.
   *
   * @returns ends it
   */
  subscribe(onFrame: (frame: Uint8Array) => void, onStatus: (status: ViewerStatus) => void): () => void
  /** Asks for a key frame for a viewer that lost its place. */
  refresh(): void
  /** The rep ends the sharing. */
  stop(): void
}

/** What a viewer host is made of. */
export type ViewerHostOptions = {
  readonly feed: ViewerFeed
  /** Whose screen it is; may be hostile text. */
  readonly title: string
  readonly language: Language
  /** Whether to open the page in the user's browser. */
  readonly open?: boolean
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
  /** Told when the last page has been closed and did not come back. */
  onClosed(listener: () => void): void
  stats(): ViewerHostStats
  close(): Promise<void>
}

/** How long a closed page may take to come back, as on a reload, in milliseconds. */
const RETURN_WAIT_MS = 3000
/** A reloaded page waits this long for its own old connection to be gone, in milliseconds. */
const RELOAD_WAIT_MS = 1000

/**
 * Starts a viewer on a free port of 127.0.0.1.
 *
 * @throws DeskhandError  `internal` when the page was not built
 */
export async function startViewerHost(options: ViewerHostOptions): Promise<ViewerHost> {
  const host = new Host(options)
  await host.listen()
  if (options.open) {
    const { default: openBrowser } = await import('open')
    await openBrowser(host.url)
  }
  return host
}

class Host implements ViewerHost {
  readonly #options: ViewerHostOptions
  readonly #folder = pageFolder()
  readonly #server = createServer((request, response) =>
    servePage(request, response, { authority: this.#authority, folder: this.#folder }),
  )
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAGE_MESSAGE_BYTES })
  readonly #links = new Set<PageLink>()
  readonly #closedListeners: (() => void)[] = []
  readonly #past = { frames: 0, dropped: 0 }
  #early: EarlyFrames | null = earlyFrames()
  #latencyMs: number | null = null
  #pending = 0
  #token = newToken()
  /** The page that was let in last, until it says something. */
  #silent: { readonly page: WebSocket; readonly token: string; readonly gone: Promise<void> } | null = null
  readonly #firstToken = this.#token
  #unsubscribe: () => void = () => undefined
  #returnTimer: NodeJS.Timeout | undefined

  constructor(options: ViewerHostOptions) {
    this.#options = options
  }

  get #authority(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo | null)?.port}` // TCP, so never a pipe's name
  }

  get url(): string {
    return `http://${this.#authority}/#${this.#firstToken}`
  }

  async listen(): Promise<void> {
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#unsubscribe = this.#options.feed.subscribe(
      (frame) => {
        this.#early?.keep(frame)
        for (const link of this.#links) link.offer(frame)
      },
      (status) => {
        for (const link of this.#links) {
          link.tell({ type: 'status', status: safeStatus(status) })
          if (status.state === 'live') link.catchUp()
        }
      },
    )
  }

  onClosed(listener: () => void): void {
    this.#closedListeners.push(listener)
  }

  stats(): ViewerHostStats {
    let { frames, dropped } = this.#past
    for (const link of this.#links) {
      frames += link.sent()
      dropped += link.dropped()
    }
    return { pages: this.#links.size, frames, dropped, latencyMs: this.#latencyMs }
  }

  async close(): Promise<void> {
    clearTimeout(this.#returnTimer)
    this.#unsubscribe()
    this.#closedListeners.length = 0
    for (const socket of this.#sockets.clients) socket.close(1001)
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
    for (const socket of this.#sockets.clients) socket.terminate()
  }

  /** Only the page this host served may connect: another site in the same browser has another origin. */
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { host, origin } = request.headers
    const isOurs = host === this.#authority && origin === `http://${this.#authority}` && request.url === '/link'
    if (!isOurs || this.#links.size + this.#pending >= MAX_PAGES) {
      socket.end(`HTTP/1.1 ${isOurs ? '503 Service Unavailable' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`)
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (page) => this.#greet(page))
  }

  #greet(page: WebSocket): void {
    this.#pending++
    const timer = setTimeout(() => page.close(CLOSE_PROTOCOL), HELLO_WAIT_MS)
    const settle = (): void => {
      clearTimeout(timer)
      this.#pending--
    }
    page.on('error', () => page.terminate())
    page.once('close', settle)
    page.once('message', (data, isBinary) => {
      page.off('close', settle)
      settle()
      const message = isBinary ? null : readPageMessage(String(data))
      if (message?.type === 'hello') void this.#judge(page, message.token)
      else page.close(CLOSE_PROTOCOL)
    })
  }

  async #judge(page: WebSocket, token: string): Promise<void> {
    const isGood = isSame(token, this.#token) || (await this.#isReload(token))
    if (!isGood) page.close(CLOSE_REFUSED)
    else if (page.readyState === page.OPEN) this.#admit(page, token)
  }

  /** A page that goes before it says anything never took its next token: its reload comes with the one it had. */
  async #isReload(token: string): Promise<boolean> {
    const silent = this.#silent
    if (!silent || !isSame(token, silent.token)) return false
    await Promise.race([silent.gone, pause(RELOAD_WAIT_MS, undefined, { ref: false })])
    if (this.#silent !== silent || silent.page.readyState !== silent.page.CLOSED) return false
    this.#silent = null
    return true
  }

  #changeToken(page: WebSocket, token: string): void {
    const silent = { page, token, gone: new Promise<void>((resolve) => page.once('close', () => resolve())) }
    this.#token = newToken()
    this.#silent = silent
    page.once('message', () => {
      if (this.#silent === silent) this.#silent = null
    })
  }

  #admit(page: WebSocket, token: string): void {
    const { title, language, feed } = this.#options
    this.#changeToken(page, token)
    clearTimeout(this.#returnTimer)
    const early = this.#early?.take() ?? []
    this.#early = null
    let waited = early.length // how old these are when drawn tells how long the page took to open
    const link = startPageLink(page, {
      refresh: () => feed.refresh(),
      stop: () => feed.stop(),
      drawn: (latencyMs) => {
        if (waited-- <= 0) this.#latencyMs = latencyMs
      },
    })
    this.#links.add(link)
    const welcome: HostMessage = { type: 'welcome', nextToken: this.#token, title: safeText(title), language }
    link.tell(welcome)
    link.tell({ type: 'status', status: safeStatus(feed.status) })
    for (const frame of early) link.offer(frame)
    link.catchUp()
    page.once('close', () => this.#leave(link))
  }

  #leave(link: PageLink): void {
    this.#links.delete(link)
    this.#past.frames += link.sent()
    this.#past.dropped += link.dropped()
    if (this.#links.size > 0) return
    this.#returnTimer = setTimeout(() => {
      for (const listener of this.#closedListeners) listener()
    }, RETURN_WAIT_MS)
  }
}

/** Names in a reason come from the customer's machine and could turn the rest of the line around. */
function safeStatus(status: ViewerStatus): ViewerStatus {
  return status.state === 'ended' ? { state: 'ended', reason: safeText(status.reason) } : status
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
