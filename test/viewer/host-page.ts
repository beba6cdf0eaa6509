// A viewer's host on a feed that a test drives, and pages that connect to it.
import { request } from 'node:http'
import { WebSocket } from 'ws'
import { encodeFrame, FRAME_KINDS } from '../../src/protocol/frame.ts'
import { startViewerHost, type ViewerFeed, type ViewerHost } from '../../src/viewer/host/viewer-host.ts'
import type { ViewerStatus } from '../../src/viewer/wire.ts'
import { atEnd } from '../support/ending.ts'
import { until } from '../support/wait.ts'

/** A host with a feed that a test drives. */
export type Started = {
  host: ViewerHost
  origin: string
  send(frame: Uint8Array): void
  refreshes(): number
  stops(): number
}

/** Starts a host on a feed of its own. */
export async function start(title = 'Minji Kim'): Promise<Started> {
  let onFrame: (frame: Uint8Array) => void = () => undefined
  let [refreshes, stops] = [0, 0]
  const status: ViewerStatus = { state: 'live', path: 'relay', mode: 'standard', control: 'none' }
  const feed: ViewerFeed = {
    audience: 'rep',
    status,
    subscribe(frame) {
      onFrame = frame
      return () => undefined
    },
    refresh: () => void refreshes++,
    stop: () => void stops++,
  }
  const host = await startViewerHost({ feed, title, language: 'en' })
  atEnd(() => host.close())
  const { origin } = new URL(host.url)
  return { host, origin, send: (frame) => onFrame(frame), refreshes: () => refreshes, stops: () => stops }
}

/** One small frame. */
export const frame = (seq: number, flags = 0): Uint8Array =>
  encodeFrame({ kind: FRAME_KINDS.screen, flags, channel: 1, seq, capturedAt: 1 }, [new Uint8Array(4)])
/** The token in a viewer's address. */
export const tokenOf = (url: string): string => new URL(url).hash.slice(1)

/** A page's socket: what it received and how it was closed. */
export function connect(origin: string, headers: Record<string, string> = { Origin: origin }, path = '/link') {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers })
  const state = { texts: [] as string[], frames: [] as Buffer[], closed: 0, refused: 0, isOpen: false }
  socket.on('open', () => {
    state.isOpen = true
  })
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) state.frames.push(data)
    else state.texts.push(String(data))
  })
  socket.on('close', (code) => {
    state.closed = code
  })
  socket.on('unexpected-response', (_request, response) => {
    state.refused = response.statusCode ?? 0
    socket.terminate()
  })
  socket.on('error', () => undefined)
  atEnd(() => socket.terminate())
  return Object.assign(state, { socket, say: (message: unknown) => socket.send(JSON.stringify(message)) })
}

/** A page that has shown its token. */
export async function admitted(started: Started, token = tokenOf(started.host.url)) {
  const page = connect(started.origin)
  await until('the socket', () => page.isOpen)
  page.say({ type: 'hello', token })
  await until('the welcome', () => page.texts.length >= 3)
  return { ...page, live: page, nextToken: String(JSON.parse(page.texts[0] ?? '{}').nextToken) }
}

/** One plain request to the host. */
export function get(
  origin: string,
  path: string,
  host?: string,
  method = 'GET',
): Promise<{ status: number; headers: object }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const options = { hostname, port, path, method, headers: host ? { Host: host } : {} }
    const sent = request(options, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    })
    sent.on('error', reject)
    sent.end()
  })
}
