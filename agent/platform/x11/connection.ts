// One connection to an X server: requests as promises, and one clear failure when the display goes away.

import type { Client, Display, Extensions, Reply, XEvent } from 'x11'
import x11 from 'x11'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { openSharedPool, type SharedPool } from './shared-pool.ts'

/** How long a display may take to answer at first, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 5000

/** A live connection; everything it made on the server goes away with it. */
export type XConnection = {
  readonly display: Display
  readonly client: Client
  readonly root: number
  /** @throws DeskhandError  `screen.lost` when the display goes away first; an X error as it comes */
  ask<T>(send: (reply: Reply<T>) => void): Promise<T>
  /** @throws Error  when the server lacks the extension */
  extension<N extends keyof Extensions>(name: N): Promise<Extensions[N]>
  /** Calls `listener` with every event, until the returned function is called. */
  onEvent(listener: (event: XEvent) => void): () => void
  onLost(listener: (error: DeskhandError) => void): void
  /** Waits until the server has done everything asked so far. */
  sync(): Promise<void>
  close(): Promise<void>
}

/**
 * Connects to a display.
 *
 * @param options.sharedMemory  `false` keeps MIT-SHM off
 * @throws DeskhandError  `screen.none` when it cannot be reached
 */
export async function connectX(
  displayName: string,
  options: { readonly sharedMemory?: boolean } = {},
): Promise<XConnection> {
  const pool = options.sharedMemory === false ? null : openSharedPool()
  const display = await openDisplay(displayName, pool)
  return watch(display, displayName, pool)
}

function openDisplay(displayName: string, pool: SharedPool | null): Promise<Display> {
  return new Promise((resolve, reject) => {
    const refuse = (problem: string, cause?: unknown): void =>
      reject(new DeskhandError('screen.none', { problem: `${displayName}: ${problem}` }, cause))
    const timer = setTimeout(() => {
      client?.stream?.destroy()
      refuse('the display does not answer')
    }, CONNECT_TIMEOUT_MS)
    let client: Client | undefined
    try {
      client = x11.createClient({ display: displayName, shm: pool?.memory ?? false }, (error, display) => {
        clearTimeout(timer)
        if (error) refuse(error.message, error)
        else resolve(display)
      })
      // Also told to the callback above until the connection stands, and to `watch` from then on.
      client.on('error', () => undefined)
    } catch (error) {
      clearTimeout(timer)
      refuse('that is not the name of a display', error)
    }
  })
}

function watch(display: Display, displayName: string, pool: SharedPool | null): XConnection {
  const { client } = display
  // The package keeps the names of all servers in one table; each server numbers them on its own.
  client.atoms = { ...client.atoms }
  const waiting = new Set<(error: Error) => void>()
  const listeners: ((error: DeskhandError) => void)[] = []
  let gone: DeskhandError | null = null
  let isClosing = false
  const lose = (cause?: unknown): void => {
    if (gone) return
    gone = new DeskhandError('screen.lost', { problem: `the X server of ${displayName} ended the connection` }, cause)
    for (const reject of waiting) reject(gone)
    waiting.clear()
    client.stream.destroy()
    pool?.close()
    if (!isClosing) for (const listener of listeners) listener(gone)
  }
  client.on('end', () => lose())
  client.stream.once('close', () => lose())
  // A number marks an answer to one request, of which its sender is told; anything else is the connection itself.
  client.on('error', (error) => typeof error.error === 'number' || lose(error))

  const ask = <T>(send: (reply: Reply<T>) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone)
      waiting.add(reject)
      send((error, value) => {
        waiting.delete(reject)
        if (error) reject(error)
        else resolve(value)
        return true
      })
    })

  return {
    display,
    client,
    root: screenOf(display).root,
    ask,
    extension: (name) => ask((reply) => client.require(name, reply)),
    onEvent: (listener) => {
      client.on('event', listener)
      return () => client.off('event', listener)
    },
    onLost: (listener) => (gone ? listener(gone) : void listeners.push(listener)),
    sync: () => ask<unknown>((reply) => client.sync((error) => reply(error, undefined))).then(() => undefined),
    close: () => {
      isClosing = true
      if (gone) return Promise.resolve()
      const closed = new Promise<void>((resolve) => client.stream.once('close', () => resolve()))
      client.terminate()
      return closed
    },
  }
}

/** The first screen of a display. */
export function screenOf(display: Display): Display['screen'][number] {
  const [screen] = display.screen
  if (!screen) throw new DeskhandError('screen.none', { problem: 'the X server has no screen' })
  return screen
}
