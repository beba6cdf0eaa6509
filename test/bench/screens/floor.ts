// The floor of what can be measured here: damage, one pixel taken, one message, one rectangle filled.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { openX11Source } from '../../../agent/platform/x11/screen-source.ts'
import { SQUARE } from './marker.ts'

const PAGE = `<!doctype html><body style="margin:0"><canvas width="1920" height="1080"></canvas><script>
const context = document.querySelector('canvas').getContext('2d', { alpha: false })
const socket = new WebSocket('ws://' + location.host)
socket.onmessage = ({ data }) => {
  context.fillStyle = data
  context.fillRect(${SQUARE.x}, ${SQUARE.y}, ${SQUARE.side}, ${SQUARE.side})
}</script>`

const source = await openX11Source({ display: process.argv[2] ?? '' })
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(PAGE))
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  const nothing = (): void => undefined
  const tell = async (): Promise<void> => {
    await source.takeDamage()
    const [color = 0] = await source.grab({ x: SQUARE.x + 100, y: SQUARE.y + 100, width: 1, height: 1 })
    socket.send(`#${(color & 0xffffff).toString(16).padStart(6, '0')}`)
  }
  source.listen({ damaged: () => void tell(), cursorChanged: nothing, resized: nothing, failed: nothing })
  void tell()
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
