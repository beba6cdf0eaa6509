// The socket of a link in Node.
import { WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '../protocol/limits.ts'
import { SUBPROTOCOL } from '../protocol/version.ts'
import type { OpenSocket } from './socket.ts'

/** Opens a WebSocket with `ws`: no redirects, no compression, messages up to `MAX_FRAME_BYTES`. */
export const openNodeSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url, SUBPROTOCOL, {
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  })
  let problem = ''
  socket.on('open', events.opened)
  socket.on('message', (data, isBinary) => {
    const bytes = data as Buffer // `binaryType` is nodebuffer, so never an array or ArrayBuffer
    if (isBinary) events.bytes(bytes)
    else events.text(bytes.toString('utf8'))
  })
  socket.on('ping', events.alive)
  socket.on('pong', events.alive)
  socket.on('error', (error) => {
    problem = error.message
  })
  socket.on('close', (code, reason) => events.closed(code, reason.toString('utf8') || problem))
  return {
    send: (data) => socket.send(data, () => undefined), // a failed send is followed by `close`
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    probe: () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping()
      return true
    },
    close: (code) => socket.close(code),
    abort: () => socket.terminate(),
  }
}
