// Reads the X clipboard from the program that has it, whole or in pieces, with a limit and a deadline.

import type { Property, XEvent } from 'x11'
import { DeskhandError } from '../../../../src/protocol/error.ts'
import { MAX_CLIPBOARD_BYTES } from '../../../../src/protocol/limits.ts'
import type { XConnection } from '../connection.ts'
import type { ClipboardAtoms } from './clipboard.ts'

/** How long the program that has the clipboard may be silent, in milliseconds. */
export const CLIPBOARD_TIMEOUT_MS = 3000
/** How long it may take with all pieces, in milliseconds. */
export const CLIPBOARD_WHOLE_MS = 15_000
const ANY_TYPE = 0
const NOW = 0
const NEW_VALUE = 0
/** One byte more than is allowed, in 4-byte units: enough to see that it is too much. */
const READ_WORDS = MAX_CLIPBOARD_BYTES / 4 + 1

/** Where and through what to read. */
export type Reading = { readonly connection: XConnection; readonly window: number; readonly atoms: ClipboardAtoms }

/**
 * Reads the text; empty when nobody has one.
 *
 * @throws DeskhandError  `clipboard.too-large`, `clipboard.silent`, `screen.lost`
 */
export async function readSelection(reading: Reading): Promise<string> {
  const { connection, atoms } = reading
  const owner = await connection.ask<number>((reply) => connection.client.GetSelectionOwner(atoms.clipboard, reply))
  if (owner === 0) return ''
  const events = openEvents(reading)
  try {
    for (const target of [atoms.utf8, atoms.string]) {
      const bytes = await convert(reading, events, target)
      if (bytes) return bytes.toString(target === atoms.utf8 ? 'utf8' : 'latin1')
    }
    return ''
  } finally {
    events.close()
  }
}

async function convert(reading: Reading, events: Events, target: number): Promise<Buffer | null> {
  const { connection, window, atoms } = reading
  const { client } = connection
  client.DeleteProperty(window, atoms.transfer)
  client.ConvertSelection(window, atoms.clipboard, target, atoms.transfer, NOW)
  const answer = await events.next((it) => it.name === 'SelectionNotify' && it.target === target)
  if (answer.property === 0) return null
  // Reading with removal tells a program that sends pieces to go on: from here its pieces are counted.
  events.forget()
  const first = await take(reading)
  if (first.type !== atoms.incr) return first.type === atoms.utf8 || first.type === atoms.string ? first.data : null
  const pieces: Buffer[] = []
  for (let bytes = 0; ; ) {
    await events.next((it) => it.name === 'PropertyNotify' && it.atom === atoms.transfer && it.state === NEW_VALUE)
    const { data } = await take(reading)
    if (data.length === 0) return Buffer.concat(pieces)
    bytes += data.length
    if (bytes > MAX_CLIPBOARD_BYTES) throw tooLarge()
    pieces.push(data)
  }
}

async function take({ connection, window, atoms }: Reading): Promise<Property> {
  const property = await connection.ask<Property>((reply) =>
    connection.client.GetProperty(1, window, atoms.transfer, ANY_TYPE, 0, READ_WORDS, reply),
  )
  if (property.bytesAfter === 0 && property.data.length <= MAX_CLIPBOARD_BYTES) return property
  connection.client.DeleteProperty(window, atoms.transfer)
  throw tooLarge()
}

/** The error of a text over the limit. */
export function tooLarge(): DeskhandError {
  return new DeskhandError('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES })
}

type Events = {
  /** @throws DeskhandError  `clipboard.silent` after the deadline, `screen.lost` */
  next(isIt: (event: XEvent) => boolean): Promise<XEvent>
  forget(): void
  close(): void
}

/** Keeps the events of one window from the beginning: one may come before anybody waits for it. */
function openEvents({ connection, window }: Reading): Events {
  const kept: XEvent[] = []
  let wake = (): void => undefined
  const end = performance.now() + CLIPBOARD_WHOLE_MS
  const stop = connection.onEvent((event) => {
    if (event.requestor !== window && event.wid !== window) return
    kept.push(event)
    wake()
  })
  const silent = (): DeskhandError => new DeskhandError('clipboard.silent', { seconds: CLIPBOARD_TIMEOUT_MS / 1000 })
  const within = (timeoutMs: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(silent()), Math.max(0, timeoutMs))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    async next(isIt) {
      const deadline = Math.min(end, performance.now() + CLIPBOARD_TIMEOUT_MS)
      for (;;) {
        const at = kept.findIndex(isIt)
        const [found] = at < 0 ? [] : kept.splice(0, at + 1).slice(-1)
        if (found) return found
        kept.length = 0
        await within(deadline - performance.now())
      }
    },
    forget() {
      kept.length = 0
    },
    close: stop,
  }
}
