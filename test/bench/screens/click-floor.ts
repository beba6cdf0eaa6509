// The floor of control: a press in a page, one message, XTEST.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { connectX } from '../../../agent/platform/x11/connection.ts'

const PAGE = `<!doctype html><body style="margin:0"><canvas width="1920" height="1080"></canvas><script>
const socket = new WebSocket('ws://' + location.host)
for (const type of ['pointerdown', 'pointerup'])
  addEventListener(type, ({ clientX, clientY }) => socket.send(JSON.stringify({ type, x: clientX, y: clientY })))
</script>`

const connection = await connectX(process.argv[2] ?? '')
const test = await connection.extension('xtest')
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(PAGE))
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) =>
  socket.on('message', (text) => {
    const { type, x, y } = JSON.parse(String(text)) as { type: string; x: number; y: number }
    test.FakeInput(test.MotionNotify, 0, 0, connection.root, x, y)
    test.FakeInput(type === 'pointerdown' ? test.ButtonPress : test.ButtonRelease, 1, 0, connection.root, x, y)
    void connection.sync()
  }),
)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
