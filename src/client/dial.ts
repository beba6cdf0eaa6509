// Keeps one connection to a hub up: connects, waits with back-off after a loss, and gives up when trying cannot help.
import { type DeskhandError, errorSpec } from '../protocol/error.ts'
import { backOffMs } from './back-off.ts'
import { type Connection, connect } from './connection.ts'
import type { LinkState } from './link.ts'
import type { OpenSocket } from './socket.ts'

/** A connection that stayed welcome this long starts its back-off from the beginning, in milliseconds. */
export const STABLE_MS = 5_000

/** What a dialler tells. */
export interface DialEvents {
  /** It connects, or waits to connect again. */
  changed(state: Extract<LinkState, { is: 'connecting' | 'waiting' }>): void
  opened(): void
  text(text: string): void
  bytes(bytes: Uint8Array): void
  /** Trying again cannot help. */
  ended(error: DeskhandError): void
}

/** What a dialler needs. */
export interface DialOptions {
  readonly base: string
  readonly openSocket: OpenSocket
  readonly random: () => number
}

/** One connection after the other. */
export interface Dialler {
  /** The connection there is now. */
  readonly connection: Connection | null
  start(): void
  /** The hub has greeted. */
  welcomed(): void
  /** The connection is of no more use; goes on later, unless trying again cannot help. */
  lose(error: DeskhandError): void
  /** Says goodbye and stops for good. */
  stop(): void
}

/** Makes a dialler that has not started. */
export function dialler(options: DialOptions, events: DialEvents): Dialler {
  let connection: Connection | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 1
  let welcomedAt: number | null = null
  let isStopped = false
  const start = (): void => {
    welcomedAt = null
    events.changed({ is: 'connecting', attempt })
    connection = connect(options.base, options.openSocket, {
      opened: () => events.opened(),
      text: (text) => events.text(text),
      bytes: (bytes) => events.bytes(bytes),
      lost: lose,
    })
  }
  const lose = (error: DeskhandError): void => {
    if (isStopped) return
    connection?.abort()
    connection = null
    if (errorSpec(error.code).retry !== true && error.code !== 'internal') {
      isStopped = true
      events.ended(error)
      return
    }
    if (welcomedAt !== null && Date.now() - welcomedAt >= STABLE_MS) attempt = 1
    const delayMs = backOffMs(attempt, options.random())
    attempt += 1
    timer = setTimeout(start, delayMs)
    events.changed({ is: 'waiting', attempt, retryAt: Date.now() + delayMs, error })
  }
  return {
    get connection() {
      return connection
    },
    start,
    welcomed: () => {
      welcomedAt = Date.now()
      connection?.welcomed()
    },
    lose,
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      connection?.close()
      connection = null
    },
  }
}
