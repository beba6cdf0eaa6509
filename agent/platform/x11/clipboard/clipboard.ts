// The text clipboard of an X display.
import { MAX_CLIPBOARD_BYTES } from '../../../../src/protocol/limits.ts'
import type { Clipboard } from '../../platform.ts'
import { connectX, type XConnection } from '../connection.ts'
import { openOffer } from './selection-offer.ts'
import { readSelection, tooLarge } from './selection-reader.ts'

const PROPERTY_CHANGE = 0x400000
const INPUT_ONLY = 2

/** The numbers of the names that programs use among themselves for the clipboard. */
export type ClipboardAtoms = Readonly<Record<keyof typeof NAMES, number>>

const NAMES = {
  clipboard: 'CLIPBOARD',
  targets: 'TARGETS',
  utf8: 'UTF8_STRING',
  plainUtf8: 'text/plain;charset=utf-8',
  string: 'STRING',
  incr: 'INCR',
  transfer: '_DESKHAND_CLIPBOARD',
} as const

/**
 * Opens the clipboard on a connection of its own.
 *
 * A text written is offered as long as this is open: programs take it from here when they paste.
 *
 * @throws DeskhandError  `screen.none` when the display cannot be reached
 */
export async function openX11Clipboard(displayName: string): Promise<Clipboard> {
  const connection = await connectX(displayName, { sharedMemory: false })
  try {
    const atoms = await readAtoms(connection)
    const { client, root } = connection
    const window = client.AllocID()
    client.CreateWindow(window, root, -1, -1, 1, 1, 0, 0, INPUT_ONLY, 0, { eventMask: PROPERTY_CHANGE })
    const offer = openOffer(connection, window, atoms)
    let last: Promise<unknown> = Promise.resolve()
    return {
      readText() {
        // One at a time: two conversations would share the property.
        const read = last.then(() => offer.text() ?? readSelection({ connection, window, atoms }))
        last = read.catch(() => undefined)
        return read
      },
      async writeText(text) {
        if (Buffer.byteLength(text) > MAX_CLIPBOARD_BYTES) throw tooLarge()
        offer.put(text)
        await connection.sync()
      },
      close: () => connection.close(),
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

async function readAtoms({ ask, client }: XConnection): Promise<ClipboardAtoms> {
  const found = await Promise.all(
    Object.entries(NAMES).map(async ([key, name]) => [
      key,
      await ask<number>((reply) => client.InternAtom(false, name, reply)),
    ]),
  )
  return Object.fromEntries(found) as ClipboardAtoms // the keys are those of NAMES
}
