// One try at a connection: opening within a time, noticing silence, and telling once why it is over.
import { DeskhandError, ERRORS, type ErrorCode } from '../protocol/error.ts'
import { HELLO_TIMEOUT_MS, LINK_IDLE_MS } from '../protocol/limits.ts'
import { linkAddress } from './hub-address.ts'
import type { OpenSocket } from './socket.ts'

/** What a connection tells; after `lost`, which comes at most once, nothing follows. */
export interface ConnectionEvents {
  opened(): void
  text(text: string): void
  bytes(bytes: Uint8Array): void
  lost(error: DeskhandError): void
}

/** One connection, open or on its way. */
export interface Connection {
  readonly bufferedBytes: number
  send(data: string | Uint8Array): void
  /** The hub has greeted: from now on silence is judged by pings. */
  welcomed(): void
  close(): void
  abort(): void
}

const NORMAL_CLOSE = 1000
const PROBES_PER_IDLE = 3

/** Starts to connect. @param base  address of the hub, from `hubAddress` */
export function connect(base: string, openSocket: OpenSocket, events: ConnectionEvents): Connection {
  let isOver = false
  let isQuiet = false
  let probes: ReturnType<typeof setInterval> | undefined
  const over = (): boolean => {
    if (isOver) return false
    isOver = true
    clearTimeout(greeting)
    clearInterval(probes)
    return true
  }
  const lose = (error: DeskhandError): void => {
    if (!over()) return
    socket.abort()
    events.lost(error)
  }
  const heard = (): void => {
    isQuiet = false
  }
  const greeting = setTimeout(() => lose(unreachable(base, 'no greeting in time')), HELLO_TIMEOUT_MS)
  const socket = openSocket(linkAddress(base), {
    opened: () => void (isOver || events.opened()),
    text: (text) => {
      heard()
      if (!isOver) events.text(text)
    },
    bytes: (bytes) => {
      heard()
      if (!isOver) events.bytes(bytes)
    },
    alive: heard,
    closed: (code, reason) => void (over() && events.lost(closeError(base, code, reason))),
  })
  let silentRounds = 0
  const round = (): void => {
    silentRounds = isQuiet ? silentRounds + 1 : 0
    if (silentRounds >= PROBES_PER_IDLE) lose(new DeskhandError('link.idle'))
    else isQuiet = socket.probe()
  }
  return {
    get bufferedBytes() {
      return isOver ? 0 : socket.bufferedBytes
    },
    send: (data) => void (isOver || socket.send(data)),
    welcomed: () => {
      clearTimeout(greeting)
      probes = setInterval(round, LINK_IDLE_MS / PROBES_PER_IDLE)
    },
    close: () => void (over() && socket.close(NORMAL_CLOSE)),
    abort: () => void (over() && socket.abort()),
  }
}

/** What a close code says; one that is not ours means that the hub went away. */
function closeError(base: string, code: number, reason: string): DeskhandError {
  const found = Object.entries(ERRORS).find(([, spec]) => 'close' in spec && spec.close === code)
  if (found) return new DeskhandError(found[0] as ErrorCode, { problem: reason }) // a key of the table
  return unreachable(base, reason)
}

function unreachable(url: string, problem: string): DeskhandError {
  return new DeskhandError('hub.unreachable', { url, problem })
}
