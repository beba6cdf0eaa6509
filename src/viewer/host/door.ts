// Who gets in: only the page this host served, with a token that works once.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { CLOSE_OVER, CLOSE_PROTOCOL, CLOSE_REFUSED, HELLO_WAIT_MS, MAX_PAGE_MESSAGE_BYTES, MAX_PAGES } from '../wire.ts'
import { readPageMessage } from './page-message.ts'

/** A reloaded page waits this long for its own old connection to be gone, in milliseconds. */
const RELOAD_WAIT_MS = 1000

/** What a door needs to know. */
export type DoorOptions = {
  /** The host's own name and port. */
  readonly authority: () => string
  /** Pages that are in. */
  readonly pages: () => number
  /** Lets a page in; `nextToken` is for its reload. */
  readonly admit: (page: WebSocket, nextToken: string) => void
}

/** The door of a host. */
export class Door {
  readonly #options: DoorOptions
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAGE_MESSAGE_BYTES })
  #pending = 0
  #token = newToken()
  /** The page that was let in last, until it says something. */
  #silent: { readonly page: WebSocket; readonly token: string; readonly gone: Promise<void> } | null = null

  constructor(options: DoorOptions) {
    this.#options = options
  }

  /** Opens the door once, for what comes next: the reload of the newest page, or another page. */
  get token(): string {
    return this.#token
  }

  /** Only the page this host served may connect: another site in the same browser has another origin. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { host, origin } = request.headers
    const authority = this.#options.authority()
    const isOurs = host === authority && origin === `http://${authority}` && request.url === '/link'
    if (!isOurs || this.#options.pages() + this.#pending >= MAX_PAGES) {
      socket.end(`HTTP/1.1 ${isOurs ? '503 Service Unavailable' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`)
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (page) => this.#greet(page))
  }

  /** Asks every page to go. */
  close(): void {
    for (const socket of this.#sockets.clients) socket.close(CLOSE_OVER)
  }

  /** Ends what did not go. */
  terminate(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
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
    else if (page.readyState === page.OPEN) {
      this.#changeToken(page, token)
      this.#options.admit(page, this.#token)
    }
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
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
