// The control socket of a running agent: only its own user reaches it, and it works without any network.
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { asDeskhandError, DeskhandError } from '../../src/protocol/error.ts'
import { connectControl } from './client.ts'
import {
  CONTROL_PATIENCE_MS,
  type ControlReply,
  type ControlRequest,
  controlRequest,
  MAX_CONTROL_BYTES,
  MAX_CONTROL_CONNECTIONS,
} from './protocol.ts'

/** How long closing waits for answers to be read, in milliseconds. */
const CLOSE_PATIENCE_MS = 500

/** Does one thing asked. */
export type Control = (request: ControlRequest) => Promise<ControlReply>

/** A socket that listens. */
export interface ControlServer {
  /** What is asked from now on goes here; before the first call it waits. */
  serve(control: Control): void
  /** Stops listening and waits, briefly, until those who asked have their answers. */
  close(): Promise<void>
}

/**
 * Listens; this also makes sure that one agent only serves a session on this machine.
 *
 * @throws DeskhandError `agent.running` when another one does already
 */
export async function listenControl(path: string): Promise<ControlServer> {
  const first = Promise.withResolvers<void>()
  let current: Control | null = null
  const serving: Control = async (request) => {
    await first.promise
    return (current as Control)(request) // set before `first` resolves
  }
  const server = createServer((socket) => void hear(socket, serving))
  server.maxConnections = MAX_CONTROL_CONNECTIONS
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, () => {
        server.off('error', reject)
        resolve()
      })
    })
  try {
    await listen()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EADDRINUSE')
      throw new DeskhandError('file.unwritable', { path, problem: asDeskhandError(error).message }, error)
    const other = await connectControl(path).catch(() => null)
    other?.destroy()
    if (other) throw new DeskhandError('agent.running')
    rmSync(path, { force: true }) // left behind by an agent that was killed
    await listen()
  }
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  server.on('error', () => undefined) // a connection that could not be taken: its asker is told by its own socket
  return {
    serve: (control) => {
      current = control
      first.resolve()
    },
    close: async () => {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()))
      rmSync(path, { force: true })
      const patience = new AbortController()
      const late = setTimeout(CLOSE_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined) // not needed
      await Promise.race([ended, late])
      patience.abort()
    },
  }
}

async function hear(socket: Socket, serving: Control): Promise<void> {
  socket.setEncoding('utf8')
  socket.on('error', () => undefined) // the asker went away: nobody is left to answer
  const answered = new AbortController()
  setTimeout(CONTROL_PATIENCE_MS, undefined, { signal: answered.signal }).then(
    () => socket.destroy(),
    () => undefined, // it said its line in time
  )
  const line = await readLine(socket)
  answered.abort()
  const answer = line === null ? malformed() : await answerTo(line, serving)
  if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`)
}

/** The first line; null when it is too long or never ends. */
function readLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (part: string) => {
      text += part
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > MAX_CONTROL_BYTES) resolve(null)
    })
    socket.on('close', () => resolve(null))
    socket.on('end', () => resolve(null))
  })
}

async function answerTo(line: string, serving: Control): Promise<ControlReply> {
  try {
    const parsed = controlRequest.safeParse(JSON.parse(line))
    if (!parsed.success) return malformed()
    return await serving(parsed.data)
  } catch (error) {
    if (error instanceof SyntaxError) return malformed()
    const { code, details } = asDeskhandError(error)
    return { ok: false, code, details: { ...details } }
  }
}

function malformed(): ControlReply {
  return { ok: false, code: 'request.malformed', details: { problem: 'it is no control request' } }
}
