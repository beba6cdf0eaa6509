// The socket of a link in Node.
import { WebSocket } from 'ws'
import { ERRORS } from '../protocol/error.ts'
import { MAX_FRAME_BYTES } from '../protocol/limits.ts'
import { SUBPROTOCOL } from '../protocol/version.ts'
import type { OpenSocket } from './socket.ts'

/** How `ws` names what the other side did against RFC 6455: too large, no UTF-8, masked, a reserved bit … */
const WS_FAULT = 'WS_ERR_'

/** Opens a WebSocket with `ws`: no redirects, no compression, messages up to `MAX_FRAME_BYTES`. */
export const openNodeSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url, SUBPROTOCOL, {
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  })
  let problem = ''
  let isAgainstProtocol = false
  socket.on('open', events.opened)
  socket.on('message', (data, isBinary) => {
    const bytes = data as Buffer // `binaryType` is nodebuffer, so never an array or ArrayBuffer
    if (isBinary) events.bytes(bytes)
    else events.text(bytes.toString('utf8'))
  })
  socket.on('ping', events.alive)
  socket.on('pong', events.alive)
  socket.on('error', (error: NodeJS.ErrnoException) => {
    problem = error.message
    isAgainstProtocol = error.code?.startsWith(WS_FAULT) ?? false
  })
  socket.on('close', (code, reason) =>
    events.closed(isAgainstProtocol ? ERRORS['link.protocol'].close : code, reason.toString('utf8') || problem),
  )
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
