// The socket of a link in a browser.
import { SUBPROTOCOL } from '../protocol/version.ts'
import type { OpenSocket } from './socket.ts'

const BROKEN = 1006

/** Opens the platform's own WebSocket. It answers pings by itself and cannot send any. */
export const openWebSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url, SUBPROTOCOL)
  socket.binaryType = 'arraybuffer'
  let isClosed = false
  const closed = (code: number, reason: string): void => {
    if (isClosed) return
    isClosed = true
    events.closed(code, reason)
  }
  socket.onopen = () => events.opened()
  socket.onmessage = ({ data }) => {
    if (isClosed) return
    if (typeof data === 'string') events.text(data)
    else events.bytes(new Uint8Array(data as ArrayBuffer)) // `binaryType` is arraybuffer, so never a Blob
  }
  socket.onclose = ({ code, reason }) => closed(code, reason)
  return {
    send: (data) => socket.send(data as string | Uint8Array<ArrayBuffer>), // frames are never on shared memory
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    probe: () => false,
    close: (code) => socket.close(code),
    abort: () => {
      socket.close()
      closed(BROKEN, '')
    },
  }
}
