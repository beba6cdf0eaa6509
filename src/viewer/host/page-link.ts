// One page that looks on: frames go out as fast as it draws them, and what it missed is made good by a refresh.
import type { WebSocket } from 'ws'
import { peekHeader } from '../../protocol/frame.ts'
import { startFramePlace } from '../../protocol/frame-place.ts'
import { CLOSE_PROTOCOL, type HostMessage, MAX_UNDRAWN_FRAMES, readPageMessage } from '../wire.ts'

/** With more than this unsent, the page is slow, in bytes. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024
/** A refresh that did not come is asked for again after this time, in milliseconds. */
const REFRESH_PATIENCE_MS = 500

/** What a page asks of its host. */
export type PageLinkHandlers = {
  refresh(): void
  stop(): void
  drawn(latencyMs: number): void
}

/** An admitted page. */
export type PageLink = {
  tell(message: HostMessage): void
  /** Sends the frame, or drops it when the page is slow: newer ones will do. */
  offer(frame: Uint8Array): void
  /** Asks for a refresh when the page waits for one and has room. */
  catchUp(): void
  sent(): number
  dropped(): number
}

/** Begins serving a page that has shown its token. */
export function startPageLink(page: WebSocket, handlers: PageLinkHandlers): PageLink {
  const place = startFramePlace()
  let undrawn = 0
  let sent = 0
  let askedAt = Number.NEGATIVE_INFINITY

  const hasRoom = (): boolean => undrawn < MAX_UNDRAWN_FRAMES && page.bufferedAmount < MAX_UNSENT_BYTES
  const catchUp = (): void => {
    const now = performance.now()
    if (!place.isLost() || undrawn > 0 || now - askedAt < REFRESH_PATIENCE_MS) return
    askedAt = now
    handlers.refresh()
  }

  page.on('message', (data, isBinary) => {
    const message = isBinary ? null : readPageMessage(String(data))
    switch (message?.type) {
      case 'drawn':
        undrawn = Math.max(0, undrawn - 1)
        handlers.drawn(message.latencyMs)
        catchUp()
        break
      case 'lost':
        place.lose()
        undrawn = 0
        catchUp()
        break
      case 'stop':
        handlers.stop()
        break
      default:
        page.close(CLOSE_PROTOCOL)
    }
  })

  return {
    tell: (message) => page.send(JSON.stringify(message)),
    offer(frame) {
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
    catchUp,
    sent: () => sent,
    dropped: () => place.dropped(),
  }
}
