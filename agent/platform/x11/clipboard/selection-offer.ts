// Offers a text on the X clipboard to every program that asks, in pieces when it is long.
import type { XEvent } from 'x11'
import type { XConnection } from '../connection.ts'
import type { ClipboardAtoms } from './clipboard.ts'

/** The longest text that is given in one piece, in bytes; every server takes requests of that size. */
export const PIECE_BYTES = 64 * 1024
/** The most programs that are given a long text at the same time; more of them are refused. */
export const MAX_TRANSFERS = 16
const REPLACE = 0
const ATOM = 4
const PROPERTY_CHANGE = 0x400000
const SELECTION_NOTIFY = 31
const DELETED = 1
const NOW = 0

/** What is on offer: a text, until another program takes the clipboard. */
export type Offer = {
  /** Takes the clipboard for a text. */
  put(text: string): void
  /** The text on offer, or `null`. */
  text(): string | null
}

type Transfer = { readonly bytes: Buffer; readonly type: number; at: number }

/** Starts answering for a window. */
export function openOffer(connection: XConnection, window: number, atoms: ClipboardAtoms): Offer {
  const { client } = connection
  const transfers = new Map<string, Transfer>()
  let offered: { readonly text: string; readonly utf8: Buffer } | null = null

  const bytesFor = (target: number): Buffer | null => {
    if (!offered) return null
    if (target === atoms.utf8 || target === atoms.plainUtf8) return offered.utf8
    // What Latin-1 has not becomes a question mark, as other programs do.
    if (target === atoms.string) return Buffer.from(offered.text.replace(/[^\0-\xff]/gu, '?'), 'latin1')
    return null
  }
  const give = (requestor: number, property: number, target: number): boolean => {
    if (target === atoms.targets) {
      const list = [atoms.targets, atoms.utf8, atoms.plainUtf8, atoms.string]
      client.ChangeProperty(REPLACE, requestor, property, ATOM, 32, wordsOf(list))
      return true
    }
    const bytes = bytesFor(target)
    if (!bytes) return false
    if (bytes.length <= PIECE_BYTES) {
      client.ChangeProperty(REPLACE, requestor, property, target, 8, bytes)
      return true
    }
    if (transfers.size >= MAX_TRANSFERS) return false
    transfers.set(`${requestor} ${property}`, { bytes, type: target, at: 0 })
    client.ChangeWindowAttributes(requestor, { eventMask: PROPERTY_CHANGE | client.eventMask.StructureNotify })
    client.ChangeProperty(REPLACE, requestor, property, atoms.incr, 32, wordsOf([bytes.length]))
    return true
  }
  const answer = (event: XEvent): void => {
    const { requestor = 0, selection = 0, target = 0, time = 0 } = event
    // Old programs leave the property out and mean the target's name.
    const property = event.property || target
    const isGiven = give(requestor, property, target)
    const reply = Buffer.alloc(32)
    reply.writeUInt8(SELECTION_NOTIFY, 0)
    for (const [index, value] of [time, requestor, selection, target, isGiven ? property : 0].entries()) {
      reply.writeUInt32LE(value >>> 0, 4 + index * 4)
    }
    client.SendEvent(requestor, 0, 0, reply)
  }
  const goOn = (requestor: number, property: number): void => {
    const key = `${requestor} ${property}`
    const transfer = transfers.get(key)
    if (!transfer) return
    const piece = transfer.bytes.subarray(transfer.at, transfer.at + PIECE_BYTES)
    transfer.at += piece.length
    // An empty piece is the end.
    client.ChangeProperty(REPLACE, requestor, property, transfer.type, 8, piece)
    if (piece.length === 0) transfers.delete(key)
  }
  connection.onEvent((event) => {
    if (event.name === 'SelectionRequest' && event.owner === window) answer(event)
    if (event.name === 'SelectionClear' && event.selection === atoms.clipboard) offered = null
    if (event.name === 'PropertyNotify' && event.state === DELETED) goOn(event.wid ?? 0, event.atom ?? 0)
    if (event.name === 'DestroyNotify') {
      for (const key of transfers.keys()) if (key.startsWith(`${event.wid1 ?? event.wid} `)) transfers.delete(key)
    }
  })
  return {
    put(text) {
      offered = { text, utf8: Buffer.from(text, 'utf8') }
      client.SetSelectionOwner(window, atoms.clipboard, NOW)
    },
    text: () => offered?.text ?? null,
  }
}

function wordsOf(values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer)
}
