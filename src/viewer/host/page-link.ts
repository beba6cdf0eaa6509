// One admitted page: what it says is read, counted and handed to the screen it sits in front of.
import type { WebSocket } from 'ws'
import { CLOSE_PROTOCOL, MAX_PAGE_MESSAGES_PER_SECOND } from '../wire.ts'
import { readPageMessage } from './page-message.ts'
import type { Seat } from './seat.ts'

const SECOND_MS = 1000

/** Hears a page; `seat` is where it sits now, `select` seats it in front of another screen. */
export type PageLinkHandlers = { seat(): Seat; select(tab: number): void }

/** Begins to hear a page that has shown its token; one that floods or says nonsense is closed. */
export function hearPage(page: WebSocket, { seat, select }: PageLinkHandlers): void {
  let window = { since: Number.NEGATIVE_INFINITY, count: 0 }
  const isFlood = (): boolean => {
    const now = performance.now()
    if (now - window.since >= SECOND_MS) window = { since: now, count: 0 }
    return ++window.count > MAX_PAGE_MESSAGES_PER_SECOND
  }
  page.on('message', (data: Buffer, isBinary) => {
    if (page.readyState !== page.OPEN) return
    if (isFlood()) return page.close(CLOSE_PROTOCOL)
    if (isBinary) {
      if (!seat().input(data)) page.close(CLOSE_PROTOCOL)
      return
    }
    const message = readPageMessage(String(data))
    if (!message || message.type === 'hello') page.close(CLOSE_PROTOCOL)
    else if (message.type === 'select') select(message.tab)
    else seat().hear(message)
  })
}
