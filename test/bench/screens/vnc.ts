// The best peer: TigerVNC's x0vncserver and noVNC. A program that serves noVNC's page and passes its socket on.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { dirname, join, normalize } from 'node:path'
import { WebSocketServer } from 'ws'

const port = Number(process.argv[2])
const LIBRARY = dirname(dirname(new URL(import.meta.resolve('@novnc/novnc')).pathname))
/** Above this many bytes waiting for the page the server is read no further, until so many are left. */
const WAITING_BYTES = { most: 4_000_000, least: 1_000_000 } as const

const PAGE = `<!doctype html><style>body{margin:0}#screen{width:1920px;height:1080px}</style><div id="screen"></div>
<script type="module">
import RFB from '/core/rfb.js'
const screen = document.getElementById('screen')
window.rfb = new RFB(screen, 'ws://' + location.host + '/', { wsProtocols: ['binary'], shared: true })
</script>`

const server = createServer(async (request, response) => {
  if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
  const file = normalize(join(LIBRARY, String(request.url)))
  const text = file.startsWith(LIBRARY) ? await readFile(file).catch(() => null) : null
  return text ? response.writeHead(200, { 'content-type': 'text/javascript' }).end(text) : response.writeHead(404).end()
})
new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => 'binary' }).on('connection', (page) => {
  const peer = connect({ port, host: '127.0.0.1', noDelay: true })
  const resumeWhenSent = (): void => {
    if (page.bufferedAmount < WAITING_BYTES.least) peer.resume()
    else setTimeout(resumeWhenSent, 5)
  }
  peer.on('data', (bytes) => {
    page.send(bytes)
    if (page.bufferedAmount < WAITING_BYTES.most) return
    peer.pause()
    resumeWhenSent()
  })
  peer.on('close', () => page.close()).on('error', () => page.close())
  page.on('message', (bytes: Buffer) => peer.write(bytes)).on('close', () => peer.destroy())
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
