// Writes down on the display which keys are borrowed, so that the next program finds those of one that was killed.
import type { XConnection } from '../connection.ts'

const RECORD = '_DESKHAND_KEYS'
const REPLACE = 0
const CARDINAL = 6
const MAX_WORDS = 256

/** The record of a display: its name's number, and how it is written: by keycode the first symbol of each borrowed key. */
export type SpareRecord = { readonly name: number; write(borrowed: ReadonlyMap<number, number>): void }

/** Finds where to write. */
export async function startRecord({ ask, client, root }: XConnection): Promise<SpareRecord> {
  const name = await ask<number>((reply) => client.InternAtom(false, RECORD, reply))
  return {
    name,
    write(borrowed) {
      const words = Buffer.from(Uint32Array.from([...borrowed].flat()).buffer)
      if (borrowed.size === 0) client.DeleteProperty(root, name)
      else client.ChangeProperty(REPLACE, root, name, CARDINAL, 32, words)
    },
  }
}

/** What was written down by whoever was here before. */
export async function readRecord({ ask, client, root }: XConnection, name: number): Promise<Map<number, number>> {
  const { data } = await ask<{ data: Buffer }>((reply) =>
    client.GetProperty(0, root, name, CARDINAL, 0, MAX_WORDS, reply),
  )
  const pairs = Array.from({ length: data.length >> 3 }, (_, index) => index * 8)
  return new Map(pairs.map((at) => [data.readUInt32LE(at), data.readUInt32LE(at + 4)]))
}
