// A program with Deskhand's sender alone: a display streamed over a WebSocket to a page with the viewer's display.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rolldown } from 'rolldown'
import { WebSocketServer } from 'ws'
import { openX11Source } from '../../../agent/platform/x11/screen-source.ts'
import { DEFAULT_SCREEN_OPTIONS, type ScreenOptions } from '../../../agent/screen/screen-options.ts'
import { startScreenStream } from '../../../agent/screen/screen-stream.ts'

const [display = '', mode = 'auto', kbps = ''] = process.argv.slice(2)
const options = { ...DEFAULT_SCREEN_OPTIONS, mode: mode as ScreenOptions['mode'], maxKbps: Number(kbps) || null }
const bundle = await rolldown({ input: new URL('page.ts', import.meta.url).pathname })
const { output } = await bundle.generate({ format: 'esm' })
const script = output[0].code
const source = await openX11Source({ display })

const server = createServer((request, response) => {
  const isPage = request.url === '/'
  response.writeHead(200, { 'content-type': isPage ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8' })
  response.end(isPage ? '<!doctype html><body><script type="module" src="/page.js"></script>' : script)
})
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  const stream = startScreenStream({
    source,
    channel: 1,
    send: (frame) => socket.send(frame),
    bufferedBytes: () => socket.bufferedAmount,
    clock: Date.now,
    failed: (error) => process.send?.({ failed: error.message }),
    options,
  })
  socket.on('message', () => stream.refresh())
  socket.on('close', () => void stream.stop())
  process.on('message', () => process.send?.({ ...stream.stats(), ...stream.describe() }))
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
