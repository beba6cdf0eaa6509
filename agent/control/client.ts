// Asking a running agent of this user something, over its control socket.
import { lstatSync, readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DeskhandError, fromWire } from '../../src/protocol/error.ts'
import { parseJson } from '../../src/protocol/parse-json.ts'
import { isOwn } from '../state/private-file.ts'
import { ANSWER_WAIT_MS, type ControlReply, type ControlRequest, controlReply, MAX_CONTROL_BYTES } from './protocol.ts'

/** An agent that answered. */
export interface Found {
  readonly path: string
  readonly reply: Extract<ControlReply, { ok: true }>
}

/** Every running agent of this user, with its status; sockets that nobody serves are left out. */
export async function findAgents(folder: string): Promise<readonly Found[]> {
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.sock'))
    .map((name) => join(folder, name))
    .filter((path) => {
      const stat = lstatSync(path, { throwIfNoEntry: false })
      return stat?.isSocket() === true && isOwn(stat)
    })
  const asked = await Promise.allSettled(
    paths.map(async (path): Promise<Found> => ({ path, reply: await askAgent(path, { verb: 'status' }) })),
  )
  return asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/**
 * Asks one agent.
 *
 * @throws DeskhandError  what it answered; `timeout`; `agent.none` when nobody serves the socket
 */
export async function askAgent(path: string, request: ControlRequest): Promise<Extract<ControlReply, { ok: true }>> {
  const socket = await connectControl(path).catch((cause: unknown) => {
    throw new DeskhandError('agent.none', {}, cause)
  })
  try {
    socket.write(`${JSON.stringify(request)}\n`)
    const parsed = controlReply.safeParse(parseJson(await readAll(socket, ANSWER_WAIT_MS[request.verb])))
    if (!parsed.success) throw new DeskhandError('internal', { problem: 'the running agent answered nonsense' })
    const reply = parsed.data
    if (!reply.ok) throw fromWire({ code: reply.code, message: '', help: '', details: reply.details })
    return reply
  } finally {
    socket.destroy()
  }
}

/** Connects to a control socket. Rejects with what the system says. */
export function connectControl(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => resolve(socket))
    socket.once('error', reject)
  })
}

function readAll(socket: Socket, waitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const late = setTimeout(
      () => reject(new DeskhandError('timeout', { seconds: waitMs / 1_000, what: 'agent' })),
      waitMs,
    )
    const end = (): void => {
      clearTimeout(late)
      resolve(text)
    }
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      if (text.length > 16 * MAX_CONTROL_BYTES) end()
    })
    socket.on('end', end)
    socket.on('close', end)
    socket.on('error', end)
  })
}
