// The page's connection to the program that opened it, reopened with a fresh token when it breaks.
import { CLOSE_OVER, CLOSE_REFUSED, type HostMessage, type PageMessage } from '../wire.ts'

/** What the page is told. */
export type HostListener = {
  message(message: HostMessage): void
  frame(bytes: Uint8Array): void
  /** The connection broke and is looked for. */
  away(): void
  /** `refused`: the token was used or is wrong; `gone`: the program has ended. */
  closed(why: 'refused' | 'gone'): void
}

/** The connection. */
export type HostLink = {
  send(message: PageMessage): void
  /** Sends the payload of an input frame. */
  input(payload: Uint8Array): void
}

/** How often and how long a lost host is looked for, in milliseconds. */
const RETRY_MS = 400
const RETRIES = 5
/** How long a page that is about to be left says nothing; one that is still there then stays, in milliseconds. */
const LEAVING_MS = 1000

/**
 * Connects with the token in the page's address, and keeps connecting while the host is there.
 *
 * The token works once. The next one, for a reload, takes its place in the address.
 */
export function connectHost(listener: HostListener): HostLink {
  let socket: WebSocket
  let failures = 0
  // A reload takes the address as it is now: the host holds its token good only as long as nothing is heard from here.
  let isLeaving = false
  window.addEventListener('beforeunload', () => {
    isLeaving = true
    setTimeout(() => {
      isLeaving = false
      send({ type: 'lost' }) // what was drawn meanwhile was not told
    }, LEAVING_MS)
  })
  const connect = (): void => {
    socket = new WebSocket(`ws://${location.host}/link`)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => send({ type: 'hello', token: location.hash.slice(1) })
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') return listener.frame(new Uint8Array(data))
      const message = JSON.parse(data) as HostMessage // from the host that served this page
      if (message.type === 'welcome') {
        failures = 0
        history.replaceState(null, '', `#${message.nextToken}`)
      }
      listener.message(message)
    }
    socket.onclose = ({ code }) => {
      if (code === CLOSE_REFUSED) return listener.closed('refused')
      if (code === CLOSE_OVER || ++failures > RETRIES) return listener.closed('gone')
      listener.away()
      setTimeout(connect, RETRY_MS)
    }
  }
  const send = (message: PageMessage): void => {
    if (socket.readyState === WebSocket.OPEN && !isLeaving) socket.send(JSON.stringify(message))
  }
  connect()
  return {
    send,
    input(payload) {
      if (socket.readyState === WebSocket.OPEN) socket.send(payload as Uint8Array<ArrayBuffer>) // just encoded
    },
  }
}
